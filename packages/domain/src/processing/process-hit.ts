import { addDecimals, type Decimal4 } from "../hits/decimal.ts";
import type { Hit, HitEvent, HitProduct } from "../hits/hit.ts";
import { DIRECT } from "../hits/marketing-channel.ts";
import { DAY_MS } from "../calendar/zone.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import type { Claim, Claims } from "./claims.ts";
import { endByEvents, persist, type Persisted, type PostValues } from "./persistence.ts";
import { MAX_DEVICES, type Profile } from "./profile.ts";
import { newcomer } from "./newcomer.ts";
import { snapshotsOf, type TransactionRecord } from "./snapshot.ts";
import { placeHit, placeOldHit, type Placed } from "./visit.ts";

/** An online hit as reports see it. */
export interface ProcessedHit extends PostValues {
  readonly visitor: string;
  readonly at: number;
  readonly source: 1 | 2;
  readonly visitNumber: number;
  readonly visitStart: number;
  readonly hitNumber: number;
  readonly isPageView: boolean;
  readonly dims: Readonly<Record<string, string>>;
  readonly orders: Decimal4;
  readonly units: Decimal4;
  readonly revenue: Decimal4;
  readonly isReturn: boolean;
  readonly metrics: Readonly<Record<string, Decimal4>>;
  readonly products: readonly HitProduct[];
  readonly transactionIds: readonly string[];
}

/** A known visitor's device, learned from this hit. */
export interface Identity {
  readonly visitor: string;
  readonly device: string;
  readonly learnedAt: number;
  readonly how: Hit["how"];
}

export interface Processed {
  readonly row: ProcessedHit;
  readonly profile: Profile;
  /** One for each id of the hit that is new to the suite. */
  readonly transactions: readonly TransactionRecord[];
  readonly claims: readonly Claim[];
  readonly identity: Identity | null;
  /** True when the suite sees this visitor for the first time. */
  readonly isNewVisitor: boolean;
}

/**
 * One hit in order of arrival (SN12): visit, de-duplication of purchases and events, persistence, snapshot.
 * null for a message that was processed before.
 *
 * @param given.profile the visitor's, null when there is none
 * @param given.device the device's profile; looked at only when a known visitor has no profile yet
 */
export function processHit(given: {
  readonly hit: Hit;
  readonly profile: Profile | null;
  readonly device: Profile | null;
  readonly rules: SuiteRules;
  readonly claims: Claims;
}): Processed | null {
  const { hit, rules, claims } = given;
  if (hit.messageId !== "" && claims.has({ kind: "message", key: hit.messageId })) return null;
  const before = given.profile ?? newcomer({ hit, device: given.device, rules });
  const isOld = given.profile !== null && hit.at < given.profile.visit[2];
  const placed = isOld ? placeOldHit(before, hit.at) : given.profile === null ? firstPlace(before) : placeHit(before, hit.at);
  const counted = countOnce({ hit, claims });
  const dims = isDirect({ hit, before, placed, rules }) ? { ...hit.dims, marketingchannel: DIRECT } : hit.dims;
  const moment = { at: hit.at, visit: placed.number };
  const reads = isOld ? { at: before.visit[2], visit: before.visit[0] } : moment;
  const persisted = persist({ values: before.values, dims, lists: hit.lists, hit: moment, reads, rules });
  addVisitorValues({ persisted, hit, before, placed, isPurchase: counted.orders > 0n });
  const identity = identityOf(hit, before);
  const lasting = isOld ? before : lastingOf({ hit, before, persisted, counted, rules });
  const profile: Profile = {
    first: before.first,
    visits: placed.visits.visits,
    visit: placed.visits.visit,
    past: placed.visits.past,
    values: lasting.values,
    purchases: lasting.purchases,
    devices: identity === null ? before.devices : [...before.devices, identity.device].slice(-MAX_DEVICES),
  };
  return {
    row: rowOf({ hit, dims, persisted, placed, counted, rules }),
    profile,
    transactions: snapshotsOf({ hit, persisted, rules, claims }),
    claims: counted.claims,
    identity,
    isNewVisitor: given.profile === null,
  };
}

function firstPlace(profile: Profile): Placed {
  const [number, start, , hit] = profile.visit;
  return { number, start, hit, isFirst: true, visits: profile };
}

interface Counted {
  readonly orders: Decimal4;
  readonly isDuplicate: boolean;
  readonly events: readonly HitEvent[];
  readonly claims: readonly Claim[];
}

