import { wrong, type Fault } from "@rapport/contract/refusals";
import { isSavedMetricId, type ReportMetric } from "@rapport/contract/reporting";
import { mapColumns, type Formula } from "../formulas/formula.ts";
import { readFormula, type FormulaMetric, type FormulaReader } from "../formulas/read-formula.ts";
import type { SegmentContainer } from "../segments/segment.ts";
import { findMetric } from "./catalogue.ts";
import type { ReportAnswer, ReportColumn } from "./definition.ts";
import { refused } from "./read-filter.ts";

type Path = Fault["path"];

/** A column to be counted, as a request or a formula names it. */
export interface AskedColumn {
  readonly id: string;
  readonly path: Path;
  readonly request: ReportMetric;
  /** What its definition names, when it has one. */
  readonly metric: FormulaMetric | null;
  readonly segments: readonly SegmentContainer[];
}

/** As many as one report can count, with the parts of all its formulas. */
const MOST_COUNTED = 100;

/**
 * The columns that a report counts, and what its answer shows of them (CF2). Parts of formulas that are counted alike are counted once.
 * @param count resolves one column
 * @throws Refusal `report.definition` or `metric.definition` that names the place
 */
export function answersOf({
  metrics,
  reader,
  count,
}: {
  metrics: readonly ReportMetric[];
  reader: FormulaReader;
  count: (asked: AskedColumn) => ReportColumn;
}): { columns: ReportColumn[]; answers: ReportAnswer[] } {
  const columns: ReportColumn[] = [];
  const places = new Map<string, number>();
  const placeOf = (column: ReportColumn): number => {
    const { id: _, decimals: _decimals, ...alike } = column;
    const key = JSON.stringify(alike);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, columns.push(column) - 1);
    return columns.length - 1;
  };
  const answers = metrics.map((request, i): ReportAnswer => {
    const path = ["metricContainer", "metrics", i];
    const id = request.columnId ?? String(i);
    const formula = formulaOf({ request, path, reader });
    if (formula === null || formula.kind === "column") {
      const metric = formula?.column ?? null;
      const column = count({ id, path, request, metric, segments: metric?.segments ?? [] });
      return { kind: "counted", id, index: columns.push(column) - 1 };
    }
    const { allocationModel, ...asked } = request;
    if (allocationModel !== undefined)
      throw refused([...path, "allocationModel"], wrong("formula.model_of_formula", { id: request.id ?? "metricDefinition.formula" }));
    const counted = mapColumns(formula, (metric) => {
      const request: ReportMetric = { ...asked, id: metric.name };
      return placeOf(count({ id, path, request, metric, segments: metric.segments }));
    });
    if (columns.length > MOST_COUNTED) throw refused(path, wrong("report.columns_many", { most: MOST_COUNTED }));
    return { kind: "calculated", id, formula: counted };
  });
  return { columns, answers };
}

/** The formula of a column; null for one that names a metric by its id alone. */
function formulaOf({ request, path, reader }: { request: ReportMetric; path: Path; reader: FormulaReader }): Formula<FormulaMetric> | null {
  const { id, metricDefinition: definition } = request;
  // Beside a definition the id of a calculated metric names the column alone.
  const isSaved = definition === undefined && id !== undefined && isSavedMetricId(id);
  const at = isSaved ? [...path, "id"] : [...path, "metricDefinition"];
  const read = isSaved ? { func: "calc-metric", formula: { func: "metric", name: id } } : definition;
  if (read === undefined) return null;
  const formula = readFormula({ ...reader, definition: read, path: at });
  if (formula.kind !== "column" && id !== undefined && findMetric(id, reader.suite) !== undefined)
    throw refused(path, wrong("report.metric_two", { id, formula: "metricDefinition" }));
  if (!hasColumn(formula)) throw refused(at, wrong("formula.no_metric", {}));
  return formula;
}

function hasColumn(formula: Formula<unknown>): boolean {
  switch (formula.kind) {
    case "column":
      return true;
    case "number":
      return false;
    case "one":
      return hasColumn(formula.of);
    case "two":
      return hasColumn(formula.left) || hasColumn(formula.right);
  }
}
