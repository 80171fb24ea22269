import { changeDataSource, deleteDataSource, getReceipt, restartDataSource, undoUpload as undoUploadEndpoint } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { engineTime, type Warehouse } from "@rapport/warehouse";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { LINKS } from "./join/link-queries.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { loadUpload } from "./load/load.ts";
import { withLock } from "./lock.ts";
import { breaking, PowerCut } from "./power-cut.fixture.ts";
import { lines, newSource } from "./uploads.fixture.ts";
import { finishUndo, undoUpload } from "./undo/undo.ts";

/** A load that is interrupted at any step is repeated as a whole: nothing is lost or counted twice. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
});
afterAll(() => server.close());

const FILE = lines(
  "Date\ttransactionID\tEvar 1\tPrice",
  "03/01/2026\tT1\ta\t10",
  "02/01/2026\tT2\tb\t20",
  "01/15/2026\t\tc\t5",
  "03/01/2026\tT9\td\t40",
  "03/01/2026\tT1\te\tx",
);
const RECEIPT = { status: "success", rowsRead: 5, linkedByTransaction: 2, linkedByCustomer: 0, unlinked: 1, summary: 1, rejected: 1 };

async function record(suite: string, id: string): Promise<void> {
  const at = engineTime(clock.now());
  const row = {
    suite,
    transaction_id: id,
    recorded: 1,
    visitor_id: `fid:${id}`,
    hit_at: at,
    received_at: at,
    processed_at: at,
    expires_at: engineTime(clock.now().getTime() + 90 * 86_400_000),
    snapshot: { evar2: "frozen" },
    range: 1,
  };
  await server.deps.warehouse.insert({ table: "transactions_v1", ndjson: Buffer.from(JSON.stringify(row)), token: `${suite} ${id}` });
}

async function waitingUpload() {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  return { rsid, source, jobId: await source.send(FILE) };
}

async function rows(suite: string) {
  const query = {
    name: "testRows",
    text: "SELECT toInt64(sum(h.occurrences)) AS rows, toInt64(sum(abs(h.occurrences))) AS entries, sum(h.revenue) AS revenue, sumIf(h.revenue, visitor != 0) AS known FROM hits_v1 AS h WHERE suite = {suite:String}",
    params: z.object({ suite: z.string() }),
    row: z.object({ rows: z.coerce.number(), entries: z.coerce.number(), revenue: z.coerce.number(), known: z.coerce.number() }),
  };
  return (await server.deps.warehouse.rows(query, { suite }))[0];
}

async function staged(upload: number) {
  const query = {
    name: "testLines",
    text: "SELECT count() AS rows FROM upload_lines_v1 WHERE upload = {upload:UInt32}",
    params: z.object({ upload: z.number() }),
    row: z.object({ rows: z.coerce.number() }),
  };
  return (await server.deps.warehouse.rows(query, { upload }))[0]?.rows;
}

describe("an upload that was interrupted", { timeout: 240_000 }, () => {
  test.each(["before", "after"] as const)("FU13 %s any of its writes loads once when it is tried again", async (when) => {
    let step = 0;
    for (let reached = true; reached;) {
      step += 1;
      const { rsid, source, jobId } = await waitingUpload();
      await record(rsid, "T1");
      await record(rsid, "T2");
      const broken = breaking(server.deps.warehouse, { step, when });
      await loadUpload({ ...server.deps, warehouse: broken.warehouse }, jobId).catch((error: unknown) => error);
      reached = broken.reached();
      await loadUpload(server.deps, jobId);
      const name = `${when} write ${step}`;
      expect(await source.receipt(jobId), name).toMatchObject(RECEIPT);
      expect(await rows(rsid), name).toEqual({ rows: 4, entries: 4, revenue: 75, known: 30 });
      expect(await staged(jobId), name).toBe(0);
      // Once more, for a job that runs twice.
      await loadUpload(server.deps, jobId);
      expect(await rows(rsid), name).toMatchObject({ rows: 4, entries: 4 });
    }
    expect(step).toBeGreaterThan(4);
  });
  test("again and again by our own faults is given up, and nothing of it is in reports", async () => {
    const { rsid, source, jobId } = await waitingUpload();
    const always: Warehouse = {
      ...server.deps.warehouse,
      run: async (query, params) => {
        await server.deps.warehouse.run(query, params);
        if (query.name.startsWith("load")) throw new PowerCut();
      },
    };
    const deps = { ...server.deps, warehouse: always, log: server.deps.log.child({}, { level: "silent" }) };
    for (let fault = 1; fault <= 4; fault++) await expect(loadUpload(deps, jobId)).rejects.toThrow(`fault ${fault}`);
    await loadUpload(deps, jobId);
    expect(await source.receipt(jobId)).toMatchObject({ status: "failure", error: { code: "file.not_loaded" }, rowsRead: 0, rejected: 0 });
    expect(await rows(rsid)).toMatchObject({ rows: 0, entries: 0 });
  });
  test("whose data source was deleted before its turn fails with a reason", async () => {
    const { rsid, source, jobId } = await waitingUpload();
    await server.api(deleteDataSource, { params: { company: "rapport", rsid, dataSourceId: source.id } });
    await loadUpload(server.deps, jobId);
    expect(await source.receipt(jobId)).toMatchObject({ status: "failure", error: { code: "account.deleted" } });
    expect(await rows(rsid)).toMatchObject({ entries: 0 });
  });
  test("that has not ended is not undone, and has no rejected rows yet", async () => {
    const { jobId } = await waitingUpload();
    await expect(server.api(undoUploadEndpoint, { params: { jobId } })).rejects.toMatchObject({ kind: "conflict", code: "upload.not_ended" });
    const rejected = await server.inject({ url: `/api/uploads/${jobId}/rejected`, headers: { authorization: `Bearer ${server.apiKey}` } });
    expect(rejected.statusCode).toBe(409);
    await loadUpload(server.deps, jobId);
    expect(await server.api(undoUploadEndpoint, { params: { jobId } })).toMatchObject({ status: "deleted", rowsRead: 5 });
  });
  test("whose file was lost fails with a reason", async () => {
    const { source, jobId } = await waitingUpload();
    await loadUpload({ ...server.deps, dataDir: "/nowhere" }, jobId);
    expect(await source.receipt(jobId)).toMatchObject({ status: "failure", error: { code: "file.gone" } });
  });
});

describe("what an interrupted upload left behind", () => {
  /** Ends after its rows were counted as waiting. */
  const brokenOff = async () => {
    const upload = await waitingUpload();
    const warehouse: Warehouse = {
      ...server.deps.warehouse,
      rows: async (query, params) => {
        if (query.name === LINKS.all.count.name) throw new PowerCut();
        return await server.deps.warehouse.rows(query, params);
      },
    };
    await expect(loadUpload({ ...server.deps, warehouse }, upload.jobId)).rejects.toThrow("fault 1");
    expect(await waiting(upload.jobId)).toBe(3);
    return upload;
  };
  const waiting = async (jobId: number) =>
    (await server.deps.db.selectFrom("upload").select("waiting").where("id", "=", jobId).executeTakeFirstOrThrow()).waiting;

  test("no longer waits for anything when it is removed", async () => {
    const { source, jobId } = await brokenOff();
    const seen: number[] = [];
    const warehouse: Warehouse = {
      ...server.deps.warehouse,
      run: async (query, params) => {
        if (query.name === "removeRowsOfUpload") seen.push(await waiting(jobId));
        await server.deps.warehouse.run(query, params);
      },
    };
    await loadUpload({ ...server.deps, warehouse }, jobId);
    expect(seen).toEqual([0]);
    expect(await source.receipt(jobId)).toMatchObject({ status: "success", unlinked: 3 });
    expect(await waiting(jobId)).toBe(3);
  });
  test("E2 leaves reports when another file stops the source meanwhile, and the file is loaded once after the restart", async () => {
    const { rsid, source, jobId } = await brokenOff();
    const params = { company: "rapport", rsid, dataSourceId: source.id } as const;
    await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
    const failing = await source.send(lines("Date\tNonsense", "03/01/2026\tx"));
    await loadUpload(server.deps, failing);
    expect(await rows(rsid)).toMatchObject({ entries: 4 });
    await loadUpload(server.deps, jobId);
    expect(await rows(rsid)).toMatchObject({ rows: 0, entries: 0 });
    expect([await waiting(jobId), await staged(jobId)]).toEqual([0, 0]);
    expect(await source.receipt(jobId)).toMatchObject({ status: "uploaded", rowsRead: 0 });
    expect(await server.api(restartDataSource, { params })).toMatchObject({ stopped_by: null });
    await loadUpload(server.deps, jobId);
    expect(await source.receipt(jobId)).toMatchObject({ status: "success", rowsRead: 5, unlinked: 3 });
    expect(await rows(rsid)).toMatchObject({ rows: 4, entries: 4 });
  });
  test("is removed only when no rows are being linked", async () => {
    const { rsid, jobId } = await brokenOff();
    let again: Promise<void> | undefined;
    await withLock(server.deps, "linking", async () => {
      again = loadUpload(server.deps, jobId);
      await sleep(500);
      expect(await waiting(jobId)).toBe(3);
      expect(await rows(rsid)).toMatchObject({ entries: 4 });
    });
    await again;
    expect(await rows(rsid)).toMatchObject({ rows: 4, entries: 4 });
  });
});

