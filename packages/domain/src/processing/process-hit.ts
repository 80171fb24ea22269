import type { Decimal } from "../values/decimal.ts";
import type { Unread } from "../values/unread.ts";
import { isReload, recentPurchase, remembered } from "./reload.ts";
import type { Hit, HitProduct, WaitingAmounts } from "../hits/hit.ts";
import { DIRECT } from "../hits/marketing-channel.ts";
import { DAY_MS } from "../calendar/zone.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import type { Claim, Claims } from "./claims.ts";
import { countOnce, metricsOf, orderOf, productsOf, repeated, repeatedPurchase, type Counted } from "./count-once.ts";
import { asOf, endByThen, setAtOwnTime } from "./late-hit.ts";
import { endByEvents, persist, type Persisted, type PostValues } from "./persistence.ts";
import { MAX_DEVICES, type Profile } from "./profile.ts";
import { newcomer } from "./newcomer.ts";
import { snapshotsOf, type TransactionRecord } from "./snapshot.ts";
import { deviceAfter, visitToHandOn, withValuesOfVisit } from "./sign-in.ts";
import { placeHit, placeLateHit, placeOldHit, type Placed } from "./visit.ts";

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
  readonly orders: Decimal;
  readonly units: Decimal;
  readonly revenue: Decimal;
  readonly isReturn: boolean;
  readonly metrics: Readonly<Record<string, Decimal>>;
  readonly products: readonly HitProduct[];
  readonly transactionIds: readonly string[];
  /** `visit`: older than the visitor's newest hit, in the newest visit (OA6). `older`: does not change what persists (OA9). */
  readonly cameLate: "no" | "visit" | "older";
}

/** A known visitor's device, which this hit makes known. */
export interface Identity {
  readonly visitor: string;
  readonly device: string;
  readonly learnedAt: number;
  readonly how: Hit["how"];
}

export interface Processed {
  readonly row: ProcessedHit;
  readonly profile: Profile;
  /** The device's profile, if a person took along the values of its visit (SO1). */
  readonly device: Profile | null;
  /** One for each of the hit's ids that is new to the suite. */
  readonly transactions: readonly TransactionRecord[];
  readonly claims: readonly Claim[];
  readonly identity: Identity | null;
  /** A refund or waiting money of the hit, which counts later in a row of its own. */
  readonly waits: WaitingAmounts | null;
  /** True when the suite sees this visitor for the first time. */
  readonly isNewVisitor: boolean;
  /** Values that were left out of the hit, and a repeated purchase. */
  readonly unread: readonly Unread[];
}

/**
 * Processes one hit, in the order of processing: visit, repeated purchases and events, persistence, snapshot. null for a
 * message that was processed before.
 *
 * @param given.profile the visitor's, null when there is none
 * @param given.device the profile of a known visitor's device, null when there is none
 * @param given.people the people recognised on that device before; two are enough, because two make it shared
 */
