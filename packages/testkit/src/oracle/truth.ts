import { amountsOf, MONEY_OF_A_CENT, settleAll, stateOf, type Asking, type OracleOrder } from "./refunds.ts";
import type { Counted, OracleEvent, OracleHit, OracleProduct, OracleRefund, OracleRow, OracleSettings, OracleUpload } from "./history.ts";
import { chosen, endByEvents, postOfLateHit, postOfNewHit, postOfOldHit, type Persisted, type Visitor } from "./persisting.ts";
import { goesAlong, handOn, newcomer } from "./sign-in.ts";
import { VISIT_GAP_MS, VISIT_MAX_MS, visitOfLateHit, visitOfNewHit, visitOfOldHit } from "./visits.ts";

const DAY_MS = 86_400_000;
const ROWS_AFTER_HITS = 1e12;
/** A purchase without an id that repeats one of so many in its visit is a reload (PI1). */
const RECENT_PURCHASES = 5;

interface Snapshot {
  readonly visitor: string;
  readonly hitAtMs: number;
  readonly post: Readonly<Record<string, readonly string[]>>;
  readonly product: string | null;
  readonly expiresMs: number;
}
/** A hit with the state of the visitor's variables that it shows. */
interface Online extends Counted {
  readonly shown: ReadonlyMap<string, Persisted>;
  /** A purchase that counted before. */
  readonly isRepeated: boolean;
}
/** What asks to be given back, by a call or by a row of a file of refunds. */
type Refunding = Asking & ({ readonly by: "call"; readonly hit: Online } | { readonly by: "row"; readonly waiting: Waiting });
interface Waiting {
  readonly upload: OracleUpload;
  readonly row: OracleRow;
}

/** Every row that reports must count after the whole history, undone uploads taken out. */
export function truth(events: readonly OracleEvent[], settings: OracleSettings): Counted[] {
  const visitors = new Map<string, Visitor>();
  const peopleOn = new Map<string, Set<string>>();
  const snapshots = new Map<string, Snapshot>();
  const purchases = new Set<string>();
  const online: Online[] = [];
  const rows: { upload: OracleUpload; row: OracleRow; counted: Counted }[] = [];
  const orders = new Map<string, OracleOrder>();
  const refunding: Refunding[] = [];
  const undone = new Set(events.flatMap((event) => (event.kind === "undo" ? [event.id] : [])));

  let hasRates = events.every(({ kind }) => kind !== "rates");
  events.forEach((event, arrival) => {
    if (event.kind === "rates") hasRates = true;
    if (event.kind === "hit") {
      const counted = processHit({ hit: event, arrival, settings, visitors, peopleOn, purchases });
      online.push(counted);
      const order = orderOf({ hit: event, counted, settings });
      for (const id of event.transactionIds) {
        if (snapshots.has(id)) continue;
        orders.set(id, order);
        snapshots.set(id, {
          visitor: event.visitor,
          hitAtMs: event.atMs,
          post: counted.post,
          product: event.products[0]?.name ?? null,
          expiresMs: event.atMs + settings.windowMs,
        });
      }
      linkLate({ hit: event, rows, snapshots, settings });
    }
    if (event.kind === "refund") {
      const hit = processHit({ hit: hitOfCall(event), arrival, settings, visitors, peopleOn, purchases });
      online.push(hit);
      refunding.push({ ...askingOf(event), by: "call", hit, upload: null, atMs: event.atMs, askedMs: event.receivedMs });
    }
    if (event.kind === "undo") for (const one of refunding) if (one.upload === event.id) one.state = { kind: "gone" };
    if (event.kind === "takeBack") {
      const isTaken = (upload: number | null, atMs: number) => upload !== null && event.uploads.includes(upload) && atMs >= event.fromMs && atMs < event.toMs;
      for (const one of refunding) if (isTaken(one.upload, one.atMs) && one.state.kind !== "rejected") one.state = { kind: "gone" };
      // What is gone is not linked any more.
      for (let n = rows.length - 1; n >= 0; n -= 1) if (isTaken(rows[n]?.upload.id ?? null, rows[n]?.row.atMs ?? 0)) rows.splice(n, 1);
    }
    if (event.kind === "upload") {
      for (const row of event.rows) {
        const waiting = { upload: event, row };
        if (row.ask !== undefined) {
          const one: Refunding = {
            ...askingOf({ transactionId: row.transactionId ?? "", ask: row.ask }),
            by: "row",
            waiting,
            upload: event.id,
            atMs: row.atMs,
            askedMs: event.receivedMs,
          };
          one.state = stateOf(one, { asking: refunding, orders, settings, hasRates });
          // Of an order that is known, what goes beyond it is rejected; one that waits stays.
          if (one.state.kind === "beyond") one.state = { kind: "rejected" };
          refunding.push(one);
          continue;
        }
        rows.push({ upload: event, row, counted: joinRow({ waiting, snapshots, online, settings, nowMs: event.receivedMs }) });
      }
    }
    settleAll(refunding, { orders, settings, hasRates });
  });
  // A customer's row ends as if all hits had come before it (RW1); a row that took a snapshot keeps it.
  if (settings.lateLinking)
    for (const held of rows) {
      const { visitorId } = held.row;
      if (held.counted.fate === "transaction" || visitorId === null || !online.some((hit) => hit.visitor === visitorId)) continue;
      held.counted = linkedByCustomer({ waiting: held, visitor: visitorId, online, settings });
    }
  return [
    ...online,
    ...rows.filter(({ upload }) => !undone.has(upload.id)).map(({ counted }) => counted),
    ...refunding.flatMap((one) => countedRefund(one, settings)),
  ];
}

