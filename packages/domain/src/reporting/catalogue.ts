import type { VariableSettings } from "@rapport/contract/report-suites";
import { CART_METRICS, SUITE_METRICS, VISIT_METRICS } from "@rapport/contract/reporting";
import { TIME_UNITS, type TimeUnit } from "./time-items.ts";
import { DERIVED_STATES, VISITOR_STATES, type StateName } from "./visitor-states.ts";

/**
 * Where a row has a dimension's values.
 * `set`: as sent on the hit itself, never persisting. `persisted`: one value, or every instance while the variable is
 * or was linear (`mayBeLinear`). `list`: several values, each with full credit unless `isLinear`. `product`: one entry
 * a product. `state`: one value that every hit has of itself or its visitor. `visit`: the first or last page of the hit's visit, which is not
 * stored with it. `time`: the row's minute, hour, day, week, month, quarter or year in the suite's zone.
 */
export type Dimension =
  | { readonly kind: "set"; readonly id: string; readonly key: string }
  | { readonly kind: "persisted"; readonly id: string; readonly key: string; readonly foldsCase: boolean; readonly mayBeLinear: boolean }
  | { readonly kind: "list"; readonly id: string; readonly key: string; readonly isLinear: boolean }
  | { readonly kind: "product"; readonly id: string; readonly part: "name" | "category" }
  | { readonly kind: "state"; readonly id: string; readonly of: StateName; readonly timeZone: string }
  | { readonly kind: "visit"; readonly id: string; readonly end: "entry" | "exit" }
  | { readonly kind: "time"; readonly id: string; readonly unit: TimeUnit };

/**
 * What a metric sums or counts. `visit` metrics are of visits as wholes (DM1 to DM6). `conversion` metrics can be asked for with participation (AT1).
 * `precision`: whether its sum is an amount of money, a whole number of things, or any number.
 */
export type Metric =
  | { readonly kind: "occurrences" | "instances" | "pageviews" | "pageevents" | "visits" | "visitors"; readonly id: string }
  | { readonly kind: "visit"; readonly id: string; readonly of: VisitMetric }
  | { readonly kind: "conversion"; readonly id: string; readonly of: ConversionSource; readonly precision: "money" | "whole" | "number" };

export type VisitMetric = (typeof VISIT_METRICS)[number];

/** A column of the hit, revenue by sign of the row, or a key of its metrics. */
export type ConversionSource = "orders" | "units" | "revenue" | "grossrevenue" | "returnedrevenue" | { readonly key: string };

/** The settings of a report suite on which reports depend. */
export interface ReportingSuite {
  readonly rsid: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly variables: Readonly<Record<string, VariableSettings>>;
  /** Variables that were linear under any earlier settings, because older rows have every instance of them. */
  readonly everLinear: ReadonlySet<string>;
}

/** The dimension of an id such as `variables/evar1`; the prefix may be left out. Undefined when there is none. */
export function findDimension(id: string, suite: ReportingSuite): Dimension | undefined {
  const name = id.startsWith(DIMENSION_PREFIX) ? id.slice(DIMENSION_PREFIX.length) : id;
  const found = { id: `${DIMENSION_PREFIX}${name}`, key: name };
  switch (name) {
    case "page":
    case "channel":
    case "zip":
    case "server":
    case "referrer":
    case "customlink":
    case "downloadlink":
    case "exitlink":
      return { kind: "set", ...found };
    case "referringdomain":
    case "searchengine":
    case "searchkeyword":
      return { kind: "persisted", ...found, foldsCase: false, mayBeLinear: false };
    case "entrypage":
    case "exitpage":
      return { kind: "visit", id: found.id, end: name === "entrypage" ? "entry" : "exit" };
    case "product":
    case "category":
      return { kind: "product", id: found.id, part: name === "product" ? "name" : "category" };
    case "campaign":
    case "marketingchannel":
      return { kind: "persisted", ...found, foldsCase: name === "campaign", mayBeLinear: suite.everLinear.has(name) };
    case "marketingchanneldetail":
      // The detail follows its channel, by the channel's settings.
      return { kind: "persisted", ...found, foldsCase: false, mayBeLinear: suite.everLinear.has("marketingchannel") };
  }
  const unit = TIME_UNITS.find((one) => name === `daterange${one}`);
  if (unit !== undefined) return { kind: "time", id: found.id, unit };
  const state = [...VISITOR_STATES, ...DERIVED_STATES].find((one) => one === name);
  if (state !== undefined) return { kind: "state", id: found.id, of: state, timeZone: suite.timeZone };
  if (isNumbered(name, "prop", 75)) return { kind: "set", ...found };
  if (isNumbered(name, "evar", 250)) return { kind: "persisted", ...found, foldsCase: true, mayBeLinear: suite.everLinear.has(name) };
  if (isNumbered(name, "list", 3)) return { kind: "list", ...found, isLinear: suite.variables[name]?.allocation === "linear" };
  return undefined;
}

/** The metric of an id such as `metrics/orders`; the prefix may be left out. Undefined when there is none. */
export function findMetric(id: string, suite: ReportingSuite): Metric | undefined {
  const name = id.startsWith(METRIC_PREFIX) ? id.slice(METRIC_PREFIX.length) : id;
  const full = `${METRIC_PREFIX}${name}`;
  switch (name) {
    case "occurrences":
    case "instances":
    case "pageviews":
    case "pageevents":
    case "visits":
    case "visitors":
      return { kind: name, id: full };
    case "orders":
    case "units":
      return { kind: "conversion", id: full, of: name, precision: "whole" };
    case "revenue":
    case "grossrevenue":
    case "returnedrevenue":
      return { kind: "conversion", id: full, of: name, precision: "money" };
  }
  const ofVisit = VISIT_METRICS.find((one) => one === name);
  if (ofVisit !== undefined) return { kind: "visit", id: full, of: ofVisit };
  if (OF_CARTS.has(name)) return { kind: "conversion", id: full, of: { key: name }, precision: "whole" };
  if (isNumbered(name, "event", 1000))
    return { kind: "conversion", id: full, of: { key: name }, precision: EVENT_PRECISION[suite.variables[name]?.eventType ?? "counter"] };
  return undefined;
}

export const KNOWN_DIMENSIONS = [
  "page",
  "campaign",
  "evar1-evar250",
  "prop1-prop75",
  "list1-list3",
  "product",
  "category",
  "marketingchannel",
  "marketingchanneldetail",
  "channel",
  "zip",
  "server",
  "referrer",
  "referringdomain",
  "searchengine",
  "searchkeyword",
  "customlink",
  "downloadlink",
  "exitlink",
  "entrypage",
  "exitpage",
  ...VISITOR_STATES,
  ...DERIVED_STATES,
  ...TIME_UNITS.map((unit) => `daterange${unit}` as const),
] as const;
export const KNOWN_METRICS = [...SUITE_METRICS, "event1-event1000"] as const;

const DIMENSION_PREFIX = "variables/";
const METRIC_PREFIX = "metrics/";
const OF_CARTS: ReadonlySet<string> = new Set(CART_METRICS);
const EVENT_PRECISION = { counter: "whole", numeric: "number", currency: "money" } as const;

function isNumbered(name: string, word: string, most: number): boolean {
  if (!name.startsWith(word)) return false;
  const digits = name.slice(word.length);
  return /^[1-9]\d{0,3}$/.test(digits) && Number(digits) <= most;
}
