import type { Rsid } from "@rapport/contract";
import { createReportSuite } from "@rapport/contract/report-suites";
import { uniqueName } from "@rapport/testkit";
import { WarehouseError, type Warehouse } from "@rapport/warehouse";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Running } from "../deps.ts";
import { startJobs } from "../jobs/index.ts";
import { testServer, type TestServer } from "../testing/index.ts";
import { uploadPath } from "./intake/upload-files.ts";
import { jobs } from "./jobs.ts";
import { leftOfUpload } from "./load/load-queries.ts";
import { undoUpload } from "./undo/undo.ts";
import { newSource, type TestSource } from "./uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(() => server.close());

let running: Running | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** The real warehouse, which refuses what a test says. */
function refusing(refuses: (what: string) => boolean): Warehouse {
  const { warehouse } = server.deps;
  const refuse = (what: string): void => {
    if (refuses(what)) throw new WarehouseError("there is no room", { code: 243 });
  };
  return {
    ...warehouse,
    run: async (query, params) => {
      refuse(query.name);
      await warehouse.run(query, params);
    },
    insert: async (rows) => {
      refuse(rows.table);
      await warehouse.insert(rows);
    },
  };
}

async function newUpload(): Promise<{ source: TestSource; jobId: number }> {
  const rsid = uniqueName("waits") as Rsid;
  await server.api(createReportSuite, { body: { rsid, name: "Waits", timeZone: "UTC", currency: "EUR" } });
  const source = await newSource(server, { rsid });
  return { source, jobId: await source.send("Date\tPrice\ttransactionID\n11/20/2026\t10\tT1\n11/20/2026\t20\tT2\n") };
}

test.each(["upload_lines_v1", "load"])(
  "F8 while the warehouse refuses %s, an accepted file waits, however often it is tried, and is loaded when it is back",
  async (what) => {
    const { source, jobId } = await newUpload();
    let tries = 0;
    let refuses = true;
    const warehouse = refusing((name) => refuses && name.startsWith(what) && ++tries > 0);
    const deps = { ...server.deps, warehouse, log: server.deps.log.child({}, { level: "silent" }) };
    running = await startJobs(deps, { jobs: jobs(deps) });
    for (let round = 0; round < 8; round += 1) {
      await expect.poll(() => tries, { timeout: 30_000, interval: 20 }).toBeGreaterThan(round);
      // Normally its turn comes later and later; here it comes at once.
      for (let look = 0; look < 5; look += 1) {
        await pause(40);
        await server.deps.pool.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null");
      }
    }
    expect(["uploaded", "processing"]).toContain((await source.receipt(jobId)).status);
    expect(existsSync(uploadPath(server.deps, jobId))).toBe(true);
    const { rows } = await server.deps.pool.query<{ attempts: number; wait: number }>(
      "select attempts, extract(epoch from run_at - now())::float as wait from graphile_worker._private_jobs",
    );
    for (const { attempts, wait } of rows) {
      expect(attempts).toBeLessThan(5);
      expect(wait).toBeLessThan(25);
    }
    refuses = false;
    await server.deps.pool.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null");
    expect(await source.ended(jobId)).toMatchObject({ status: "success", rowsRead: 2, unlinked: 2 });
    await expect.poll(() => existsSync(uploadPath(server.deps, jobId))).toBe(false);
  },
);

test("F8 what was undone while the warehouse refuses leaves reports when it is back", async () => {
  const { source, jobId } = await newUpload();
  let refuses = false;
  const warehouse = refusing((name) => refuses && name === "removeRowsOfUpload");
  const deps = { ...server.deps, warehouse, log: server.deps.log.child({}, { level: "silent" }) };
  running = await startJobs(deps, { jobs: jobs(deps) });
  await source.ended(jobId);
  refuses = true;
  await expect(undoUpload(deps, jobId)).rejects.toThrow("there is no room");
  for (let round = 0; round < 8; round += 1) {
    await pause(100);
    await server.deps.pool.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null");
  }
  refuses = false;
  await server.deps.pool.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null");
  await expect.poll(async () => (await server.deps.pool.query("select from graphile_worker._private_jobs")).rowCount, { timeout: 30_000 }).toBe(0);
  expect(await source.receipt(jobId)).toMatchObject({ status: "deleted" });
  expect(await server.deps.warehouse.rows(leftOfUpload, { upload: jobId, suite: source.rsid })).toEqual([
    { rows: false, rejected: false, further: false, asks: false },
  ]);
});
