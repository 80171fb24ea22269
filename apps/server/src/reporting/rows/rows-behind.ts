import { Refusal, type Body } from "@rapport/contract";
import type { listRowsBehind, ReportLine, ReportRow, RowsBehind } from "@rapport/contract/reporting";
import { cellOf } from "@rapport/domain";
import { holdsSuite, reachOf, type Actor } from "../../http/index.ts";
import { planLines, type LineRow, type RowPlace } from "../plan/plan-lines.ts";
import { textDimension } from "../plan/part-sql.ts";
import { assertShort } from "../plan/query-length.ts";
import { readReport } from "../run.ts";
import { placeOfCursor, rowIdOf } from "./row-ids.ts";
import { maySeeCustomers, shownRows, type RowDeps } from "./shown-rows.ts";
import type { z } from "zod";

/** A page of the hits and rows that made one number of a report, with what all of them add up to (BR1 to BR5). */
export async function rowsBehind(deps: RowDeps, { body, actor }: { body: Body<typeof listRowsBehind>; actor: Actor }): Promise<RowsBehind> {
  const { request, after, limit, ...place } = body;
  const { rsid } = request;
  if (!holdsSuite(reachOf(actor, "report.read"), rsid)) throw new Refusal("report_suite.not_found", { rsid });
  const { definition, suite } = await readReport(deps, request);
  const cell = cellOf(definition, place);
  const plan = planLines(cell, { after: after === undefined ? null : placeOfCursor(after), limit: limit + 1 });
  assertShort(plan.page.query.text, plan.sum.query.text);
  const [found, [told]] = await Promise.all([deps.warehouse.rows(plan.page.query, plan.page.values), deps.warehouse.rows(plan.sum.query, plan.sum.values)]);
  const lines = found.slice(0, limit);
  const last = lines.at(-1);
  const dimension = textDimension(definition.dimension);
  const shown = await shownRows(deps, { rsid, timeZone: suite.timeZone, dimension, places: lines.map(({ place: of }) => of), actor });
  return {
    rows: lines.map((line) => lineOf(line, shown.get(rowIdOf(line.place)))),
    next: found.length > limit && last !== undefined ? rowIdOf(last.place) : null,
    value: Number(told?.sum ?? "0") + 0,
    sum: shortest(told?.exact ?? "0"),
    lines: told?.lines ?? 0,
    takenBack: told?.cancelled ?? 0,
    metric: cell.column.metric.id,
    parts: cell.parts.map(({ metric }) => metric.id),
    dimension: definition.dimension?.id ?? null,
    timeZone: suite.timeZone,
    currency: suite.currency,
    namesCustomers: await maySeeCustomers(deps, { actor, rsid }),
  };
}

function lineOf(line: z.output<typeof LineRow>, row: ReportRow | undefined): ReportLine {
  // Rows are never deleted, so each that counted is there.
  if (row === undefined) throw new Error("a row that counted is not there");
  return {
    ...row,
    amount: shortest(line.part),
    hits: line.stands_for,
    touchPoints: line.touched.map(([place, amount]) => ({ id: rowIdOf(place), at: timeOf(place), amount: shortest(amount) })),
    moreTouchPoints: line.touched_by - line.touched.length,
  };
}

function timeOf([at]: RowPlace): string {
  return new Date(Number(at)).toISOString();
}

/** An exact decimal without zeros at its end. */
function shortest(decimal: string): string {
  const text = decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
  return text === "-0" ? "0" : text;
}