function askingOf({ transactionId, ask }: Pick<Asking, "transactionId" | "ask">): Pick<Asking, "transactionId" | "ask" | "state"> {
  return { transactionId, ask, state: { kind: "waits" } };
}

/** A call that gives something back is a hit without an order. */
function hitOfCall({ visitor, atMs, receivedMs, dims }: OracleRefund): OracleHit {
  const nothing = { isPageView: false, isPurchase: false, purchaseId: null, events: {}, products: [], transactionIds: [] };
  return { kind: "hit", visitor, atMs, receivedMs, dims, ...nothing };
}

/** What a hit recorded for those who give it back; a purchase that repeats another recorded nothing. */
function orderOf({ hit, counted, settings }: { hit: OracleHit; counted: Online; settings: OracleSettings }): OracleOrder {
  const sold = counted.isRepeated ? [] : hit.products;
  const isOrder = counted.orders > 0;
  const lines = sold.map(({ name, units, revenueCents }) => ({
    name,
    units: isOrder ? units : 0,
    money: isOrder ? revenueCents * MONEY_OF_A_CENT : 0,
  }));
  const money = lines.reduce((sum, line) => sum + line.money, 0);
  return {
    visitor: hit.visitor,
    hitAtMs: hit.atMs,
    processedMs: hit.receivedMs,
    expiresMs: hit.atMs + settings.windowMs,
    post: counted.post,
    // What has no money is in no other currency than the suite's.
    currency: money === 0 ? "" : (hit.currency ?? ""),
    orders: counted.orders,
    units: counted.units,
    money,
    lines,
  };
}

function countedRefund(one: Refunding, settings: OracleSettings): Counted[] {
  const { state } = one;
  if (state.kind === "rejected" || state.kind === "gone") return [];
  const order = state.kind === "linked" ? state.order : null;
  const fate = order === null ? "unlinked" : "transaction";
  const nothing = { visit: null, isOnline: false, isPageView: false } as const;
  if (one.by === "call") {
    if (state.kind === "waits" && one.ask.products.length === 0) return [];
    const { atMs, position, visitor, post } = one.hit;
    const whose = order === null ? { visitor, post } : { visitor: order.visitor, post: order.post };
    return [{ ...nothing, ...whose, ...amountsOf(one, { atMs, settings }), occurrences: 0, atMs, position, dims: {}, events: {}, fate, upload: null }];
  }
  const { row, upload } = one.waiting;
  const own = Object.fromEntries(Object.entries(row.dims).map(([name, value]) => [name, [value]]));
  const amounts = amountsOf(one, { atMs: row.atMs, settings });
  const position = ROWS_AFTER_HITS + upload.id * 1e6 + row.line;
  const whose = { visitor: order?.visitor ?? null, post: { ...order?.post, ...own } };
  return [{ ...nothing, ...whose, ...amounts, occurrences: 1, atMs: row.atMs, position, dims: row.dims, events: row.events, fate, upload: upload.id }];
}

