import type { OracleEvent, OracleHit } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Chance,
  converted,
  createChance,
  DAY_MS,
  expectTruth,
  giveRates,
  loaded,
  newSource,
  randomHit,
  reloadOf,
  sendHit,
  sendUpload,
  VARIABLES,
  WINDOW_DAYS,
} from "./joined-truth.fixture.ts";
import { newSuite, testServer, type TestServer } from "./testing/index.ts";

/** Random hits that arrive in no order, counted by plain loops over them in the order of their times. */
const SEEDS = process.env["RAPPORT_ORACLE_SEEDS"]?.split(",").map(Number) ?? [1, 2];
const WINDOW_MS = 6_000;
const BURSTS = 3;
const HITS_A_BURST = 18;

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test.concurrent.each(SEEDS)(
  "D2 OA2 OA3 OA11 whatever the order in which hits arrive inside the window, reports are those of their times; what comes after it is put in its place (seed %i)",
  async (seed) => {
    const suite = await newSuite(server, { timeZone: "UTC", transactionIdWindowDays: WINDOW_DAYS, reorderWindowMs: WINDOW_MS, variables: VARIABLES });
    const chance = createChance(seed);
    const dataSourceId = await newSource(server, suite);
    const events: OracleEvent[] = [];
    await giveRates(server, suite);
    let nowMs = Math.floor((Date.now() - 20 * DAY_MS) / 1000) * 1000;
    for (let burst = 0; burst < BURSTS; burst++) {
      const hits: OracleHit[] = [];
      for (let n = 0; n < HITS_A_BURST; n++) {
        nowMs += chance.integer(1, 6) === 1 ? chance.integer(40, 2000) * 60_000 : chance.integer(0, 20) * 60_000;
        const hit = reloadOf([...events, ...hits], chance) ?? randomHit({ chance, nowMs });
        // No two at the same time: then arrival would decide.
        hits.push({ ...hit, atMs: hit.atMs + n });
      }
      const began = Date.now();
      for (const together of inPieces(shuffled(hits, chance), chance)) await Promise.all(together.map(async (hit) => await sendHit(server, { suite, hit })));
      expect(Date.now() - began, "this machine is too slow for the window of the test").toBeLessThan(WINDOW_MS - 500);
      events.push(...hits.toSorted((a, b) => a.atMs - b.atMs));
      const upload = await sendUpload(server, { suite, dataSourceId, chance });
      events.push(upload);
      await loaded(server, upload.id);
      await server.processed(suite.rsid);
    }
    await converted(server, suite);
    const counted = await expectTruth(server, { suite, events, chance, seed });
    expect(counted.filter(({ isOnline }) => isOnline).length).toBe(BURSTS * HITS_A_BURST);
  },
  180_000,
);

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  return items
    .map((item) => ({ item, by: chance.fraction() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ item }) => item);
}

/** One to four that are on their way at once. */
function inPieces<T>(items: readonly T[], chance: Chance): T[][] {
  const pieces: T[][] = [];
  for (let from = 0; from < items.length; from += pieces.at(-1)?.length ?? 1) pieces.push(items.slice(from, from + chance.integer(1, 4)));
  return pieces;
}
