import { visitMetricByLoops } from "@rapport/domain/reference";
import type { Counted } from "./history.ts";

const VISIT_METRICS = ["entries", "exits", "bounces", "singlepagevisits", "timespent"] as const;
type VisitMetric = (typeof VISIT_METRICS)[number];

export interface OracleReport {
  /** A key of `post` for eVars, of `dims` for props and page, or `product`. */
  readonly dimension: { readonly kind: "persisted" | "set" | "product"; readonly name: string; readonly isLinear?: boolean };
  readonly metric:
    | "occurrences"
    | "instances"
    | "pageviews"
    | "pageevents"
    | "visits"
    | "visitors"
    | VisitMetric
    | "orders"
    | "units"
    | "revenueCents"
    | `event${number}`;
  readonly participation?: "sessions" | "visitors";
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** The row for no value. */
export const UNSPECIFIED = "Unspecified";

/** The numbers of a ranked report by value; values with nothing at all are left out. Fractions of linear credit are not rounded. */
export function oracleReport(rows: readonly Counted[], report: OracleReport): Map<string, number> {
  const ofVisit = VISIT_METRICS.find((metric) => metric === report.metric);
  if (ofVisit !== undefined) return visitMetric({ rows, report, metric: ofVisit });
  const inRange = rows.filter((row) => report.fromMs <= row.atMs && row.atMs < report.toMs);
  return report.participation === undefined ? plain(inRange, report) : participation({ rows: inRange, report, container: report.participation });
}

/** Of whole visits, also of their hits outside the range. */
function visitMetric({ rows, report, metric }: { rows: readonly Counted[]; report: OracleReport; metric: VisitMetric }): Map<string, number> {
  const hits = rows.flatMap((row) => (row.visit === null ? [] : [{ ...row, visit: row.visit, page: row.dims["page"] ?? "" }]));
  const items = (row: Counted) => valuesOf({ row, report: { ...report, metric: "occurrences" } }).map(({ value }) => value);
  return visitMetricByLoops(hits, {
    metric,
    has: (row) => items(row).some((value) => value !== UNSPECIFIED),
    counts: ({ atMs }) => report.fromMs <= atMs && atMs < report.toMs,
    items,
  });
}

function plain(rows: readonly Counted[], report: OracleReport): Map<string, number> {
  const result = new Map<string, number>();
  const seen = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const { value, share } of valuesOf({ row, report })) {
      if (report.metric === "visits" || report.metric === "visitors") {
        const key = report.metric === "visits" ? row.visit : row.isOnline ? row.visitor : null;
        if (key === null) continue;
        const keys = seen.get(value) ?? new Set<string>();
        seen.set(value, keys.add(key));
        result.set(value, keys.size);
        continue;
      }
      const amount = amountOf({ row, report, value });
      if (amount !== 0) result.set(value, (result.get(value) ?? 0) + amount * share);
    }
  }
  return result;
}

function valuesOf({ row, report }: { row: Counted; report: OracleReport }): { value: string; share: number }[] {
  const { dimension, metric } = report;
  if (metric === "instances") {
    const set = row.isOnline ? row.dims[dimension.name] : undefined;
    return set === undefined ? [] : [{ value: set, share: 1 }];
  }
  if (dimension.kind === "product") return orUnspecified([...new Set(row.products.map((product) => product.name))].map((value) => ({ value, share: 1 })));
  if (dimension.kind === "set") return orUnspecified(row.dims[dimension.name] === undefined ? [] : [{ value: row.dims[dimension.name] ?? "", share: 1 }]);
  const values = row.post[dimension.name] ?? [];
  const isCredit = dimension.isLinear === true && !["occurrences", "pageviews", "pageevents", "visits", "visitors"].includes(metric);
  if (isCredit) return orUnspecified(values.map((value) => ({ value, share: 1 / values.length })));
  return orUnspecified([...new Set(values)].map((value) => ({ value, share: 1 })));
}

function orUnspecified(values: { value: string; share: number }[]): { value: string; share: number }[] {
  return values.length === 0 ? [{ value: UNSPECIFIED, share: 1 }] : values;
}

function amountOf({ row, report, value }: { row: Counted; report: OracleReport; value: string }): number {
  const { metric, dimension } = report;
  const products = dimension.kind === "product" && value !== UNSPECIFIED ? row.products.filter((product) => product.name === value) : null;
  switch (metric) {
    case "occurrences":
      return row.occurrences;
    case "instances":
      return 1;
    case "pageviews":
      return row.isPageView ? 1 : 0;
    case "pageevents":
      return row.isOnline && !row.isPageView ? 1 : 0;
    case "visits":
    case "visitors":
    case "entries":
    case "exits":
    case "bounces":
    case "singlepagevisits":
    case "timespent":
      return 0;
    case "orders":
      return row.orders;
    case "units":
      return products === null ? row.units : products.reduce((sum, product) => sum + product.units, 0);
    case "revenueCents":
      return products === null ? row.revenueCents : products.reduce((sum, product) => sum + product.revenueCents, 0);
    default:
      return row.events[metric] ?? 0;
  }
}

/** Each distinct value at or before the event, in the visit or over all of the visitor, inside the range, gets full credit. */
function participation({
  rows,
  report,
  container,
}: {
  rows: readonly Counted[];
  report: OracleReport;
  container: "sessions" | "visitors";
}): Map<string, number> {
  const result = new Map<string, number>();
  const inScope = new Map<string | null, Counted[]>();
  for (const row of rows) {
    const scope = scopeOf({ row, container });
    inScope.set(scope, [...(inScope.get(scope) ?? []), row]);
  }
  for (const event of rows) {
    const scope = scopeOf({ row: event, container });
    const amount = totalOf({ row: event, metric: report.metric });
    if (scope === null || amount === 0) continue;
    const values = new Set<string>();
    for (const row of inScope.get(scope) ?? []) {
      if (row.atMs > event.atMs || (row.atMs === event.atMs && row.position > event.position)) continue;
      for (const { value } of valuesOf({ row, report: { ...report, metric: "occurrences" } })) values.add(value);
    }
    values.delete(UNSPECIFIED);
    for (const value of values) result.set(value, (result.get(value) ?? 0) + amount);
  }
  return result;
}

function scopeOf({ row, container }: { row: Counted; container: "sessions" | "visitors" }): string | null {
  return container === "sessions" ? row.visit : row.visitor;
}

function totalOf({ row, metric }: { row: Counted; metric: OracleReport["metric"] }): number {
  switch (metric) {
    case "orders":
      return row.orders;
    case "units":
      return row.units;
    case "revenueCents":
      return row.revenueCents;
    default:
      return row.events[metric] ?? 0;
  }
}
