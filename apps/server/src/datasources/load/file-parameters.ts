import type { DataSourceType, DateFormat, EarlyRows, HashLines, IdRule, ReturnPrices, UploadMode } from "@rapport/contract/data-sources";
import { DAY_MS, dayOf, headerOf, isSetOnly, keptBytes, type Calendar, type Column, type FilePlan } from "@rapport/domain";
import { idRuleParameters } from "../ids/id-rule-sql.ts";
import type { PersistenceKeys } from "../join/persistence-keys.ts";
import type { FileParameters } from "./load-queries.ts";
import { COLUMN_KINDS } from "./judge-sql.ts";

/** Means "no clock change on this day": later than any time. */
const NEVER = 9_000_000_000_000_000;

/** The settings by which a file is checked and joined. */
export interface FileTerms {
  readonly upload: number;
  readonly suite: string;
  readonly plan: FilePlan;
  readonly type: DataSourceType;
  readonly mode: UploadMode;
  readonly dateFormat: DateFormat;
  readonly hashLines: HashLines;
  readonly returnPrices: ReturnPrices;
  readonly earlyRows: EarlyRows;
  readonly timeZone: string;
  readonly calendar: Calendar;
  readonly uploadedAt: number;
  readonly windowDays: number;
  readonly persistence: PersistenceKeys;
  readonly idRule: IdRule;
}

/**
 * @param days days since 1970 whose offsets the rows need; the suite's yesterday, today and tomorrow are always among
 * them, because no zone is so far from UTC that a row of an earlier day could be taken for one of the future
 */
export function fileParameters(terms: FileTerms, days: readonly number[] = []): Omit<FileParameters, "fromLine" | "toLine"> {
  const { columns } = terms.plan;
  const absent = columns.length + 1;
  const at = (matches: (column: Column) => boolean) => columns.findIndex(matches) + 1 || absent;
  const ofKind = (kind: Column["kind"]) => at((column) => column.kind === kind);
  const metrics = numbered(columns, "metric").filter(({ key }) => !HIT_AMOUNTS.has(key));
  const dimensions = numbered(columns, "dimension");
  const persisting = dimensions.filter(({ key }) => !isSetOnly(key));
  const metric = (key: string) => at((column) => column.kind === "metric" && column.key === key);
  const today = dayOf(terms.uploadedAt, terms.timeZone) / DAY_MS;
  const known = [...new Set([today - 1, today, today + 1, ...days])];
  const offsets = known.map((day) => terms.calendar.offsets(day * DAY_MS));
  return {
    upload: terms.upload,
    suite: terms.suite,
    columns: columns.length,
    headers: columns.map((column) => column.header),
    names: columns.map((column) => headerOf(column).toLowerCase()),
    kinds: columns.map(kindOf),
    keptBytes: columns.map(keptBytes),
    date: ofKind("date"),
    product: ofKind("product"),
    category: ofKind("category"),
    transactionId: ofKind("transactionId"),
    visitorId: ofKind("visitorId"),
    orders: metric("orders"),
    units: metric("units"),
    revenue: metric("revenue"),
    metricKeys: metrics.map(({ key }) => key),
    metricColumns: metrics.map(({ column }) => column),
    dimensionKeys: dimensions.map(({ key }) => key),
    dimensionColumns: dimensions.map(({ column }) => column),
    persistingKeys: persisting.map(({ key }) => key),
    strict: terms.mode === "strict" ? 1 : 0,
    dayFirst: terms.dateFormat === "day_first" ? 1 : 0,
    hashRows: terms.hashLines === "rows" ? 1 : 0,
    positiveReturns: terms.returnPrices === "positive" ? 1 : 0,
    refusesEarly: terms.earlyRows === "reject" ? 1 : 0,
    refunds: terms.type === "refund" ? 1 : 0,
    zone: terms.timeZone,
    today,
    uploadedAt: terms.uploadedAt,
    windowMs: terms.windowDays * DAY_MS,
    days: known,
    before: offsets.map(({ before }) => before),
    after: offsets.map(({ after }) => after),
    switches: offsets.map(({ switchAt }) => switchAt ?? NEVER),
    ...terms.persistence,
    ...idRuleParameters(terms.idRule),
  };
}

/** Metrics that have a column of their own in `hits_v1`. */
const HIT_AMOUNTS: ReadonlySet<string> = new Set(["orders", "units", "revenue"]);

function numbered(columns: readonly Column[], kind: "metric" | "dimension"): { key: string; column: number }[] {
  return columns.flatMap((column, index) => (column.kind === kind ? [{ key: column.key, column: index + 1 }] : []));
}

function kindOf(column: Column): number {
  switch (column.kind) {
    case "date":
    case "metric":
    case "transactionId":
    case "visitorId":
      return COLUMN_KINDS[column.kind];
    case "product":
    case "category":
    case "dimension":
      return COLUMN_KINDS.dimension;
  }
}
