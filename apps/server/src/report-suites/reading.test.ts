import { getProcessing, getQuarantine, getTransaction, type TransactionId } from "@rapport/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const insert = async (table: string, ...rows: object[]) =>
  await server.deps.warehouse.insert({ table, ndjson: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")) });
const DAY_MS = 86_400_000;

test("hits that were accepted and not processed are the backlog", async () => {
  const { rsid, writeKey } = await newSuite(server);
  const processing = async () => await server.api(getProcessing, { params: { rsid } });
  expect((await processing()).backlog).toBe(0);
  await server.inject({ method: "POST", url: "/v1/batch", payload: { writeKey, batch: Array.from({ length: 5 }, () => ({ type: "page", userId: "u" })) } });
  expect((await processing()).backlog).toBe(5);
  const writer = (await server.deps.db.selectFrom("writer").select("id").orderBy("id", "desc").limit(1).executeTakeFirstOrThrow()).id;
  const doneAt = new Date("2026-11-22T10:00:00Z");
  await server.deps.db.insertInto("processing_range").values({ writer, from_seq: 1, to_seq: 3, done_at: doneAt }).execute();
  await server.deps.db.insertInto("processing_range").values({ writer, from_seq: 4, to_seq: 5 }).execute();
  expect(await processing()).toEqual({ backlog: 2, lastProcessedAt: doneAt.toISOString() });
});

test("quarantined hits are counted by reason, with the newest examples", async () => {
  const { rsid } = await newSuite(server);
  const hit = (second: number, reason: string) => ({
    suite: rsid,
    received_at: 1_790_000_000_000 + second * 1000,
    reason,
    detail: "why",
    door: "batch",
    payload: `{"n":${second}}`,
    range: 1,
  });
  await insert("quarantine_v1", hit(1, "hit.malformed"), hit(2, "timestamp.future"), hit(3, "hit.malformed"));
  const quarantine = await server.api(getQuarantine, { params: { rsid } });
  expect(quarantine.counts).toEqual([
    { reason: "hit.malformed", hits: 2 },
    { reason: "timestamp.future", hits: 1 },
  ]);
  expect(quarantine.newest.map(({ payload }) => payload)).toEqual(['{"n":3}', '{"n":2}', '{"n":1}']);
});

test("a transaction id is recorded, then linked, then expired; expired beats linked, and another suite knows nothing of it", async () => {
  const [{ rsid }, other] = [await newSuite(server), await newSuite(server)];
  const now = Date.now();
  const transaction = (transaction_id: string, expires_at: number, more: object = {}) => ({
    suite: rsid,
    transaction_id,
    recorded: 1,
    visitor_id: "vid:u1",
    hit_at: now - DAY_MS,
    received_at: now - DAY_MS,
    processed_at: now,
    expires_at,
    snapshot: { evar1: "spring", campaign: "c1" },
    lists: { list1: ["a", "b"] },
    set_at: { evar1: now - 2 * DAY_MS },
    product_category: "Shoes",
    product_name: "Red shoes",
    range: 1,
    ...more,
  });
  await insert(
    "transactions_v1",
    transaction("t-recorded", now + DAY_MS),
    transaction("t-linked", now + DAY_MS),
    transaction("t-expired", now - 1000),
    transaction("t-off", now + DAY_MS, { recorded: 0, visitor_id: "", snapshot: {} }),
  );
  const row = (key: string, occurrences: number, line: number) => ({
    suite: rsid,
    visitor_id: "vid:u1",
    at: now,
    position: line,
    source: 7,
    occurrences,
    upload: 3,
    line,
    fate: "transaction",
    key,
    range: 0,
  });
  await insert("hits_v1", row("t-linked", 1, 2), row("t-linked", 1, 3), row("t-expired", 1, 4));
  const read = async (transactionId: string, suite = rsid) =>
    await server.api(getTransaction, { params: { rsid: suite, transactionId: transactionId as TransactionId } });

  expect(await read("t-linked")).toEqual({
    transactionId: "t-linked",
    state: "linked",
    recordedAt: new Date(now - DAY_MS).toISOString(),
    expiresAt: new Date(now + DAY_MS).toISOString(),
    visitor: "vid:u1",
    snapshot: { evar1: "spring", campaign: "c1", list1: ["a", "b"], category: "Shoes", product: "Red shoes" },
    setAt: { evar1: new Date(now - 2 * DAY_MS).toISOString() },
    rows: 2,
  });
  expect([(await read("t-recorded")).state, (await read("t-expired")).state, (await read("t-expired")).rows]).toEqual(["recorded", "expired", 1]);
  for (const unknown of [await read("t-off"), await read("never seen"), await read("t-linked", other.rsid)])
    expect(unknown).toMatchObject({ state: "unknown", recordedAt: null, visitor: null, snapshot: null, rows: 0 });
});

test("a suite that is not there is not found, whatever is asked of it", async () => {
  const params = { rsid: "nobody" };
  const asked = [
    server.api(getProcessing, { params }),
    server.api(getQuarantine, { params }),
    server.api(getTransaction, { params: { ...params, transactionId: "t" } }),
  ];
  for (const answer of await Promise.allSettled(asked)) expect(answer).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
});
