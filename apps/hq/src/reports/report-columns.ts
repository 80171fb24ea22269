import { canSort, type Column, columnOf, isChange, keyOf, keyOfText, readColumn, writeColumn } from "./report-column.ts";
import { canParticipate, columnsOf, MOST_COLUMNS, type ReportSearch } from "./report-search.ts";

type Part = Pick<ReportSearch, "metrics"> & Partial<Pick<ReportSearch, "sort">>;

/** The report with a plain column of a metric at its end. Null when it has that already, or as many as it can. */
export function withMetric(search: ReportSearch, metric: string): Part | null {
  return withColumns(search, [columnOf(metric)], search.metrics.length);
}

/** The report with more columns before a place; those that it has already are left out. Null when none is new, or they are too many. */
export function withColumns(search: ReportSearch, columns: readonly Column[], place: number): Part | null {
  const known = new Set(search.metrics.map(keyOfText));
  const fresh = columns.filter((column) => !known.has(keyOf(column)));
  if (fresh.length === 0 || fresh.length + search.metrics.length > MOST_COLUMNS) return null;
  return { metrics: search.metrics.toSpliced(place, 0, ...fresh.map(writeColumn)) };
}

export function removed(search: ReportSearch, key: string): Part {
  const metrics = search.metrics.filter((written) => keyOfText(written) !== key);
  return search.sort === key ? { metrics, sort: undefined } : { metrics };
}

/** Null when nothing moves. */
export function placed({ metrics }: ReportSearch, { key, to }: { key: string; to: number }): Part | null {
  const from = metrics.findIndex((written) => keyOfText(written) === key);
  const moved = metrics[from];
  if (moved === undefined || from === to || to < 0 || to >= metrics.length) return null;
  return { metrics: metrics.toSpliced(from, 1).toSpliced(to, 0, moved) };
}

/** A column in the place of another. Null when the report has it elsewhere already. */
export function replaced(search: ReportSearch, { key, by }: { key: string; by: Column }): Part | null {
  const fresh = { ...by, look: lookAfter(search, { key, by }) };
  const freshKey = keyOf(fresh);
  if (freshKey !== key && search.metrics.some((written) => keyOfText(written) === freshKey)) return null;
  const metrics = search.metrics.map((written) => (keyOfText(written) === key ? writeColumn(fresh) : written));
  return search.sort === key ? { metrics, sort: canSort(fresh) ? freshKey : undefined } : { metrics };
}

/** Another kind of number has its own usual look, unless somebody chose one. */
function lookAfter(search: ReportSearch, { key, by }: { key: string; by: Column }): Column["look"] {
  const before = columnsOf(search).find((column) => keyOf(column) === key);
  if (before === undefined || before.as === by.as || before.look !== by.look) return by.look;
  const usual = (column: Column) => readColumn(keyOf(column))?.look ?? column.look;
  return before.look === usual(before) ? usual(by) : by.look;
}

/** How a column is compared: as the number of another period, or as its change from it. */
export function comparisonsOf(
  column: Column,
  { period, shows }: { period: Column["period"]; shows: readonly ("number" | "difference" | "percent")[] },
): Column[] {
  return shows.map((as) => ({ ...column, period, as, look: isChange(as) ? "plain" : "bars" }));
}

/** The columns that can be compared: those that show a number of the report's own period. */
export function comparable(search: ReportSearch): Column[] {
  return columnsOf(search).filter(({ as, period }) => as === "number" && period === "main");
}

export function canBeCredited({ metric }: Column): boolean {
  return canParticipate(metric);
}

/** True when a report has these columns in this order, however they look. */
export function hasColumns(search: Pick<ReportSearch, "metrics">, columns: readonly Column[]): boolean {
  return columnsOf(search).map(keyOf).join() === columns.map(keyOf).join();
}