function processHit({
  hit,
  arrival,
  settings,
  visitors,
  peopleOn,
  purchases,
}: {
  hit: OracleHit;
  arrival: number;
  settings: OracleSettings;
  visitors: Map<string, Visitor>;
  /** Who was recognised on a device. */
  peopleOn: Map<string, Set<string>>;
  purchases: Set<string>;
}): Online {
  const device = hit.device === undefined || hit.device === hit.visitor ? undefined : visitors.get(hit.device);
  const known = visitors.get(hit.visitor);
  if (hit.device !== undefined && hit.device !== hit.visitor) peopleOn.set(hit.device, (peopleOn.get(hit.device) ?? new Set()).add(hit.visitor));
  const handing = device === undefined ? undefined : goesAlong({ device, people: peopleOn.get(hit.device ?? "") ?? new Set(), atMs: hit.atMs });
  const visitor = known ?? newcomer({ device, handing, atMs: hit.atMs, settings });
  visitors.set(hit.visitor, visitor);
  const isOld = hit.atMs < visitor.newestMs;
  const late = isOld ? visitOfLateHit({ visitor, atMs: hit.atMs }) : undefined;
  const visit = late ?? (isOld ? visitOfOldHit({ visitor, atMs: hit.atMs }) : visitOfNewHit({ visitor, atMs: hit.atMs }));
  if (device !== undefined && handing !== undefined && (late !== undefined || !isOld)) {
    if (known !== undefined) handOn({ from: device, to: known, of: handing, visit: visit.number, settings });
    device.handedOn = handing.number;
  }
  const print = JSON.stringify([visit.number, hit.events, hit.products.map((product) => JSON.stringify(product)).toSorted(), hit.transactionIds.toSorted()]);
  const isReload = hit.purchaseId === null && hit.isPurchase && visitor.purchases.includes(print);
  const isDuplicate = isReload || (hit.purchaseId !== null && hit.isPurchase && purchases.has(hit.purchaseId));
  if (hit.purchaseId !== null && hit.isPurchase) purchases.add(hit.purchaseId);
  const counts = hit.isPurchase && !isDuplicate;
  const rate = hit.currency === undefined || hit.currency === "" ? 1 : (settings.rateOf?.({ currency: hit.currency, atMs: hit.atMs }) ?? Number.NaN);
  const inSuite = (cents: number) => Math.round(cents * MONEY_OF_A_CENT * rate) / MONEY_OF_A_CENT;
  if (counts) visitor.purchases = [...visitor.purchases, print].slice(-RECENT_PURCHASES);
  const events = isDuplicate ? {} : hit.events;
  const here = { visitor, hit, settings, visit: visit.number };
  const shown = late !== undefined ? postOfLateHit(here) : isOld ? postOfOldHit(here) : postOfNewHit(here);
  if (late !== undefined || !isOld) endByEvents({ visitor, events: Object.keys(events), atMs: hit.atMs, settings });
  return {
    visitor: hit.visitor,
    visit: `${hit.visitor} ${visit.number}`,
    atMs: hit.atMs,
    position: arrival,
    isOnline: true,
    occurrences: 1,
    isRepeated: isDuplicate,
    isPageView: hit.isPageView,
    dims: hit.dims,
    post: valuesOf(shown),
    shown,
    orders: counts ? 1 : 0,
    units: counts ? hit.products.reduce((sum, product) => sum + product.units, 0) : 0,
    revenueCents: counts ? inSuite(hit.products.reduce((sum, product) => sum + product.revenueCents, 0)) : 0,
    events,
    products: hit.products.map((product) => (counts ? { ...product, revenueCents: inSuite(product.revenueCents) } : { ...product, units: 0, revenueCents: 0 })),
    fate: "hit",
    upload: null,
  };
}

function valuesOf(shown: ReadonlyMap<string, Persisted>): Record<string, readonly string[]> {
  return Object.fromEntries([...shown].map(([name, { values }]) => [name, [...values]]));
}

