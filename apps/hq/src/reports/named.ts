import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { VISIT_METRICS } from "@rapport/contract/reporting";
import { dimensionsOf, isBaseDimension, METRICS } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** The dimensions of a suite by the names that reports give them. */
export function useNamedDimensions(suite: ReportSuite): { id: string; name: string }[] {
  const text = useText(reportTexts);
  return dimensionsOf(suite).map(({ id, name }) => ({ id, name: name ?? (isBaseDimension(id) ? text(`dimensions.${id}`) : id) }));
}

const OF_NO_HIT: readonly string[] = ["visits", "visitors", "instances", ...VISIT_METRICS];

/** What a segment's condition can be about: dimensions but days and months, and what hits count, with the suite's own events. */
export function useNamedSubjects(suite: ReportSuite): { id: string; name: string }[] {
  const text = useText(reportTexts);
  const dimensions = useNamedDimensions(suite).filter(({ id }) => !id.startsWith("daterange"));
  const metrics = METRICS.filter((metric) => !OF_NO_HIT.includes(metric)).map((metric) => ({ id: `metrics/${metric}`, name: text(`metricNames.${metric}`) }));
  const events = Object.entries(suite.variables).flatMap(([id, { name }]) => (/^event\d+$/.test(id) ? [{ id: `metrics/${id}`, name: name ?? id }] : []));
  return [...dimensions.map(({ id, name }) => ({ id: `variables/${id}`, name })), ...metrics, ...events];
}
