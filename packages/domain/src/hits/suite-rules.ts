import { DAY_MS } from "../calendar/zone.ts";
import type { Expiration, SuiteSettings, VariableSettings } from "@rapport/contract/report-suites";

/** When a value stops persisting; durations are milliseconds from the moment it was set (PE1). */
export type Expiry =
  | { readonly kind: "hit" }
  | { readonly kind: "visit" }
  | { readonly kind: "never" }
  | { readonly kind: "age"; readonly ms: number }
  /** The value ends after the hit that counts this metric. */
  | { readonly kind: "event"; readonly metric: string };

export interface PersistRule {
  /** `last` and `first` keep one value, `all` every instance in order (linear), `set` the distinct values of a list variable. */
  readonly keep: "last" | "first" | "all" | "set";
  readonly expiry: Expiry;
}

/** The path of a variable's value in a Segment message or the context data of an image request. */
export interface Source {
  readonly key: string;
  readonly path: readonly string[];
}

/** A report suite's settings, prepared once for many hits. */
export interface SuiteRules {
  readonly currency: string;
  readonly timeZone: string;
  readonly transactionIdStorage: boolean;
  readonly windowMs: number;
  readonly lateLinking: boolean;
  /** The first person recognised in a visit takes along what the device set in it (SO1). */
  readonly signIn: boolean;
  readonly purchaseIdBytes: number;
  readonly dropReloadedPurchases: boolean;
  /** How long a hit with its own time waits for earlier ones, in milliseconds; 0 for not at all (OA2). */
  readonly reorderWindowMs: number;
  /** All keys that persist. */
  readonly persistence: ReadonlyMap<string, PersistRule>;
  /** Keys whose values end with a metric. */
  readonly endedBy: ReadonlyMap<string, readonly string[]>;
  readonly currencyEvents: ReadonlySet<string>;
  readonly delimiters: ReadonlyMap<string, string>;
  /** Variables with `from`, by kind. */
  readonly variableSources: readonly Source[];
  readonly eventSources: readonly Source[];
  readonly productSource: string | null;
  readonly categorySource: string | null;
}

export function suiteRules(settings: SuiteSettings): SuiteRules {
  const variables = Object.entries(settings.variables).filter((entry): entry is [string, VariableSettings] => entry[1] !== undefined);
  const persistence = persistenceOf(settings);
  const sources = variables.flatMap(([key, { from }]) => (from === undefined ? [] : [{ key, path: from.split(".") }]));
  return {
    currency: settings.currency,
    timeZone: settings.timeZone,
    transactionIdStorage: settings.transactionIdStorage,
    lateLinking: settings.lateLinking,
    windowMs: settings.transactionIdWindowDays * DAY_MS,
    signIn: settings.signIn,
    purchaseIdBytes: settings.purchaseIdBytes,
    dropReloadedPurchases: settings.dropReloadedPurchases,
    reorderWindowMs: settings.reorderWindowMs,
    persistence,
    endedBy: endings(persistence),
    currencyEvents: new Set(variables.flatMap(([key, { eventType }]) => (eventType === "currency" ? [key] : []))),
    delimiters: new Map(LISTS.map((key) => [key, settings.variables[key]?.delimiter ?? ","])),
    variableSources: sources.filter(({ key }) => !key.startsWith("event") && key !== "product" && key !== "category"),
    eventSources: sources.filter(({ key }) => key.startsWith("event")),
    productSource: sources.find(({ key }) => key === "product")?.path.at(-1) ?? null,
    categorySource: sources.find(({ key }) => key === "category")?.path.at(-1) ?? null,
  };
}

export const LISTS = ["list1", "list2", "list3"] as const;

/** Seconds of the named durations; a month is 31 days, a quarter 93 (PE1). */
const SECONDS = { minute: 60, hour: 3_600, day: 86_400, week: 604_800, month: 2_678_400, quarter: 8_035_200, year: 31_536_000 } as const;

const EVENT_METRICS: Readonly<Record<string, string>> = {
  purchase: "orders",
  productView: "productviews",
  cartOpen: "carts",
  checkout: "checkouts",
  cartAdd: "cartadditions",
  cartRemove: "cartremovals",
  cartView: "cartviews",
};

const VISIT: Expiry = { kind: "visit" };

function persistenceOf(settings: SuiteSettings): Map<string, PersistRule> {
  const rules = new Map<string, PersistRule>();
  for (let n = 1; n <= 250; n++) rules.set(`evar${n}`, ruleOf(settings.variables[`evar${n}`]));
  rules.set("campaign", ruleOf(settings.variables["campaign"]));
  for (const key of LISTS) rules.set(key, { keep: "set", expiry: expiryOf(settings.variables[key]?.expiration) });
  // The last channel within 30 days; the detail follows its channel.
  const channel = ruleOf({ expiration: { kind: "days", days: 30 }, ...settings.variables["marketingchannel"] });
  rules.set("marketingchannel", channel);
  rules.set("marketingchanneldetail", channel);
  // How the visitor came always ends with the visit.
  for (const key of ["referringdomain", "searchengine", "searchkeyword"]) rules.set(key, { keep: "last", expiry: VISIT });
  rules.set("originalreferringdomain", { keep: "first", expiry: { kind: "never" } });
  return rules;
}

function ruleOf(variable: VariableSettings | undefined): PersistRule {
  const allocation = variable?.allocation ?? "mostRecent";
  return { keep: allocation === "linear" ? "all" : allocation === "original" ? "first" : "last", expiry: expiryOf(variable?.expiration) };
}

function expiryOf(expiration: Expiration | undefined): Expiry {
  if (expiration === undefined) return VISIT;
  switch (expiration.kind) {
    case "hit":
    case "visit":
    case "never":
      return { kind: expiration.kind };
    case "days":
      return { kind: "age", ms: expiration.days * DAY_MS };
    case "event":
      return { kind: "event", metric: EVENT_METRICS[expiration.event] ?? expiration.event };
    default:
      return { kind: "age", ms: SECONDS[expiration.kind] * 1000 };
  }
}

function endings(persistence: ReadonlyMap<string, PersistRule>): Map<string, string[]> {
  const endedBy = new Map<string, string[]>();
  for (const [key, { expiry }] of persistence) {
    if (expiry.kind === "event") endedBy.set(expiry.metric, [...(endedBy.get(expiry.metric) ?? []), key]);
  }
  return endedBy;
}