function joinRow({
  waiting,
  snapshots,
  online,
  settings,
  nowMs,
}: {
  waiting: Waiting;
  snapshots: ReadonlyMap<string, Snapshot>;
  online: readonly Online[];
  settings: OracleSettings;
  nowMs: number;
}): Counted {
  const { row } = waiting;
  const snapshot = row.transactionId === null ? undefined : snapshots.get(row.transactionId);
  if (snapshot !== undefined && snapshot.expiresMs > nowMs) return linkedByTransaction({ waiting, snapshot });
  if (row.visitorId !== null && online.some((hit) => hit.visitor === row.visitorId))
    return linkedByCustomer({ waiting, visitor: row.visitorId, online, settings });
  return counted({ waiting, visitor: null, filled: {}, product: null, fate: row.transactionId === null && row.visitorId === null ? "summary" : "unlinked" });
}

function linkedByTransaction({ waiting, snapshot }: { waiting: Waiting; snapshot: Snapshot }): Counted {
  return counted({ waiting, visitor: snapshot.visitor, filled: snapshot.post, product: snapshot.product, fate: "transaction" });
}

function linkedByCustomer({
  waiting,
  visitor,
  online,
  settings,
}: {
  waiting: Waiting;
  visitor: string;
  online: readonly Online[];
  settings: OracleSettings;
}): Counted {
  const { row } = waiting;
  const before = online.filter((hit) => hit.visitor === visitor && hit.atMs <= row.atMs).toSorted((a, b) => a.atMs - b.atMs || a.position - b.position);
  const last = before.at(-1);
  const filled: Record<string, readonly string[]> = {};
  if (last !== undefined) {
    const visitHits = online.filter((hit) => hit.visit === last.visit && hit.atMs <= row.atMs);
    const startMs = Math.min(...visitHits.map((hit) => hit.atMs));
    const isOpen = row.atMs - last.atMs <= VISIT_GAP_MS && row.atMs - startMs <= VISIT_MAX_MS;
    for (const [name, held] of last.shown) {
      const expiration = settings.variables[name]?.expiration;
      const left = chosen(held, (index) => {
        switch (expiration?.kind) {
          case "hit":
            return false;
          case "visit":
            return isOpen;
          case "days":
            return row.atMs - (held.setAtMs[index] ?? 0) < expiration.days * DAY_MS;
          case "event":
            return last.events[expiration.event] === undefined;
          case "never":
          case undefined:
            return true;
        }
      });
      if (left !== undefined) filled[name] = left.values;
    }
  }
  return counted({ waiting, visitor, filled, product: null, fate: "customer" });
}

function counted({
  waiting,
  visitor,
  filled,
  product,
  fate,
}: {
  waiting: Waiting;
  visitor: string | null;
  filled: Readonly<Record<string, readonly string[]>>;
  product: string | null;
  fate: Counted["fate"];
}): Counted {
  const { row, upload } = waiting;
  const own = Object.fromEntries(Object.entries(row.dims).map(([name, value]) => [name, [value]]));
  const name = row.product ?? product;
  const products: OracleProduct[] = name === null ? [] : [{ name, units: row.units, revenueCents: row.revenueCents }];
  return {
    visitor,
    visit: null,
    atMs: row.atMs,
    position: ROWS_AFTER_HITS + upload.id * 1e6 + row.line,
    isOnline: false,
    occurrences: 1,
    isPageView: false,
    dims: row.dims,
    post: { ...filled, ...own },
    orders: row.orders,
    units: row.units,
    revenueCents: row.revenueCents,
    events: row.events,
    products,
    fate,
    upload: upload.id,
  };
}

/** A row that waits for its order is joined once that arrives. */
function linkLate({
  hit,
  rows,
  snapshots,
  settings,
}: {
  hit: OracleHit;
  rows: { upload: OracleUpload; row: OracleRow; counted: Counted }[];
  snapshots: ReadonlyMap<string, Snapshot>;
  settings: OracleSettings;
}): void {
  if (!settings.lateLinking) return;
  for (const held of rows) {
    if (held.counted.fate === "transaction") continue;
    const { transactionId } = held.row;
    const snapshot = transactionId === null ? undefined : snapshots.get(transactionId);
    if (transactionId !== null && hit.transactionIds.includes(transactionId) && snapshot !== undefined) {
      const isInTime = snapshot.hitAtMs <= held.upload.receivedMs + settings.windowMs && hit.receivedMs - snapshot.hitAtMs <= settings.windowMs;
      if (isInTime) held.counted = linkedByTransaction({ waiting: held, snapshot });
    }
  }
}
