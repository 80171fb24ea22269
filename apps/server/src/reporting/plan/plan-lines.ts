import type { ReportCell } from "@rapport/domain";
import { z } from "zod";
import { createParameters, type Parameters } from "../sql/parameters.ts";
import { linesSql } from "./lines-sql.ts";
import { select } from "./part-sql.ts";
import { SETTINGS, Values, familyOf, rounded, type Planned } from "./plan.ts";

/** A hit or a row of a file: time in epoch ms, position (0 of a row), upload and line (0 of a hit). Decimal texts, because a position has 64 bits. */
export const RowPlace = z.tuple([z.string(), z.string(), z.string(), z.string()]);
export type RowPlace = z.output<typeof RowPlace>;

const Count = z.coerce.number().int();
export const LineRow = z.object({
  place: RowPlace,
  /** Exact. */
  part: z.string(),
  /** The hits of a visit or visitor that count; 1 for anything else. */
  stands_for: Count,
  touched: z.array(z.tuple([RowPlace, z.string()])),
  touched_by: Count,
});
export const LineSum = z.object({
  lines: Count,
  /** Rows whose part was taken back again. */
  cancelled: Count,
  /** Rounded as the report rounds it, and exact. */
  sum: z.string(),
  exact: z.string(),
});

/** The queries that answer which rows made a number: a page of lines behind `after`, in the order of time, and the sum over all lines. */
export function planLines(
  cell: ReportCell,
  { after, limit }: { after: RowPlace | null; limit: number },
): { page: Planned<typeof LineRow>; sum: Planned<typeof LineSum> } {
  return { page: pageOf(cell, { after, limit }), sum: sumOf(cell) };
}

function pageOf(cell: ReportCell, { after, limit }: { after: RowPlace | null; limit: number }): Planned<typeof LineRow> {
  const parameters = createParameters();
  const lines = linesOf(cell, parameters);
  const text = [
    select([
      `${asTexts("id")} as place`,
      "toString(amount) as part",
      "toString(hit_count) as stands_for",
      `arrayMap(t -> (${asTexts("t.1")}, t.2), touches) as touched`,
      "toString(touch_count) as touched_by",
    ]),
    `from (\n${lines}\n)`,
    `where amount != 0${after === null ? "" : ` and id > ${placeSql(after, parameters)}`}`,
    "order by id",
    `limit ${parameters.bind("UInt32", limit)}`,
    SETTINGS,
  ].join("\n");
  return { query: { name: "report.lines", text, params: Values, row: LineRow, heavy: true }, values: parameters.values };
}

function sumOf(cell: ReportCell): Planned<typeof LineSum> {
  const parameters = createParameters();
  const text = [
    select([
      "toString(countIf(amount != 0)) as lines",
      "toString(countIf(amount = 0)) as cancelled",
      `toString(${rounded(cell.definition, 0, "sum(amount)")}) as sum`,
      "toString(sum(amount)) as exact",
    ]),
    `from (\n${linesOf(cell, parameters)}\n)`,
    SETTINGS,
  ].join("\n");
  return { query: { name: "report.lineSum", text, params: Values, row: LineSum, heavy: true }, values: parameters.values };
}

function linesOf({ definition, column, isOfItem, isShownOnly }: ReportCell, parameters: Parameters): string {
  return linesSql({ definition, family: familyOf(column), columns: [{ index: 0, column }], isGrouped: isOfItem, isShownOnly, parameters });
}

function asTexts(id: string): string {
  return `(${[1, 2, 3, 4].map((part) => `toString(${id}.${part})`).join(", ")})`;
}

function placeSql([at, position, upload, line]: RowPlace, parameters: Parameters): string {
  return `tuple(${parameters.bind("Int64", at)}, ${parameters.bind("UInt64", position)}, ${parameters.bind("UInt32", upload)}, ${parameters.bind("UInt32", line)})`;
}
