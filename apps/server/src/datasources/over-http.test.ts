import { preparedStores, startClickHouseFront, testClock, type ClickHouseFront } from "@rapport/testkit";
import { engineTime, openWarehouse, type Warehouse } from "@rapport/warehouse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { loadUpload } from "./load/load.ts";
import { undoUpload } from "./undo/undo.ts";
import { lines, newSource } from "./uploads.fixture.ts";

/** The same loads, links and undos with a warehouse server over HTTP. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
let front: ClickHouseFront;
let warehouse: Warehouse;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
  front = await startClickHouseFront({ dataDir: (await preparedStores()).dataDir });
  warehouse = await openWarehouse({ url: front.url });
});
afterAll(async () => {
  await warehouse.close();
  await front.close();
  await server.close();
});

test("a file is checked, joined, linked late and undone on a ClickHouse server as in the embedded engine", { timeout: 120_000 }, async () => {
  const deps = { ...server.deps, warehouse };
  const { rsid } = await newSuite(server, { variables: { evar2: { expiration: { kind: "never" } } } });
  const source = await newSource(server, { rsid });
  const at = engineTime(Date.parse("2026-02-20T12:00:00Z"));
  const record = async (id: string) => {
    const row = {
      suite: rsid,
      transaction_id: id,
      recorded: 1,
      visitor_id: "vid:c1",
      hit_at: at,
      received_at: at,
      processed_at: at,
      expires_at: engineTime(Date.parse("2026-05-20T12:00:00Z")),
      snapshot: { evar1: "été; 'frozen'" },
      range: 1,
    };
    await warehouse.insert({ table: "transactions_v1", ndjson: Buffer.from(JSON.stringify(row)), token: `${rsid} ${id}` });
  };
  await record("T1");
  await warehouse.insert({
    table: "hits_v1",
    ndjson: Buffer.from(
      JSON.stringify({
        suite: rsid,
        visitor_id: "vid:c1",
        at,
        position: 1,
        source: 2,
        occurrences: 1,
        visit_number: 1,
        visit_start: at,
        post: { evar2: "kept" },
        range: 1,
      }),
    ),
    token: `${rsid} hit`,
  });
  const jobId = await source.send(
    lines(
      "Date\ttransactionID\tVisitorID\tEvar 3\tPrice",
      "03/01/2026\tT1\t\t\\t 'x'\t1",
      "03/01/2026\t\tc1\t\t2",
      "03/01/2026\tT'2\\\t\t\t4",
      "03/01/2026\t\t\t\t8",
      "03/01/2026\t\t\ta;b\t16",
    ),
  );
  await loadUpload(deps, jobId);
  expect(await source.receipt(jobId)).toMatchObject({
    status: "success",
    rowsRead: 5,
    linkedByTransaction: 1,
    linkedByCustomer: 1,
    unlinked: 1,
    summary: 1,
    rejected: 1,
  });
  await record("T'2\\");
  expect(await linkWaiting(deps, { suite: rsid, transactionIds: ["T'2\\"] })).toBe(1);
  expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 2, unlinked: 0 });
  expect(await undoUpload(deps, jobId)).toMatchObject({ status: "deleted", linkedByTransaction: 2 });
  expect(await source.receipt(jobId)).toMatchObject({ status: "deleted", linkedByTransaction: 2, rejected: 1 });
});
