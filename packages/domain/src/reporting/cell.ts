import { wrong } from "@rapport/contract/refusals";
import { mapColumns } from "../formulas/formula.ts";
import type { ReportAnswer, ReportColumn, ReportDefinition, ReportFilter } from "./definition.ts";
import { idTest, refused } from "./read-filter.ts";
import { rangesOfTimeItem } from "./time-items.ts";

/** One number of a report, as a report of one column. */
export interface ReportCell {
  /** The whole report's definition with this column alone, narrowed to the item. */
  readonly definition: ReportDefinition;
  readonly column: ReportColumn;
  /** Of a column with a formula: what it counts, in the order in which the formula names it. Empty for any other column. */
  readonly parts: readonly ReportColumn[];
  /** False for a total, which is counted as a whole. */
  readonly isOfItem: boolean;
  /** Whether only items that the report may show are counted, as in its filtered totals (RQ6). */
  readonly isShownOnly: boolean;
}

/** Which number: a column, and an item of the report's dimension or one of its totals. */
export interface CellPlace {
  readonly columnId: string;
  readonly itemId?: string | undefined;
  /** Of a column with a formula: which of its parts, from 0. */
  readonly part?: number | undefined;
  readonly total?: "all" | "shown" | undefined;
}

/**
 * The number at a place of a report (BR1). Every number is counted by the same rules as in the report: only what may show is narrowed to the item.
 * @throws Refusal `report.definition` for a column or an item that the report cannot have
 */
export function cellOf(definition: ReportDefinition, { columnId, itemId, part = 0, total = "all" }: CellPlace): ReportCell {
  const answer = definition.answers.find(({ id }) => id === columnId);
  if (answer === undefined) throw refused(["columnId"], wrong("report.column_unknown", { id: columnId }));
  const counted = countedIn(answer).flatMap((index) => definition.columns[index] ?? []);
  const column = counted[part];
  if (column === undefined) throw refused(["part"], wrong("report.part_unknown", { parts: counted.length }));
  const parts = answer.kind === "counted" ? [] : counted;
  const one = { ...definition, columns: [column], answers: [{ kind: "counted" as const, id: columnId, index: 0 }] };
  if (itemId === undefined) return { definition: one, column, parts, isOfItem: false, isShownOnly: total === "shown" };
  const { dimension } = definition;
  if (dimension === null) throw refused(["itemId"], wrong("report.cell_no_item", {}));
  if (dimension.kind !== "time") {
    const shown = [...definition.shown, idTest({ ids: [itemId], isIn: true, path: ["itemId"] })];
    return { definition: { ...one, shown }, column, parts, isOfItem: true, isShownOnly: true };
  }
  const ranges = rangesOfTimeItem({ itemId, unit: dimension.unit, timeZone: definition.timeZone, path: ["itemId"] });
  const inside: ReportFilter = { kind: "time", ranges, isInside: true };
  const narrowed = { ...column, filters: [...column.filters, inside] };
  return { definition: { ...one, columns: [narrowed] }, column: narrowed, parts, isOfItem: true, isShownOnly: true };
}

/** The counted columns of a column of the answer, each once. */
function countedIn(answer: ReportAnswer): number[] {
  if (answer.kind === "counted") return [answer.index];
  const indexes = new Set<number>();
  mapColumns(answer.formula, (index) => indexes.add(index));
  return [...indexes];
}
