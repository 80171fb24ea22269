export { CART_METRICS, CONVERSION_METRICS, MONEY_METRICS, SUITE_METRICS, VISIT_METRICS } from "./metric-names.ts";
export { AllocationModel, AttributionSum } from "./attribution-model.ts";
export { DimensionId, MetricId, RankedReport, RankedRequest, ReportFilter, ReportMetric, runReport } from "./ranked-report.ts";
export {
  CalculatedMetric,
  CalculatedMetricId,
  changeCalculatedMetric,
  createCalculatedMetric,
  deleteCalculatedMetric,
  getCalculatedMetric,
  listCalculatedMetrics,
  MetricPolarity,
  MetricPrecision,
  MetricType,
  validateCalculatedMetric,
} from "./calculated-metrics.ts";
export { BUILT_IN_METRICS, type BuiltInMetric } from "./built-in-metrics.ts";
export { isSavedMetricId, MetricDefinition } from "./metric-definition.ts";
export { explainRow, ExplainedRow, type ExplainedValue } from "./explain-row.ts";
export { listRowsBehind, ReportLine, ReportRow, ReportRowId, RowsBehind } from "./rows-behind.ts";
export { SegmentDefinition } from "./segment-definition.ts";
export { changeSegment, createSegment, deleteSegment, getSegment, listSegments, Segment, SegmentId, validateSegment } from "./segments.ts";
export { DimensionInfo, getDimension, getMetric, listDimensions, listMetrics, MetricInfo } from "./catalogue.ts";
export { DateRangeItem, discover, getCaller, getDateRange, getSuiteItem, listDateRanges, listSuiteItems, SuiteItem } from "./api-clients.ts";
export { getTopItems, runReportRanked } from "./top-items.ts";
export { pageOf } from "./page-of.ts";
