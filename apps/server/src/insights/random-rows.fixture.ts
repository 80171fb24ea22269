import type { Warehouse } from "@rapport/warehouse";
import { CALLS } from "@rapport/domain";
import { createChance, MINUTE_MS, NOW, orderOf, type Call, type Chance, type Hit, type Row, type World } from "./random-history.fixture.ts";

/*
 * Random histories as processing, joins and refunds would leave them in the warehouse, written directly. Many are in one suite,
 * each with customers, devices and orders of its own, and its seed in `evar1`.
 */

interface History {
  readonly seed: number;
  readonly customers: readonly string[];
  readonly world: World;
}

/** Only files name the last one of `customers`. */
export function randomHistory({ seed, events, customers: howMany }: { seed: number; events: number; customers: number }): History {
  const chance = createChance(seed);
  const named = (what: string, count: number) => Array.from({ length: count }, (_, n) => `${what}${seed}-${n + 1}`);
  const [customers, devices, transactions] = [named("C", howMany), named("fid:", 3), named("T", 14)];
  const one = (choices: readonly string[]): string => choices[chance(choices.length)] ?? "";
  const world: World = { hits: [], rows: [], calls: [] };
  let at = NOW - 25 * 24 * 60 * MINUTE_MS;
  for (let event = 1; event <= events; event++) {
    // Some things happen at the same time.
    at += chance(4) === 0 ? 0 : (1 + chance(300)) * MINUTE_MS;
    const what = chance(10);
    if (what < 7) {
      const customer = chance(2) === 0 ? undefined : one(customers.slice(0, -1));
      const who = { at, customer, device: customer === undefined || chance(3) > 0 ? one(devices) : undefined };
      const buys = what < 5;
      world.hits.push({ ...who, cents: buys ? 1 + chance(99_999) : 0, transaction: buys ? one(transactions) : undefined });
      if (what === 6) world.calls.push({ ...who, cents: -1 - chance(999), transaction: one(transactions) });
    } else {
      const names = chance(5);
      const transaction = names < 2 ? one(transactions) : undefined;
      const customer = names === 2 || names === 3 ? one(customers) : undefined;
      world.rows.push({ upload: event, transaction, customer, cents: (chance(3) === 0 ? -1 : 1) * (1 + chance(9_999)) });
    }
  }
  return { seed, customers, world };
}

/** Writes histories into a suite. */
export async function insertHistories(warehouse: Warehouse, suite: string, histories: readonly History[]): Promise<void> {
  const insert = async (table: string, lines: readonly object[]) =>
    await warehouse.insert({ table, ndjson: Buffer.from(lines.map((line) => `${JSON.stringify({ suite, ...line })}\n`).join("")) });
  await insert("identities_v1", histories.flatMap(identities));
  await insert("transactions_v1", histories.flatMap(transactions));
  await insert("hits_v1", histories.flatMap(hits));
}

function identities({ world }: History): object[] {
  return world.hits.flatMap(({ at, customer, device }, range) =>
    customer === undefined || device === undefined ? [] : [{ visitor_id: `vid:${customer}`, device_id: device, learned_at: at, how: "seen", range }],
  );
}

/** Every hit with an id writes a transaction; the first counts. */
function transactions({ world }: History): object[] {
  return world.hits.flatMap((hit, range) =>
    hit.transaction === undefined
      ? []
      : [
          {
            transaction_id: hit.transaction,
            recorded: 1,
            visitor_id: visitorOf(hit),
            hit_at: hit.at,
            received_at: hit.at,
            processed_at: hit.at,
            expires_at: NOW,
            range,
          },
        ],
  );
}

function hits({ seed, world }: History): object[] {
  const chance = createChance(-seed);
  const common = { post: { evar1: `seed ${seed}` }, dims: { evar1: `seed ${seed}` } };
  return [
    ...world.hits.flatMap((hit, index) => linesOfHit(hit, { position: seed * 10_000 + index, chance })),
    ...world.rows.flatMap((row) => linesOfRow(row, { seed, hits: world.hits, chance })),
    ...world.calls.flatMap((call, index) => linesOfCall(call, { seed, index, hits: world.hits, chance })),
  ].map((line) => ({ ...common, ...line }));
}

