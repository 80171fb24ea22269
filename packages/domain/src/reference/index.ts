export { creditByLoops, type AskedCredit, type CreditedRow } from "./attribution.ts";
export { calculate, fractionOf, fractionText, type Fraction } from "./formula.ts";
export { fitOf } from "./customer-search.ts";
export { linesOf, readFile } from "./file.ts";
export { matcherOf, type FilterSetting } from "./filter.ts";
export { joinRow, type JoinedRow, type Known, type RecordedTransaction } from "./join.ts";
export { faultsOfRow, judgeRow, type Judgement, type KeptRow } from "./row.ts";
export { rowsInSegment, type SegmentRow } from "./segment.ts";
export { visitMetricByLoops, type HitOfVisit } from "./visits.ts";
