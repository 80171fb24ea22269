export { CART_METRICS, CONVERSION_METRICS, MONEY_METRICS, SUITE_METRICS, VISIT_METRICS } from "./metric-names.ts";
export { AllocationModel, AttributionSum } from "./attribution-model.ts";
export { DimensionId, MetricId, RankedReport, RankedRequest, ReportFilter, ReportMetric, runReport } from "./ranked-report.ts";
export { isSavedMetricId, MetricDefinition } from "./metric-definition.ts";
export { SegmentDefinition } from "./segment-definition.ts";
export { changeSegment, createSegment, deleteSegment, getSegment, listSegments, Segment, SegmentId, validateSegment } from "./segments.ts";
