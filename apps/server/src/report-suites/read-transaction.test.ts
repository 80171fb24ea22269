import type { TransactionId } from "@rapport/contract";
import { getTransaction } from "@rapport/contract/report-suites";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";

const clock = testClock();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

const insert = async (table: string, ...rows: object[]) =>
  await server.deps.warehouse.insert({ table, ndjson: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")) });
const DAY_MS = 86_400_000;

test("FA4 X3 a transaction id is recorded, then linked, then expired; expired wins over linked, and another suite does not know the id", async () => {
  const [{ rsid }, other] = [await newSuite(server), await newSuite(server)];
  const now = clock.now().getTime();
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
    transaction("t-now", now),
    transaction("t-device", now + DAY_MS, { visitor_id: "anon:vid:u1" }),
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
    visitor: "u1",
    snapshot: { evar1: "spring", campaign: "c1", list1: ["a", "b"], category: "Shoes", product: "Red shoes" },
    setAt: { evar1: new Date(now - 2 * DAY_MS).toISOString() },
    rows: 2,
  });
  expect((await read("t-device")).visitor).toBe("anon:vid:u1");
  expect([(await read("t-recorded")).state, (await read("t-expired")).state, (await read("t-expired")).rows]).toEqual(["recorded", "expired", 1]);
  // From the first moment at which rows are no longer linked.
  expect((await read("t-now")).state).toBe("expired");
  for (const unknown of [await read("t-off"), await read("never seen"), await read("t-linked", other.rsid)])
    expect(unknown).toMatchObject({ state: "unknown", recordedAt: null, visitor: null, snapshot: null, rows: 0 });
});

test("a transaction of an unknown suite is not found", async () => {
  await expect(server.api(getTransaction, { params: { rsid: "nobody", transactionId: "t" } })).rejects.toMatchObject({ kind: "not_found" });
});
