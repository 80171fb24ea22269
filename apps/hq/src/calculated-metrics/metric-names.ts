import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { CalculatedMetric } from "@rapport/contract/reporting";
import type { NamedMetric } from "@rapport/domain/formulas";
import { METRICS } from "../reports/report-search.ts";
import { reportTexts } from "../reports/texts.ts";

/** What a formula can name: what every suite counts, the suite's own events, and calculated metrics. */
export function useMetricNames(suite: ReportSuite, calculated: readonly CalculatedMetric[]): NamedMetric[] {
  const text = useText(reportTexts);
  const counted = METRICS.map((metric) => ({ id: `metrics/${metric}`, name: text(`metricNames.${metric}`) }));
  const events = Object.entries(suite.variables).flatMap(([id, { name }]) => (/^event\d+$/.test(id) ? [{ id: `metrics/${id}`, name: name ?? id }] : []));
  return [...counted, ...events, ...calculated.map(({ id, name }) => ({ id, name }))];
}
