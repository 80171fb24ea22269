export { DimensionId, MetricId, ParticipationModel, RankedReport, RankedRequest, ReportFilter, ReportMetric, runReport } from "./ranked-report.ts";
