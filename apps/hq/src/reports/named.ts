import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { VISIT_METRICS } from "@rapport/contract/reporting";
import { useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { metricsQuery } from "../calculated-metrics/queries.ts";
import { dimensionsOf, isBaseDimension, METRICS, type Metric } from "./report-search.ts";
import type { Written } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

/** The dimensions of a suite by the names that reports give them. */
export function useNamedDimensions(suite: ReportSuite): { id: string; name: string }[] {
  const text = useText(reportTexts);
  return dimensionsOf(suite).map(({ id, name }) => ({ id, name: name ?? (isBaseDimension(id) ? text(`dimensions.${id}`) : id) }));
}

/** A metric that a column can have. */
export interface NamedMetric {
  readonly id: string;
  readonly name: string;
  readonly group: "online" | "sales" | "carts" | "events" | "calculated";
  /** Of a calculated metric. */
  readonly written?: Written;
}

/** The metrics of a suite by their names: those of every suite, its own events, and calculated metrics. */
export function useNamedMetrics(suite: ReportSuite): NamedMetric[] {
  const text = useText(reportTexts);
  const { language } = useUi();
  const saved = useQuery(metricsQuery(suite.rsid, language)).data ?? [];
  const known = GROUPS.flatMap(({ group, metrics }) => metrics.map((id) => ({ id, name: text(`metricNames.${id}`), group })));
  const events = Object.entries(suite.variables).flatMap(([id, { name }]) =>
    /^event\d+$/.test(id) ? [{ id, name: name ?? id, group: "events" as const }] : [],
  );
  const calculated = saved.map(({ id, name, type, precision, polarity }) => ({
    id,
    name,
    group: "calculated" as const,
    written: { type, precision, polarity },
  }));
  return [...known, ...events, ...calculated];
}

const GROUPS: readonly { group: NamedMetric["group"]; metrics: readonly Metric[] }[] = [
  {
    group: "online",
    metrics: ["visits", "visitors", "pageviews", "pageevents", "occurrences", "instances", "entries", "exits", "bounces", "singlepagevisits", "timespent"],
  },
  { group: "sales", metrics: ["orders", "units", "revenue", "grossrevenue", "returnedrevenue"] },
  { group: "carts", metrics: ["carts", "cartadditions", "cartremovals", "cartviews", "checkouts", "productviews"] },
];

const OF_NO_HIT: readonly string[] = ["visits", "visitors", "instances", ...VISIT_METRICS];

/** What a segment's condition can be about: dimensions but days and months, and what hits count, with the suite's own events. */
export function useNamedSubjects(suite: ReportSuite): { id: string; name: string }[] {
  const text = useText(reportTexts);
  const dimensions = useNamedDimensions(suite).filter(({ id }) => !id.startsWith("daterange"));
  const metrics = METRICS.filter((metric) => !OF_NO_HIT.includes(metric)).map((metric) => ({ id: `metrics/${metric}`, name: text(`metricNames.${metric}`) }));
  const events = Object.entries(suite.variables).flatMap(([id, { name }]) => (/^event\d+$/.test(id) ? [{ id: `metrics/${id}`, name: name ?? id }] : []));
  return [...dimensions.map(({ id, name }) => ({ id: `variables/${id}`, name })), ...metrics, ...events];
}