/** A purchase id and an event's serial count once in the suite; a repeated purchase counts nothing at all (EV5, EV6). */
function countOnce({ hit, claims }: { hit: Hit; claims: Claims }): Counted {
  const claimed: Claim[] = hit.messageId === "" ? [] : [{ kind: "message", key: hit.messageId }];
  if (hit.purchaseId !== "") {
    const purchase: Claim = { kind: "purchase", key: hit.purchaseId };
    if (claims.has(purchase)) return { orders: 0n, isDuplicate: true, events: [], claims: claimed };
    claimed.push(purchase);
  }
  if (!hit.events.some((event) => event.serial !== "")) return { orders: hit.orders, isDuplicate: false, events: hit.events, claims: claimed };
  const events = hit.events.filter((event) => {
    if (event.serial === "") return true;
    const serial: Claim = { kind: "serial", key: `${event.metric}:${event.serial}` };
    if (claims.has(serial)) return false;
    claimed.push(serial);
    return true;
  });
  return { orders: hit.orders, isDuplicate: false, events, claims: claimed };
}

/** A visit that begins with a page and without any other sign is direct, unless a channel still persists. */
function isDirect({ hit, before, placed, rules }: { hit: Hit; before: Profile; placed: Placed; rules: SuiteRules }): boolean {
  if (!placed.isFirst || !hit.isPageView || hit.dims["marketingchannel"] !== undefined || hit.dims["referrer"] !== undefined) return false;
  const reads = { at: hit.at, visit: placed.number };
  const held = before.values["marketingchannel"];
  return (
    held === undefined || persist({ values: { marketingchannel: held }, dims: {}, lists: {}, hit: reads, reads, rules }).post["marketingchannel"] === undefined
  );
}

/** Visit number and last purchase are read like persisting values; a purchase still reads the one before it. */
function addVisitorValues(given: { persisted: Persisted; hit: Hit; before: Profile; placed: Placed; isPurchase: boolean }): void {
  const { post } = given.persisted;
  const { hit, before } = given;
  post["visitnumber"] = String(given.placed.number);
  const firstPurchase = before.purchases?.[0] ?? (given.isPurchase ? hit.at : undefined);
  if (firstPurchase !== undefined) post["daysbeforefirstpurchase"] = days(firstPurchase - before.first);
  if (before.purchases !== null) post["dayssincelastpurchase"] = days(hit.at - before.purchases[1]);
}

function days(ms: number): string {
  return String(Math.max(0, Math.floor(ms / DAY_MS)));
}

/** What a hit in order leaves behind; a late one leaves nothing. */
function lastingOf({
  hit,
  before,
  persisted,
  counted,
  rules,
}: {
  hit: Hit;
  before: Profile;
  persisted: Persisted;
  counted: Counted;
  rules: SuiteRules;
}): Pick<Profile, "values" | "purchases"> {
  const isPurchase = counted.orders > 0n;
  const metrics = counted.events.map((event) => event.metric);
  const values = endByEvents(persisted.values, { rules, metrics: isPurchase ? ["orders", ...metrics] : metrics });
  return { values, purchases: isPurchase ? [before.purchases?.[0] ?? hit.at, hit.at] : before.purchases };
}

function identityOf(hit: Hit, before: Profile): Identity | null {
  if (!hit.isKnown || hit.device === "" || before.devices.includes(hit.device)) return null;
  return { visitor: hit.visitor, device: hit.device, learnedAt: hit.at, how: hit.how };
}

function rowOf(given: {
  hit: Hit;
  dims: Readonly<Record<string, string>>;
  persisted: Persisted;
  placed: Placed;
  counted: Counted;
  rules: SuiteRules;
}): ProcessedHit {
  const { hit, persisted, placed, counted } = given;
  return {
    visitor: hit.visitor,
    at: hit.at,
    source: hit.source,
    visitNumber: placed.number,
    visitStart: placed.start,
    hitNumber: placed.hit,
    isPageView: hit.isPageView,
    dims: given.dims,
    post: persisted.post,
    lists: persisted.lists,
    orders: counted.orders,
    units: counted.isDuplicate ? 0n : hit.units,
    revenue: counted.isDuplicate ? 0n : hit.revenue,
    isReturn: hit.isReturn,
    metrics: metricsOf(counted.events),
    products: counted.isDuplicate ? hit.products.map(withoutAmounts) : productsOf(hit, counted),
    // Ids that come while storage is off are discarded (T2).
    transactionIds: given.rules.transactionIdStorage ? hit.transactionIds : [],
  };
}

function metricsOf(events: readonly HitEvent[]): Record<string, Decimal4> {
  const metrics: Record<string, Decimal4> = {};
  for (const { metric, amount } of events) metrics[metric] = addDecimals(metrics[metric] ?? 0n, amount);
  return metrics;
}

function withoutAmounts({ category, name }: HitProduct): HitProduct {
  return { category, name, units: 0n, revenue: 0n, metrics: {} };
}

/** An event that does not count on the hit does not count on its products. */
function productsOf(hit: Hit, counted: Counted): readonly HitProduct[] {
  if (counted.events.length === hit.events.length) return hit.products;
  const metrics = new Set(counted.events.map((event) => event.metric));
  return hit.products.map((product) => ({
    ...product,
    metrics: Object.fromEntries(Object.entries(product.metrics).filter(([metric]) => metrics.has(metric))),
  }));
}
