import { preparedStores, temporaryFolder, uniqueName } from "@rapport/testkit";
import type { NamedQuery } from "@rapport/warehouse";
import fc from "fast-check";
import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { openJournal } from "../collection/index.ts";
import { createSignals, systemClock } from "../deps.ts";
import { watchDisk } from "../disk.ts";
import { backlogOf } from "./backlog.ts";
import { startLane } from "./lane/lane.ts";
import { storeSuite } from "./stored-suite.fixture.ts";

const { operational, warehouse } = await preparedStores();
const { db, pool } = operational;
const HITS = 4_000;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("\u0000", "\\", `"`, "'", "\t\n", "\ud83d", "é".repeat(200), "{}", "[1]", "2026-01-01", "1e400", "null", "99999999999999"),
);
const image = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "vid",
        "fid",
        "pageName",
        "g",
        "r",
        "v0",
        "v1",
        "v2",
        "v3",
        "v4",
        "c1",
        "l1",
        "l2",
        "zip",
        "ch",
        "server",
        "xact",
        "purchaseID",
        "pe",
        "pev2",
      ),
      text,
    ),
    { maxLength: 12 },
  )
  .chain((pairs) =>
    fc
      .constantFrom(
        "",
        "&events=purchase,event1=99999999999999,event2:X",
        "&events=purchase&products=a;b;99999999999999;99999999999999.9,;c;-1;-99999999999999;event1=5",
      )
      .map((rest) => ({
        door: "image",
        payload: JSON.stringify({ query: `${pairs.map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`).join("&")}${rest}` }),
      })),
  );
const message = fc
  .record(
    {
      event: fc.oneof(fc.constantFrom("Order Completed", "Order Refunded"), text),
      userId: text,
      anonymousId: text,
      messageId: text,
      properties: fc.record({
        order_id: text,
        plan: text,
        revenue: text,
        products: fc.array(fc.record({ name: text, category: text, price: fc.double(), quantity: text })),
      }),
    },
    { requiredKeys: [] },
  )
  .map((sent) => ({ door: "track", payload: JSON.stringify({ type: "track", ...sent }) }));
const anything = text.map((payload) => ({ door: "batch", payload: wellFormed(payload) }));

const stored = {
  name: "storedOfSuite",
  text: `
    SELECT (SELECT count() FROM hits_v1 WHERE suite = {suite:String}) AS hits, (SELECT count() FROM quarantine_v1 WHERE suite = {suite:String}) AS quarantined,
      (SELECT count() FROM claims_v1 WHERE suite = {suite:String} AND kind = 'message') AS messages`,
  params: z.object({ suite: z.string() }),
  row: z.object({ hits: z.coerce.number(), quarantined: z.coerce.number(), messages: z.coerce.number() }),
} satisfies NamedQuery;

test("BH1 whatever is sent can be stored: every hit is in reports, in quarantine, or a repeated message", async () => {
  const suite = await storeSuite(db, uniqueName("any"));
  const { id: writer } = await db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow();
  const seed = Math.floor(Math.random() * 1_000_000);
  const hits = fc.sample(fc.oneof(image, message, anything), { numRuns: HITS, seed });
  const rows = hits.map((hit, index) => JSON.stringify({ writer, seq: index + 1, suite, received_at: Date.now(), client: "c", ...hit }));
  await warehouse.insert({ table: "raw_hits_v2", ndjson: Buffer.from(`${rows.join("\n")}\n`) });
  const deps = {
    db,
    pool,
    warehouse,
    clock: systemClock,
    log: pino({ level: "error" }),
    signals: createSignals(),
    disk: watchDisk({ dataDir: ".", reserveBytes: 0 }),
  };
  const journal = await openJournal(deps, { dir: temporaryFolder("any-hit-") });
  const lane = startLane({ ...deps, journal, linkWaiting: () => Promise.resolve() });
  await expect.poll(async () => await backlogOf({ ...deps, journal }, suite), { timeout: 25_000, interval: 50, message: `seed ${seed}` }).toBe(0);
  await lane.stop();
  const [counts] = await warehouse.rows(stored, { suite });
  const repeated = repeatedMessages(hits.map(({ payload }) => payload));
  expect(counts?.hits, `seed ${seed}`).toBeGreaterThan(1_000);
  expect((counts?.hits ?? 0) + (counts?.quarantined ?? 0), `seed ${seed}`).toBeGreaterThanOrEqual(HITS - repeated);
});

/** As text of a request: halves of a surrogate pair only as escapes inside JSON. */
function wellFormed(value: string): string {
  return Buffer.from(value).toString();
}

/** At most this many messages repeat another's id. */
function repeatedMessages(payloads: readonly string[]): number {
  const ids = payloads.flatMap((payload) => /"messageId":"(?:[^"\\]|\\.)*"/.exec(payload) ?? []);
  return ids.length - new Set(ids).size;
}
