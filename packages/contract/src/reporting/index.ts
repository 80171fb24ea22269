export { CART_METRICS, CONVERSION_METRICS, MONEY_METRICS, SUITE_METRICS } from "./metric-names.ts";
export { DimensionId, MetricId, ParticipationModel, RankedReport, RankedRequest, ReportFilter, ReportMetric, runReport } from "./ranked-report.ts";
