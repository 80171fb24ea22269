export type { AttributionModel } from "./attribution/model.ts";
export { calendarOf, DAY_MS, dayAfter, dayOf, instantOf, isoDayOf, wallClockOf, type Calendar, type DayOffsets } from "./calendar/zone.ts";
export { ownerChanges, type OwnerChange } from "./clientbook/owner-changes.ts";
export { joiningOf, type Joining } from "./clientbook/book-room.ts";
export { chooseSlots, fillSlots, inDisplayOrder, type CardAttribute, type ClientValues, type SlotChoice } from "./clientbook/card-slots.ts";
export { daysAhead, daysUntil } from "./clientbook/days-ahead.ts";
export { DAYS_OFFERED, facetsOf, type FacetAttribute } from "./clientbook/facets.ts";
export {
  faultOfFilterUse,
  filtersByAttribute,
  holdsText,
  indexedFilter,
  indexValuesOf,
  keywordOf,
  takesText,
  type BookKeyword,
  type IndexedFilter,
} from "./clientbook/filter.ts";
export { setUpGuide, type SetUpFacts } from "./setup/guide.ts";
export { drawNumber, formatOf, numbersOf, segmentsOf, type DrawnNumber, type NumberSegment } from "./clientbook/number-sequence.ts";
export { splitClients, type ClientToSplit, type SplitRule } from "./clientbook/split-clients.ts";
export {
  CHOOSABLE_VALUES,
  faultOfDefinition,
  filterKindsOf,
  FINDABLE_VALUES,
  hasUnit,
  isAscending,
  isNumber,
  settingsFor,
  takesSeveral,
} from "./customers/attribute-definition.ts";
export { FILTER_LOOKS, filterOfLook, lookOfFilter, type FilterLook } from "./customers/filter-look.ts";
export { faultOfValue, keptValue, labelOf } from "./customers/attribute-value.ts";
export { lackingMandatory, shownValue } from "./customers/default-value.ts";
export { inEveryLanguage, nameAfter } from "./customers/names.ts";
export { customerSearchOf, isLongEnoughForAllStores, lettersMissingForAllStores, type CustomerSearch } from "./customers/customer-search.ts";
export { formsOfWord, type WordForms } from "./customers/name-words.ts";
export { searchable } from "./customers/fold-text.ts";
export { faultOfSearchAttribute, mayBeCode, valueLine, valueLinesOf, valuesLabelled } from "./customers/search-attributes.ts";
export { CONSENTS, consentOf, consentsMeantByFeed, consentsWithoutProof, consentsWithoutState, withConsents, type Consent } from "./customers/consents.ts";
export { addressLines } from "./customers/address-lines.ts";
export { CONTACT_LINES, entryOf, lineOf } from "./customers/contact-lines.ts";
export { contactsFound, type ContactsFound, type FoundBy } from "./customers/contacts-found.ts";
export { withKnownContacts } from "./customers/known-contacts.ts";
export { faultOfEmail, faultOfNewAccountNumber, faultOfPhoneText } from "./customers/contact-faults.ts";
export { besideAfter, meantByFeed, type PutBeside } from "./customers/put-beside.ts";
export { mergeEdits, type Merged } from "./records/merge-edits.ts";
export { typedPersonOf, type TypedPerson } from "./customers/typed-person.ts";
export { sortNameOf } from "./customers/sort-name.ts";
export { displayNameOf, initialsOf, searchTextOf } from "./customers/search-text.ts";
export { decode, decodeWindows1252, encodingOf, notText, START_BYTES, type Decoded, type Encoding } from "./datasources/encoding.ts";
export { kindOfLine, linesToMend, LOOKS_LIKE_DAYS, looksDifferent, MAX_DAYS, type ToMend } from "./datasources/file.ts";
export {
  baseOf,
  isFin,
  isStuck,
  readFolder,
  TOLD_AFTER_MS,
  type FolderFile,
  type FolderFileState,
  type FolderReading,
  type QueuedFile,
} from "./datasources/folder.ts";
export { oneOfZip, overUnpacked, packingOf, type FromZip, type PackedEntry, type UnpackLimits } from "./datasources/packed.ts";
export { DELIMITERS, guessDelimiter, guessEncoding, guessMapping } from "./datasources/mapping/guess-mapping.ts";
export type { FileCell } from "./datasources/mapping/map-date.ts";
export { planMapping, wrongMapping, type MappedFault, type MappingPlan } from "./datasources/mapping/map-rows.ts";
export { columnOf, hasOwnHeader, headerOf, isSetOnly, meantBy } from "./datasources/header-names.ts";
export { ID_OF, isMetric, templateOf, withHeaders, wrongColumns } from "./datasources/template.ts";
export { planHeader, type Column, type FilePlan, type Header } from "./datasources/header.ts";
export { headerOfParts, isJobName, takePart, type TakenPart, type WrongRow } from "./datasources/parts.ts";
export { rowFaultOf } from "./datasources/rejection.ts";
export { changesIds, editsBetween, PLAIN_IDS, readIdBy } from "./datasources/id-rule.ts";
export { WAITING_REASONS } from "./datasources/waiting.ts";
export { ROW_RULES } from "./datasources/row-rules.ts";
export { keptBytes } from "./datasources/kept-bytes.ts";
export { compareDecimals, convertAmount, formatDecimal, parseDecimal, type Decimal } from "./values/decimal.ts";
export * as PATTERNS from "./values/patterns.ts";
export { MAX_WHOLE_DIGITS, PLACES } from "./values/decimal.ts";
export { idsInText, idsOf, personIdsIn } from "./hits/person-ids.ts";
export { isVisitorIdColumn, visitorIdReader } from "./datasources/people-of-lines.ts";
export { readPersonId } from "./values/person-id.ts";
export { safeFileName } from "./values/file-name.ts";
export { PLACEHOLDERS } from "./values/placeholders.ts";
export type { Unread } from "./values/unread.ts";
export {
  quarantine,
  type Hit,
  type HitEvent,
  type HitProduct,
  type ParsedHit,
  type Quarantined,
  type RawHit,
  type RawRequest,
  type WaitingAmounts,
} from "./hits/hit.ts";
export { hasMoney } from "./hits/commerce.ts";
export { LIST_SEPARATOR } from "./hits/lists.ts";
export { parseHit } from "./hits/parse-hit.ts";
export { splitRequest } from "./hits/split-request.ts";
export { suiteRules, type Expiry, type PersistRule, type SuiteRules } from "./hits/suite-rules.ts";
export type { Claim, Claims } from "./processing/claims.ts";
export { splitMoney } from "./processing/split-money.ts";
export { processHit, type Identity, type Processed, type ProcessedHit } from "./processing/process-hit.ts";
export { commonOf, windowOf, type Common, type Waiting } from "./processing/reorder.ts";
export { createReorderQueue, type ReorderBounds, type ReorderQueue } from "./processing/reorder-queue.ts";
export { deserializeProfile, serializeProfile, type Profile } from "./processing/profile.ts";
export { VISIT_LIMITS } from "./processing/visit.ts";
export type { TransactionRecord } from "./processing/snapshot.ts";
export { findDimension, findMetric, type Dimension, type Metric, type ReportingSuite } from "./reporting/catalogue.ts";
export { cellOf, type CellPlace, type ReportCell } from "./reporting/cell.ts";
export type { DateRange } from "./reporting/date-range.ts";
export { DATE_PRESETS } from "./reporting/date-presets.ts";
export { dimensionInfo, dimensionsOf, metricInfo, metricsOf } from "./reporting/titles.ts";
export { WAITS_MS, waitAfter } from "./notifications/next-try.ts";
export { defineReport } from "./reporting/define-report.ts";
export { findingOf } from "./hits/referrer.ts";
export { LOYALTIES, REFERRER_PATTERNS, REFERRER_TYPES, WEEKDAYS } from "./reporting/visitor-states.ts";
export {
  UNSPECIFIED,
  type ColumnAttribution,
  type ItemTest,
  type ReportAnswer,
  type ReportColumn,
  type ReportDefinition,
  type ReportFilter,
  type ReportOrder,
} from "./reporting/definition.ts";
export type { PatternPart, SearchClause } from "./reporting/search-clause.ts";
export type { Formula } from "./formulas/formula.ts";
export { checkMetric, type MetricParts } from "./formulas/check-metric.ts";
export { metricsNamedIn, readFormula, type SavedMetrics } from "./formulas/read-formula.ts";
export { readSegment, segmentsNamedIn, type SavedSegments } from "./segments/read-segment.ts";
export type {
  NumberTest,
  SegmentCondition,
  SegmentContainer,
  SegmentMetric,
  SegmentSequence,
  SequenceLimit,
  SequencePart,
  SequenceStep,
  ValueCondition,
  ValueTest,
} from "./segments/segment.ts";
export { decideInCurrency, orderWith, type DecidedInCurrency, type OrderInCurrency } from "./returns/decide-in-currency.ts";
export type { Decided, NamedOrder } from "./returns/decide-refund.ts";
export { readAsk, writeAsk, type RefundAsk, type RefundTerms } from "./returns/refund.ts";
export { CALLS, placeOfCall } from "./returns/place-of-call.ts";
export { refundOfRow } from "./returns/refund-of-row.ts";
export { NOTHING_TAKEN, type Taken } from "./returns/recorded-order.ts";
export type { Beyond, Refund } from "./returns/weigh-refund.ts";
export { shapeReport, type Ranked } from "./reporting/shape.ts";
export { isLapsing, rhythmOf, type Rhythm } from "./today/rhythm.ts";
export { compareTexts } from "./values/compare-texts.ts";