export function processHit(given: {
  readonly hit: Hit;
  readonly profile: Profile | null;
  readonly device: Profile | null;
  readonly people?: readonly string[];
  readonly rules: SuiteRules;
  readonly claims: Claims;
}): Processed | null {
  const { hit, device, rules, claims } = given;
  if (hit.messageId !== "" && claims.has({ kind: "message", key: hit.messageId })) return null;
  const handedOn = visitToHandOn({ hit, device, people: given.people ?? [], rules });
  const known = given.profile ?? newcomer({ hit, device, rules, handedOn });
  const { placed, cameLate } = place({ hit, profile: given.profile, before: known });
  const moment = { at: hit.at, visit: placed.number };
  const newest = cameLate === "no" ? moment : { at: known.visit[2], visit: known.visit[0] };
  const takes = given.profile !== null && device !== null && handedOn !== null && cameLate !== "older";
  const before = takes ? { ...known, values: withValuesOfVisit(known, { device, rules, person: { set: moment, newest } }) } : known;
  const purchase = hit.orders > 0n ? recentPurchase(hit, placed.number) : null;
  const recent = before.recent ?? [];
  const reloads = rules.dropReloadedPurchases && purchase !== null && hit.purchaseId === "" && isReload(purchase, recent);
  const counted = reloads ? repeated(hit) : countOnce({ hit, claims });
  const dims = isDirect({ hit, before, placed, rules }) ? { ...hit.dims, marketingchannel: DIRECT } : hit.dims;
  const isLate = cameLate === "visit";
  const seen = isLate ? asOf(before.values, hit.at) : before.values;
  const persisted = persist({ values: seen, dims, lists: hit.lists, hit: moment, reads: cameLate === "older" ? newest : moment, rules });
  addVisitorValues({ persisted, hit, before, placed, isLate, isPurchase: counted.orders > 0n });
  const identity = identityOf(hit, before);
  const values = isLate
    ? setAtOwnTime({ values: before.values, dims, lists: hit.lists, set: moment, newest, ended: before.ended ?? {}, rules })
    : persisted.values;
  const lasting = lastingOf({ hit, before, values, counted, rules, cameLate });
  const profile: { -readonly [Key in keyof Profile]: Profile[Key] } = {
    first: isLate ? Math.min(before.first, hit.at) : before.first,
    visits: placed.visits.visits,
    visit: placed.visits.visit,
    past: placed.visits.past,
    values: lasting.values,
    purchases: lasting.purchases,
    devices: identity === null ? before.devices : [...before.devices, identity.device].slice(-MAX_DEVICES),
  };
  // Set one by one, without a spread, because this runs for every hit.
  const paged = pagedOf({ hit, before, placed });
  if (lasting.ended !== undefined) profile.ended = lasting.ended;
  if (paged !== undefined) profile.paged = paged;
  if (before.handedOn !== undefined) profile.handedOn = before.handedOn;
  if (purchase !== null && !counted.isDuplicate) profile.recent = remembered(recent, purchase);
  else if (before.recent !== undefined) profile.recent = recent;
  return {
    row: rowOf({ hit, dims, persisted, placed, counted, rules, cameLate }),
    profile,
    device: deviceAfter({ device, handedOn: cameLate === "older" ? null : handedOn }),
    transactions: snapshotsOf({ hit, persisted, rules, claims, order: hit.transactionIds.length === 0 ? null : orderOf({ hit, counted }) }),
    claims: counted.claims,
    identity,
    waits: counted.isDuplicate ? null : (hit.waits ?? null),
    isNewVisitor: given.profile === null,
    unread: purchase !== null && counted.isDuplicate ? [...hit.unread, repeatedPurchase(hit)] : hit.unread,
  };
}

type CameLate = ProcessedHit["cameLate"];

/** The visit of a hit, and whether the hit came after a newer one. */
function place({ hit, profile, before }: { hit: Hit; profile: Profile | null; before: Profile }): { placed: Placed; cameLate: CameLate } {
  if (profile === null) return { placed: firstPlace(before), cameLate: "no" };
  if (hit.at >= profile.visit[2]) return { placed: placeHit(before, hit.at), cameLate: "no" };
  const late = placeLateHit(before, hit.at);
  return late === null ? { placed: placeOldHit(before, hit.at), cameLate: "older" } : { placed: late, cameLate: "visit" };
}

function firstPlace(profile: Profile): Placed {
  const [number, start, , hit] = profile.visit;
  return { number, start, hit, isFirst: true, visits: profile };
}

/** The first page of a visit is *Direct* when nothing else gives a channel and none persists, whatever came before it in the visit. */
function isDirect({ hit, before, placed, rules }: { hit: Hit; before: Profile; placed: Placed; rules: SuiteRules }): boolean {
  if (!isFirstPage({ hit, before, placed }) || hit.dims["marketingchannel"] !== undefined || hit.dims["referrer"] !== undefined) return false;
  const reads = { at: hit.at, visit: placed.number };
  const held = before.values["marketingchannel"];
  return (
    held === undefined || persist({ values: { marketingchannel: held }, dims: {}, lists: {}, hit: reads, reads, rules }).post["marketingchannel"] === undefined
  );
}

