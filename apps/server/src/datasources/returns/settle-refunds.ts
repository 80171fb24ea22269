import { placeOfCall, readAsk } from "@rapport/domain";
import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { ratesOfDays } from "../../currency-rates/index.ts";
import { withLock, writingWhile } from "../lock.ts";
import { ordersOf, type Orders } from "./orders.ts";
import { REFUND_COLUMNS, refundLine, stateOf, stateOfRow, withRate, type NewState } from "./refund-lines.ts";
import { idsBeyond, idsOfMoney } from "./row-queries.ts";
import { statesOfRefunds, valuesOfCalls, waitingAsks, type StateRow, type WaitingAsk } from "./refund-queries.ts";
import { currenciesOf, weighInCurrency } from "./weigh-in-currency.ts";

export type SettleDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;

/** How many ids are looked up at once. */
const KEYS_AT_ONCE = 5_000;

/**
 * Decides the refunds that wait for these orders, by what is known of the orders (RT3 to RT6): calls and rows of files, in the order in
 * which they came. It may be called at any time and any number of times: what is right stays as it is. One lock decides what is left.
 * Call it after transactions and refunds were written.
 */
export async function settleRefunds(deps: SettleDeps, { suite, keys }: { suite: string; keys: readonly string[] }): Promise<void> {
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = keys.slice(from, from + KEYS_AT_ONCE);
    // The first look needs no lock, because most orders are never refunded.
    if ((await deps.warehouse.rows(waitingAsks, { suite, keys: some })).length === 0) continue;
    await withLock(
      deps,
      "linking",
      async (assertHeld) => await settle({ ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) }, { suite, keys: some }),
    );
  }
}

/** Decides again refunds that went beyond their order: after an upload is undone, something of the order may be left again. */
export async function settleBeyond(deps: SettleDeps, suite: string): Promise<void> {
  const ids = await deps.warehouse.rows(idsBeyond, { suite });
  await settleRefunds(deps, { suite, keys: ids.map(({ id }) => id) });
}

/** Decides refunds that waited for rates which have come. It reads under the lock, so that refunds written meanwhile are found here or already have the rates. */
export async function settleMoney(deps: SettleDeps, suite: string): Promise<void> {
  const ids = await withLock(deps, "linking", async () => await deps.warehouse.rows(idsOfMoney, { suite }));
  await settleRefunds(deps, { suite, keys: ids.map(({ id }) => id) });
}

/** The same for a few ids. The caller holds the lock. */
export async function settle(deps: Omit<SettleDeps, "pool">, of: { suite: string; keys: readonly string[] }): Promise<void> {
  for (let again = true; again;) again = !(await settleByRates(deps, of));
}

/** False when a rate has changed meanwhile and nothing was written. */
async function settleByRates(deps: Omit<SettleDeps, "pool">, { suite, keys }: { suite: string; keys: readonly string[] }): Promise<boolean> {
  const { warehouse } = deps;
  const asks = await warehouse.rows(waitingAsks, { suite, keys: [...keys] });
  if (asks.length === 0) return true;
  const orders = await ordersOf({ warehouse }, { suite, keys: [...new Set(asks.map(({ key }) => key))] });
  const known = await knownOf({ warehouse }, { suite, asks, orders });
  const rates = await ratesOfDays(deps, { suite, on: asks.flatMap((ask) => currenciesOf(ask, { orders })) });
  let lines = "";
  for (const ask of asks) {
    const now = known.states.get(ask.position);
    // A refund that counts stays as it was decided, but its money may still wait for a rate.
    if (now?.fate === "transaction") {
      const on = { currency: now.money_currency, day: now.money_day };
      const rate = now.money_waits === 1 ? rates.of(on) : null;
      if (rate === null) continue;
      lines += changed({ suite, ask, now, next: withRate(now, rate) });
      rates.use([on]);
      continue;
    }
    // A row of an upload that is being undone has no state.
    if (ask.upload > 0 && now === undefined) continue;
    const wanted = readAsk(ask.amounts);
    const own = { currency: ask.currency, day: ask.day };
    const weighing = { ask: wanted, key: ask.key, own, receivedAt: ask.received_at, isFirst: now === undefined };
    const { decided, money, by } = weighInCurrency(weighing, { orders, rates });
    const of = { transaction: ask.key, order: orders.recorded(ask.key), metrics: wanted.metrics, money };
    const next =
      now !== undefined && ask.upload > 0
        ? stateOfRow(decided, { ...of, own: { ...now, namesCustomer: now.unlinked_reason === "unknown_visitor" } })
        : stateOf(decided, { ...of, own: ownOf(ask, known) });
    const change = changed({ suite, ask, now, next });
    if (change !== "") rates.use(by);
    lines += change;
  }
  if (lines !== "" && !(await rates.keepUsed())) return false;
  if (lines !== "") await warehouse.insert({ table: "hits_v1", columns: REFUND_COLUMNS, ndjson: Buffer.from(lines), token: randomUUID() });
  return true;
}

/** The old state's negative and the new state. Both have the same time, so that they are written together or not at all. */
function changed({ suite, ask, now, next }: { suite: string; ask: WaitingAsk; now: StateRow | undefined; next: NewState | null }): string {
  const place = {
    suite,
    at: ask.at,
    place: ask.position,
    ...(ask.upload > 0 ? { upload: ask.upload, line: ask.line } : placeOfCall(ask.position)),
  };
  if (now === undefined) return next === null ? "" : refundLine(next, { place, number: 0, isNegative: false });
  if (next !== null && isSame(now, next)) return "";
  const out = refundLine(now, { place, number: now.state, isNegative: true });
  return next === null ? out : out + refundLine(next, { place, number: now.state + 1, isNegative: false });
}

function isSame(now: StateRow, next: NewState): boolean {
  return (
    now.fate === next.fate &&
    now.unlinked_reason === next.unlinked_reason &&
    now.revenue === next.revenue &&
    now.money_revenue === next.money_revenue &&
    now.money_waits === next.money_waits &&
    now.units === next.units &&
    now.orders === next.orders
  );
}

interface Known {
  /** By position. */
  readonly states: ReadonlyMap<string, StateRow>;
  readonly values: ReadonlyMap<string, Pick<StateRow, "persisted" | "lists">>;
}

async function knownOf(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, asks, orders }: { suite: string; asks: readonly WaitingAsk[]; orders: Orders },
): Promise<Known> {
  const times = asks.map(({ at }) => at);
  const visitors = new Set(asks.map(({ visitor_id }) => visitor_id));
  const of = { suite, from: times.reduce((a, b) => Math.min(a, b)), to: times.reduce((a, b) => Math.max(a, b)) };
  const positions = asks.map(({ position }) => position);
  const values = await warehouse.rows(valuesOfCalls, { ...of, visitors: [...visitors], positions });
  for (const { key } of asks) visitors.add(orders.recorded(key)?.visitor_id ?? "");
  const states = await warehouse.rows(statesOfRefunds, { ...of, visitors: [...visitors], positions });
  return { states: new Map(states.map((row) => [row.place, row])), values: new Map(values.map((row) => [row.place, row])) };
}

/** A call's visitor, with the values that persisted then. */
function ownOf(ask: WaitingAsk, { values }: Known) {
  const { persisted = {}, lists = {} } = values.get(ask.position) ?? {};
  return { visitor_id: ask.visitor_id, own: {}, persisted, lists, key: ask.key };
}
