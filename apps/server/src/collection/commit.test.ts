import { preparedStores } from "@rapport/testkit";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { createSignals } from "../deps.ts";
import { createCommitter } from "./commit.ts";
import { rawHits } from "./raw-hits.fixture.ts";
import { newWriter } from "./queries.ts";

let stores: Awaited<ReturnType<typeof preparedStores>>;
beforeAll(async () => {
  stores = await preparedStores();
});

function committer({
  warehouse = stores.warehouse,
  now = () => Date.now(),
  maxPendingBytes,
}: { warehouse?: Warehouse; now?: () => number; maxPendingBytes?: number } = {}) {
  const deps = { warehouse, clock: { now: () => new Date(now()) }, log: pino({ level: "silent" }), signals: createSignals() };
  return {
    ...createCommitter(deps, { newWriter: () => newWriter(stores.operational.db), ...(maxPendingBytes !== undefined && { maxPendingBytes }) }),
    signals: deps.signals,
  };
}

const arrival = (suite: string, n: number) => ({ suite, door: "track", client: "c", payload: JSON.stringify({ n }) });
const stored = async (suite: string) => await rawHits({ deps: stores }, suite);

/** The real warehouse, with an insert that goes wrong when told to. */
function failing(fails: (call: number) => "before" | "after" | undefined): { warehouse: Warehouse; calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    warehouse: {
      ...stores.warehouse,
      rows: (query, params) => stores.warehouse.rows(query, params),
      insert: async (rows) => {
        const when = fails(++calls);
        if (when === "before") throw new WarehouseError("the disk is full", { code: 243 });
        await stores.warehouse.insert(rows);
        if (when === "after") throw new WarehouseError("the answer was lost", { code: 210 });
      },
    },
  };
}

test("requests that arrive together share inserts, and each is numbered in the order it came", async () => {
  const real = failing(() => undefined);
  const { commit } = committer({ warehouse: real.warehouse });
  const suite = `together-${Date.now()}`;
  await Promise.all(Array.from({ length: 500 }, (_, n) => commit([arrival(suite, n * 2), arrival(suite, n * 2 + 1)])));
  const hits = await stored(suite);
  expect(hits.map(({ payload }) => payload)).toEqual(Array.from({ length: 1000 }, (_, n) => ({ n })));
  expect(hits.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
  expect(real.calls()).toBeLessThan(10);
});

test("received_at never goes back, even when the clock does", async () => {
  const times = [5000, 4000, 4500, 6000].map((second) => 1_700_000_000_000 + second);
  const { commit } = committer({ now: () => times.shift() ?? 0 });
  const suite = `clock-${Date.now()}`;
  for (let n = 0; n < 4; n++) await commit([arrival(suite, n)]);
  expect((await stored(suite)).map(({ received_at }) => received_at - 1_700_000_000_000)).toEqual([5000, 5000, 5000, 6000]);
});

test("an insert whose answer was lost is repeated and changes nothing", async () => {
  const { warehouse, calls } = failing((call) => (call === 1 ? "after" : undefined));
  const suite = `lost-answer-${Date.now()}`;
  await committer({ warehouse }).commit([arrival(suite, 1), arrival(suite, 2)]);
  expect(calls()).toBe(2);
  expect(await stored(suite)).toHaveLength(2);
});

test("hits that cannot be stored are refused, never acknowledged, and the next ones are taken again", async () => {
  const { warehouse } = failing((call) => (call <= 4 ? "before" : undefined));
  const { commit, signals } = committer({ warehouse });
  let committed = 0;
  signals.onHitsCommitted(() => committed++);
  const suite = `refused-${Date.now()}`;
  await expect(commit([arrival(suite, 1)])).rejects.toMatchObject({ code: "unavailable" });
  expect(committed).toBe(0);
  await commit([arrival(suite, 2)]);
  expect((await stored(suite)).map(({ payload }) => payload)).toEqual([{ n: 2 }]);
  expect(committed).toBe(1);
});

test("it says so when too much waits for the disk", async () => {
  const { commit, underPressure, drained } = committer({ maxPendingBytes: 1000 });
  const suite = `pressure-${Date.now()}`;
  const waiting = Array.from({ length: 50 }, (_, n) => commit([arrival(suite, n)]));
  expect(underPressure()).toBe(true);
  await Promise.all(waiting);
  await drained();
  expect(underPressure()).toBe(false);
});
