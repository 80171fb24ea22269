import { preparedStores, startClickHouseFront } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { untilUnwanted } from "./cancelling.ts";
import { openWarehouse } from "./open-warehouse.ts";
import { query } from "./testing/queries.ts";
import { whileWanted } from "./while-wanted.ts";

// Both engines: the embedded one, and a server over HTTP.
const { warehouse: embedded, dataDir } = await preparedStores();
const front = await startClickHouseFront({ dataDir });
const server = await openWarehouse({ url: front.url });

vi.setConfig({ testTimeout: 60_000 });

afterAll(async () => {
  await server.close();
  await front.close();
});

const LEFT = new Error("the caller left");
/** Takes about ten minutes, in steps between which it can be ended. */
const endless = {
  ...query({
    name: "endless",
    text: "SELECT count() AS n, {mark:String} AS mark FROM numbers(12000) WHERE sleepEachRow(0.05) = 0 SETTINGS max_threads = 1, max_block_size = 1, function_sleep_max_microseconds_per_block = 0",
    params: z.object({ mark: z.string() }),
  }),
  heavy: true,
};
const running = query({
  name: "running",
  text: "SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow%' AND query NOT LIKE '%system.processes%'",
  row: z.object({ n: z.coerce.number() }),
});

describe.for([embedded, server])("$kind", (warehouse) => {
  const runningNow = async () => (await embedded.rows(running, {}))[0]?.n;

  test("F4 a query that nobody waits for any more ends in the engine, and its sessions are free again", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const caller = new AbortController();
      const answers = Array.from({ length: 4 }, () => outcome(warehouse.rows(endless, { mark: "mine" }, { signal: caller.signal })));
      await vi.waitFor(async () => expect(await runningNow()).toBeGreaterThan(0), 20_000);
      await sleep(turn * 40);
      caller.abort(LEFT);
      expect(await Promise.all(answers)).toEqual(Array.from({ length: 4 }, () => LEFT));
      await vi.waitFor(async () => expect(await runningNow()).toBe(0), 20_000);
    }
    expect(await warehouse.lines(query({ name: "one", text: "SELECT 1 AS one" }), {})).toBe('{"one":1}\n');
  });

  test("F4 a query whose caller left before its turn is never begun", async () => {
    const gone = AbortSignal.abort(LEFT);
    expect(await outcome(warehouse.lines(endless, { mark: "gone" }, { signal: gone }))).toBe(LEFT);
    expect(await runningNow()).toBe(0);
  });

  test("F4 ending one caller's query does not end another's on the same sessions", async () => {
    const short = query({
      name: "short",
      text: "SELECT number, {mark:String} AS mark FROM numbers(200) WHERE sleepEachRow(0.0005) = 0",
      params: z.object({ mark: z.string() }),
      row: z.object({ number: z.coerce.number(), mark: z.string() }),
    });
    const answers = await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const caller = new AbortController();
        const leaves = index % 2 === 0;
        const answer = whileWanted(warehouse, caller.signal).rows(short, { mark: `caller-${index}` });
        if (leaves) setTimeout(() => caller.abort(LEFT), (index * 37) % 900);
        try {
          const rows = await answer;
          return rows.length === 200 && rows.every(({ mark }) => mark === `caller-${index}`);
        } catch (cause) {
          return leaves && cause === LEFT;
        }
      }),
    );
    expect(answers.filter((isRight) => !isRight)).toEqual([]);
  });
});

test("F4 an answer that the engine cut short, because it was told to end, is not taken for the whole", async () => {
  const caller = new AbortController();
  const cut = untilUnwanted(
    { signal: caller.signal },
    {
      run: async () => {
        caller.abort(LEFT);
        return await Promise.resolve([]);
      },
      kill: () => Promise.resolve(),
    },
  );
  expect(await outcome(cut)).toBe(LEFT);
});

async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (cause) {
    return cause;
  }
}