function isFirstPage({ hit, before, placed }: { hit: Hit; before: Profile; placed: Placed }): boolean {
  if (!hit.isPageView) return false;
  if (placed.isFirst) return true;
  // For a late hit in an earlier visit, and a profile that does not say, assume that the visit has had its page.
  return before.paged !== undefined && placed.number === placed.visits.visit[0] && before.paged !== placed.number && hit.at >= before.visit[2];
}

function pagedOf({ hit, before, placed }: { hit: Hit; before: Profile; placed: Placed }): number | undefined {
  if (hit.isPageView && placed.number === placed.visits.visit[0]) return placed.number;
  // 0 is written from the first hit on, to tell a visit without a page from a profile that does not say.
  return before.paged ?? (placed.isFirst ? 0 : undefined);
}

/** Visit number and last purchase are read like persisting values; a purchase reads the purchase before it. */
function addVisitorValues(given: { persisted: Persisted; hit: Hit; before: Profile; placed: Placed; isLate: boolean; isPurchase: boolean }): void {
  const { post } = given.persisted;
  const { hit, before } = given;
  post["visitnumber"] = String(given.placed.number);
  // A late hit sees only purchases before its own time.
  const purchases = given.isLate ? (before.purchases ?? []).filter((at) => at <= hit.at) : (before.purchases ?? []);
  const firstPurchase = purchases[0] ?? (given.isPurchase ? hit.at : undefined);
  const lastPurchase = purchases.at(-1);
  if (firstPurchase !== undefined) post["daysbeforefirstpurchase"] = days(firstPurchase - before.first);
  if (lastPurchase !== undefined) post["dayssincelastpurchase"] = days(hit.at - lastPurchase);
}

function days(ms: number): string {
  return String(Math.max(0, Math.floor(ms / DAY_MS)));
}

/** What a hit changes in the profile: its events end values, and it may be the first or last purchase. An older hit changes nothing. */
function lastingOf({
  hit,
  before,
  values,
  counted,
  rules,
  cameLate,
}: {
  hit: Hit;
  before: Profile;
  values: Profile["values"];
  counted: Counted;
  rules: SuiteRules;
  cameLate: CameLate;
}): Pick<Profile, "values" | "purchases" | "ended"> {
  const ended: Pick<Profile, "ended"> = before.ended === undefined ? NOTHING_ENDED : { ended: before.ended };
  if (cameLate === "older") return { values: before.values, purchases: before.purchases, ...ended };
  const isPurchase = counted.orders > 0n;
  if (!isPurchase && counted.events.length === 0) return { values, purchases: before.purchases, ...ended };
  const events = counted.events.map((event) => event.metric);
  const metrics = isPurchase ? ["orders", ...events] : events;
  const [first, last] = before.purchases ?? [hit.at, hit.at];
  return {
    values: cameLate === "visit" ? endByThen(values, { rules, metrics, at: hit.at }) : endByEvents(values, { rules, metrics }),
    purchases: isPurchase ? [Math.min(first, hit.at), Math.max(last, hit.at)] : before.purchases,
    ...endedOf({ before, metrics: metrics.filter((metric) => rules.endedBy.has(metric)), at: hit.at }, ended),
  };
}

const NOTHING_ENDED = {};

function endedOf({ before, metrics, at }: { before: Profile; metrics: readonly string[]; at: number }, kept: Pick<Profile, "ended">): Pick<Profile, "ended"> {
  if (metrics.length === 0) return kept;
  return { ended: { ...before.ended, ...Object.fromEntries(metrics.map((metric) => [metric, Math.max(before.ended?.[metric] ?? at, at)])) } };
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
  cameLate: CameLate;
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
    setAt: persisted.setAt,
    orders: counted.orders,
    units: counted.isDuplicate ? 0n : hit.units,
    revenue: counted.isDuplicate ? 0n : hit.revenue,
    isReturn: hit.isReturn,
    metrics: metricsOf(counted.events),
    products: productsOf(hit, counted),
    // Ids that come while storage is off are discarded (T2).
    transactionIds: given.rules.transactionIdStorage ? hit.transactionIds : [],
    cameLate: given.cameLate,
  };
}