describe("a late link that was interrupted", () => {
  test.each(["before", "after"] as const)("%s its write is made once", async (when) => {
    const { rsid, source, jobId } = await waitingUpload();
    await loadUpload(server.deps, jobId);
    expect(await source.receipt(jobId)).toMatchObject({ unlinked: 3 });
    await record(rsid, "T1");
    const broken = breaking(server.deps.warehouse, { step: 1, when });
    await expect(linkWaiting({ ...server.deps, warehouse: broken.warehouse }, { suite: rsid, transactionIds: ["T1"] })).rejects.toThrow(PowerCut);
    await linkWaiting(server.deps, { suite: rsid });
    await linkWaiting(server.deps, { suite: rsid, transactionIds: ["T1"] });
    expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 2 });
    expect(await rows(rsid)).toEqual({ rows: 4, entries: 6, revenue: 75, known: 10 });
  });
});

test("F9 a loaded file is linked to hits that came while it was loading, and not again to earlier ones", async () => {
  const { rsid, source, jobId } = await waitingUpload();
  await loadUpload(server.deps, jobId);
  // In range 1.
  await record(rsid, "T1");
  expect(await linkWaiting(server.deps, { suite: rsid, upload: jobId, hitsSince: 2 })).toBe(0);
  expect(await linkWaiting(server.deps, { suite: rsid, upload: jobId, hitsSince: 1 })).toBe(1);
  expect(await source.receipt(jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 2 });
});