/** Money that waited for a rate is a second row of the hit (CY2). */
function linesOfHit(hit: Hit, { position, chance }: { position: number; chance: Chance }): object[] {
  const line = {
    visitor_id: visitorOf(hit),
    at: hit.at,
    position,
    source: 1,
    visit_number: 1,
    visit_start: NOW - 25 * 24 * 60 * MINUTE_MS,
    hit_number: position,
    range: position,
    transaction_ids: hit.transaction === undefined ? [] : [hit.transaction],
  };
  const count = { occurrences: 1, page_view: 1, orders: hit.cents > 0 ? 1 : 0 };
  return hit.cents > 0 && chance(5) === 0
    ? [
        { ...line, ...count, ...moneyOf(0) },
        { ...line, occurrences: 0, ...moneyOf(hit.cents) },
      ]
    : [{ ...line, ...count, ...moneyOf(hit.cents) }];
}

/** The states of a row: it waited, was linked, and sometimes was joined again without a change. */
function linesOfRow(row: Row, { seed, hits: all, chance }: { seed: number; hits: readonly Hit[]; chance: Chance }): object[] {
  const place = {
    at: NOW - chance(25 * 24 * 60) * MINUTE_MS,
    position: String(2n ** 63n + BigInt(seed * 1_000 + row.upload)),
    upload: seed * 1_000 + row.upload,
    line: 2,
  };
  const waits = chance(3) > 0;
  const again = chance(4) === 0;
  if (row.transaction !== undefined) {
    const waiting = { visitor_id: "", source: 5, fate: "unlinked", unlinked_reason: "unknown", key: row.transaction };
    const order = orderOf(row.transaction, all);
    if (order === undefined) return linesOfStates([waiting], { ...place, cents: row.cents });
    const linked = { visitor_id: visitorOf(order), source: 7, fate: "transaction", key: row.transaction };
    return linesOfStates([...(waits ? [waiting] : []), linked, ...(again ? [linked] : [])], { ...place, cents: row.cents });
  }
  if (row.customer === undefined) return linesOfStates([{ visitor_id: "", source: 5, fate: "summary" }], { ...place, cents: row.cents });
  const waiting = { visitor_id: "", source: 5, fate: "unlinked", unlinked_reason: "unknown_visitor", key: row.customer };
  const linked = { visitor_id: `vid:${row.customer}`, source: 5, fate: "customer", key: row.customer };
  const isKnown = all.some(({ customer }) => customer === row.customer);
  return linesOfStates(isKnown ? [...(waits ? [waiting] : []), linked, ...(again ? [linked] : [])] : [waiting], { ...place, cents: row.cents });
}

/** The hit of the call counted already, so the row's first state is not an occurrence. */
function linesOfCall(call: Call, { seed, index, hits: all, chance }: { seed: number; index: number; hits: readonly Hit[]; chance: Chance }): object[] {
  const place = { at: call.at, position: seed * 10_000 + 5_000 + index, upload: CALLS + seed * 1_000 + index, line: 0, cents: call.cents };
  const own = { visitor_id: visitorOf(call), source: 5, fate: "unlinked", unlinked_reason: "unknown", key: call.transaction, is_return: 1 };
  const order = orderOf(call.transaction, all);
  if (order === undefined) return linesOfStates([own], { ...place, first: 0 });
  const linked = { visitor_id: visitorOf(order), source: 7, fate: "transaction", key: call.transaction, is_return: 1 };
  return linesOfStates(chance(2) === 0 ? [own, linked] : [linked], { ...place, first: 0 });
}

/** Each state except the last has its negative beside it. `first` is the number of occurrences of the first state. */
function linesOfStates(states: readonly object[], { cents, first = 1, ...place }: { cents: number; first?: number; [column: string]: unknown }): object[] {
  return states.flatMap((state, range) => {
    const line = { ...place, ...state, range };
    const stands = { ...line, occurrences: range === 0 ? first : 1, ...moneyOf(cents) };
    return range === states.length - 1 ? [stands] : [stands, { ...line, occurrences: -1, ...moneyOf(-cents) }];
  });
}

function moneyOf(cents: number): object {
  const revenue = (cents / 100).toFixed(2);
  return { revenue, "products.name": ["Boot"], "products.category": [""], "products.units": ["0"], "products.revenue": [revenue], "products.metrics": [{}] };
}

function visitorOf({ customer, device }: Pick<Hit, "customer" | "device">): string {
  return customer === undefined ? (device ?? "") : `vid:${customer}`;
}
