export { chooseSlots, fillSlots, inDisplayOrder, SLOTS_OF_A_CARD, type CardAttribute, type ClientValues, type SlotChoice } from "./clientbook/card-slots.ts";
export { daysAhead } from "./clientbook/days-ahead.ts";
export { DAYS_OFFERED, facetsOf, type FacetAttribute } from "./clientbook/facets.ts";
export {
  faultOfFilterUse,
  filtersByAttribute,
  indexedFilter,
  keywordOf,
  type BookKeyword,
  matcherOf,
  matches,
  type FilterableClient,
  type FilterSetting,
  type IndexedFilter,
} from "./clientbook/filter.ts";
export { drawNumber, type DrawnNumber } from "./clientbook/number-sequence.ts";
export { faultOfDefinition, isNumber } from "./customers/attribute-definition.ts";
export { faultOfValue, labelOf } from "./customers/attribute-value.ts";
export { customerSearchOf, isLongEnoughForAllStores, LEAST_CHARACTERS_OF_ALL_STORES, type CustomerSearch } from "./customers/customer-search.ts";
export { digitsOf, displayNameOf, initialsOf, searchable, searchTextOf, sortNameOf } from "./customers/search-text.ts";
export { decode, encodingOf, notText, START_BYTES, undecodable, type Decoded, type Encoding } from "./datasources/encoding.ts";
export type { FileFailure, FileFailureCode } from "./datasources/failure.ts";
export {
  MAX_DAYS,
  NO_HEADER,
  NO_ROWS,
  kindOfLine,
  lineTooLong,
  linesOf,
  readFile,
  rejectedFile,
  strictFailure,
  templateOf,
  tooManyDays,
  type FileContent,
  type Line,
} from "./datasources/file.ts";
export { HEADER_MAX_BYTES, planHeader, trimSpaces, type Column, type FilePlan, type Header } from "./datasources/header.ts";
export {
  VISIT_LONGEST_MS,
  VISIT_QUIET_MS,
  WAITING_REASONS,
  joinRow,
  links,
  type JoinedRow,
  type Known,
  type LastHit,
  type RecordedTransaction,
  type Terms,
  type Values,
} from "./datasources/join.ts";
export { cellsOf, cellsValue, readDate, rejectionMessage, type DateFault } from "./datasources/rejection.ts";
export { ROW_RULES } from "./datasources/row-rules.ts";
export { judgeRow, keptBytes, type Judgement, type KeptRow, type Rejection, type Verdict } from "./datasources/row.ts";
export { calendarOf, dayOf, instantOf, type Calendar, type DayOffsets } from "./datasources/zone.ts";
export { formatDecimal, parseDecimal, type Decimal4 } from "./hits/decimal.ts";
export { quarantine, type Hit, type HitEvent, type HitProduct, type ParsedHit, type Quarantined, type RawHit, type RawRequest } from "./hits/hit.ts";
export { LIST_SEPARATOR } from "./hits/lists.ts";
export { parseHit } from "./hits/parse-hit.ts";
export { splitRequest } from "./hits/split-request.ts";
export { suiteRules, type Expiry, type PersistRule, type SuiteRules } from "./hits/suite-rules.ts";
export type { Claim, Claims } from "./processing/claims.ts";
export { processHit, type Identity, type Processed, type ProcessedHit } from "./processing/process-hit.ts";
export { deserializeProfile, serializeProfile, type Profile } from "./processing/profile.ts";
export type { TransactionRecord } from "./processing/snapshot.ts";
export type { Dimension, Metric, ReportingSuite } from "./reporting/catalogue.ts";
export type { DateRange } from "./reporting/date-range.ts";
export { defineReport } from "./reporting/define-report.ts";
export { UNSPECIFIED, type ItemTest, type ReportColumn, type ReportDefinition, type ReportFilter } from "./reporting/definition.ts";
export type { SearchClause } from "./reporting/search-clause.ts";
export { shapeReport, type Ranked } from "./reporting/shape.ts";
