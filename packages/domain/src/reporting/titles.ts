import type { DimensionInfo, MetricInfo } from "@rapport/contract/reporting";
import { findDimension, findMetric, KNOWN_DIMENSIONS, KNOWN_METRICS, type Dimension, type Metric, type ReportingSuite } from "./catalogue.ts";

/** One that every suite has; the others are families such as `evar1-evar250`. */
type Fixed<T extends string> = T extends `${string}-${string}` ? never : T;
type FixedDimension = Fixed<(typeof KNOWN_DIMENSIONS)[number]>;
type FixedMetric = Fixed<(typeof KNOWN_METRICS)[number]>;

const DIMENSIONS: Readonly<Record<FixedDimension, string>> = {
  page: "Page",
  campaign: "Tracking code",
  product: "Product",
  category: "Category",
  marketingchannel: "Marketing channel",
  marketingchanneldetail: "Marketing channel detail",
  channel: "Site section",
  zip: "Postal code",
  server: "Server",
  referrer: "Referrer",
  referringdomain: "Referring domain",
  originalreferringdomain: "Original referring domain",
  referrertype: "Referrer type",
  searchengine: "Search engine",
  searchkeyword: "Search keyword",
  customlink: "Custom link",
  downloadlink: "Download link",
  exitlink: "Exit link",
  entrypage: "Entry page",
  exitpage: "Exit page",
  visitnumber: "Visit number",
  customerloyalty: "Customer loyalty",
  daysbeforefirstpurchase: "Days before first purchase",
  dayssincelastpurchase: "Days since last purchase",
  timeparthourofday: "Hour of day",
  timepartdayofweek: "Day of week",
  daterangeminute: "Minute",
  daterangehour: "Hour",
  daterangeday: "Day",
  daterangeweek: "Week",
  daterangemonth: "Month",
  daterangequarter: "Quarter",
  daterangeyear: "Year",
};

const METRICS: Readonly<Record<FixedMetric, string>> = {
  occurrences: "Occurrences",
  instances: "Instances",
  pageviews: "Page views",
  pageevents: "Page events",
  visits: "Visits",
  visitors: "Unique visitors",
  entries: "Entries",
  exits: "Exits",
  bounces: "Bounces",
  singlepagevisits: "Single page visits",
  timespent: "Time spent (seconds)",
  orders: "Orders",
  units: "Units",
  revenue: "Net revenue",
  grossrevenue: "Gross revenue",
  returnedrevenue: "Returned",
  carts: "Carts",
  cartadditions: "Cart additions",
  cartremovals: "Cart removals",
  cartviews: "Cart views",
  checkouts: "Checkouts",
  productviews: "Product views",
};

/** Less of them is better. */
const NEGATIVE: ReadonlySet<string> = new Set(["bounces", "cartremovals", "returnedrevenue"]);

/** The dimensions that every suite has, then the variables that this one sets up, in the order of their numbers (RQ11). */
export function dimensionsOf(suite: ReportingSuite): DimensionInfo[] {
  return [...Object.keys(DIMENSIONS), ...ownNames(suite)].flatMap((name) => {
    const dimension = findDimension(name, suite);
    return dimension === undefined ? [] : [dimensionInfo(dimension, suite)];
  });
}

/** As `dimensionsOf`: the suite's own events follow. */
export function metricsOf(suite: ReportingSuite): MetricInfo[] {
  return [...Object.keys(METRICS), ...ownNames(suite)].flatMap((name) => {
    const metric = findMetric(name, suite);
    return metric === undefined ? [] : [metricInfo(metric, suite)];
  });
}

export function dimensionInfo(dimension: Dimension, suite: ReportingSuite): DimensionInfo {
  const name = bare(dimension.id);
  const title = suite.variables[name]?.name ?? titleIn(DIMENSIONS, name);
  const isTime = dimension.kind === "time";
  return {
    id: dimension.id,
    title,
    name: title,
    type: isTime ? "time" : "string",
    category: isTime ? "Time" : dimension.kind === "product" ? "Products" : "Content",
    support: ["oberon"],
    pathable: dimension.kind === "set",
    segmentable: !isTime,
    reportable: ["oberon"],
  };
}

export function metricInfo(metric: Metric, suite: ReportingSuite): MetricInfo {
  const name = bare(metric.id);
  const title = suite.variables[name]?.name ?? titleIn(METRICS, name);
  const isConversion = metric.kind === "conversion";
  const isMoney = isConversion && metric.precision === "money";
  return {
    id: metric.id,
    title,
    name: title,
    type: isMoney ? "currency" : isConversion && metric.precision === "number" ? "decimal" : "int",
    category: isConversion ? "Conversion" : "Traffic",
    support: ["oberon"],
    allocation: isConversion,
    precision: isMoney ? (new Intl.NumberFormat("en", { style: "currency", currency: suite.currency }).resolvedOptions().maximumFractionDigits ?? 2) : 0,
    calculated: false,
    segmentable: isConversion || ["occurrences", "pageviews", "pageevents"].includes(metric.kind),
    polarity: NEGATIVE.has(name) ? "negative" : "positive",
  };
}

function bare(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}

/** A variable without a name of its own goes by its id: `evar12`. */
function titleIn(titles: Readonly<Record<string, string>>, name: string): string {
  return titles[name] ?? name;
}

function ownNames({ variables }: ReportingSuite): string[] {
  const fixed = new Set([...Object.keys(DIMENSIONS), ...Object.keys(METRICS)]);
  return Object.keys(variables)
    .filter((name) => !fixed.has(name))
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