test("FF28 a packed file waits when its rows need more room than there is, with nothing staged", async () => {
  const source = await newSource(server, await newSuite(server));
  const digits = (line: number) => `${line}`.padEnd(40, `${line * 7_919}`);
  const jobId = await source.send(gzipSync(lines("Date\tEvar 1\tPrice", ...Array.from({ length: 50_000 }, (_, i) => `03/01/2026\t${digits(i)}\t1`))));
  let looks = 0;
  const disk = { ...server.deps.disk, takes: () => ++looks < 4 };
  await expect(loadUpload({ ...server.deps, disk }, jobId)).rejects.toThrow("waits");
  const staged = {
    name: "testStaged",
    text: "SELECT count() AS blocks FROM upload_lines_v1 WHERE upload = {upload:UInt32}",
    params: z.object({ upload: z.number() }),
    row: z.object({ blocks: z.coerce.number() }),
  };
  expect(await server.deps.warehouse.rows(staged, { upload: jobId })).toEqual([{ blocks: 0 }]);
  await loadUpload(server.deps, jobId);
  expect(await source.receipt(jobId)).toMatchObject({ status: "success", summary: 50_000 });
});

describe("an undo that was interrupted", () => {
  test.each(["before", "after"] as const)("%s its removal is finished by its job, and by asking again", async (when) => {
    for (const again of [finishUndo, undoUpload]) {
      const { rsid, source, jobId } = await waitingUpload();
      await loadUpload(server.deps, jobId);
      await record(rsid, "T1");
      await linkWaiting(server.deps, { suite: rsid });
      const broken = breaking(server.deps.warehouse, { step: 1, when });
      await expect(undoUpload({ ...server.deps, warehouse: broken.warehouse }, jobId)).rejects.toThrow(PowerCut);
      await again(server.deps, jobId);
      expect(await rows(rsid)).toMatchObject({ rows: 0, entries: 0, revenue: 0 });
      expect(await server.api(getReceipt, { params: { jobId } })).toMatchObject({
        status: "deleted",
        rowsRead: 5,
        linkedByTransaction: 1,
        unlinked: 2,
        summary: 1,
        rejected: 1,
      });
      await record(rsid, "T2");
      expect(await linkWaiting(server.deps, { suite: rsid, transactionIds: ["T2"] })).toBe(0);
      expect(await source.receipt(jobId)).toMatchObject({ status: "deleted", unlinked: 2 });
      expect(await rows(rsid)).toMatchObject({ entries: 0 });
    }
  });
});
