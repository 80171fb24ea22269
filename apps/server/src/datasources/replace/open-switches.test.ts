import { setSourceMail, undoUpload } from "@rapport/contract/data-sources";
import type { Rsid } from "@rapport/contract";
import { testClock } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testServer, type TestServer } from "../../testing/index.ts";
import { addChange, addRenames } from "../ids/id-rule-queries.ts";
import { makeIdRule } from "../ids/make-id-rule.ts";
import { loadUpload } from "../load/load.ts";
import { withLock } from "../lock.ts";
import { addRemoval } from "../undo/removal-queries.ts";
import { finishRemoval } from "../undo/take-back-rows.ts";
import { PowerCut } from "../power-cut.fixture.ts";
import { byHand, cutAt, MONTHS, months, replacing, stagedTables, type Replacing } from "./replace.fixture.ts";

/** While a switch is open: what else comes, and what the engine did in part. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  // Nobody sends this mail: what is to be sent is looked at.
  const mail = { smtpUrl: "smtp://127.0.0.1:9", from: "Rapport <rapport@house.example>", publicUrl: "https://rapport.house.example" };
  server = await testServer({ clock, mail, background: false });
});
afterAll(() => server.close());

/** Loads it until the warehouse is away, before the month of that number is moved; from then on its switch is open. */
async function cutBeforeMonth({ jobId }: Pick<Replacing, "jobId">, nth: number): Promise<void> {
  await expect(loadUpload({ ...server.deps, warehouse: cutAt(server.deps.warehouse, { name: "moveStagedMonth", nth }) }, jobId)).rejects.toMatchObject({
    cause: expect.any(PowerCut) as unknown,
  });
}

async function expectReplaced({ rsid, source, old, jobId }: Replacing): Promise<void> {
  expect(await months(server, rsid)).toEqual(MONTHS.after);
  expect(await source.receipt(jobId)).toMatchObject({ status: "success", rowsRead: 5, summary: 3, unlinked: 1, rejected: 1 });
  expect(await source.receipt(old)).toMatchObject({ status: "deleted", replacedBy: jobId, rowsRead: 4, summary: 2, unlinked: 1, rejected: 1 });
}

async function removalOf({ old, source }: Replacing): Promise<number> {
  const of = { dataSource: source.id, uploads: [old], line: 2, from: new Date(0), to: new Date("2027-01-01T00:00:00Z"), at: clock.now() };
  return await server.deps.db.transaction().execute(async (trx) => await addRemoval(trx, of));
}

describe("FU22 while rows take the place of others", { timeout: 300_000 }, () => {
  test("a replacement of another upload does not touch them, and each ends with the rows of its own corrected file", async () => {
    for (const nth of [1, 3]) {
      const a = await replacing(server);
      await cutBeforeMonth(a, nth);
      const b = await replacing(server);
      await loadUpload(server.deps, b.jobId);
      await expectReplaced(b);
      expect(await stagedTables(server)).toEqual([`staged_hits_${a.jobId}`]);
      // Until then nothing of its counts is told.
      expect(await a.source.receipt(a.jobId)).toMatchObject({ status: "processing", rowsRead: 0, rejected: 0, summary: 0, unlinked: 0 });
      await loadUpload(server.deps, a.jobId);
      await expectReplaced(a);
      await expectReplaced(b);
      expect(await stagedTables(server)).toEqual([]);
      await server.api(undoUpload, { params: { jobId: a.jobId } });
      expect(await months(server, a.rsid)).toEqual({});
      await expectReplaced(b);
    }
  });

  test("both may be open at once and go on in any order", async () => {
    const a = await replacing(server);
    const b = await replacing(server);
    await cutBeforeMonth(a, 2);
    await cutBeforeMonth(b, 1);
    await loadUpload(server.deps, b.jobId);
    await loadUpload(server.deps, a.jobId);
    await expectReplaced(a);
    await expectReplaced(b);
  });

  test("rows that are nowhere any more are told as an error, each time, and never as success", async () => {
    const a = await replacing(server);
    await cutBeforeMonth(a, 2);
    const table = `staged_hits_${a.jobId}`;
    await byHand(server, `CREATE TABLE kept_aside AS ${table}`);
    await byHand(server, `INSERT INTO kept_aside SELECT * FROM ${table}`);
    await byHand(server, `DROP TABLE ${table} SYNC`);
    for (let attempt = 0; attempt < 2; attempt++) await expect(loadUpload(server.deps, a.jobId)).rejects.toThrow(/missing in 202601, 202602, 202603/);
    expect((await a.source.receipt(a.jobId)).status).toBe("processing");
    await byHand(server, `CREATE TABLE ${table} AS hits_v1`);
    await expect(loadUpload(server.deps, a.jobId)).rejects.toThrow(/missing in 202601, 202602, 202603/);
    await byHand(server, `INSERT INTO ${table} SELECT * FROM kept_aside`);
    await byHand(server, "DROP TABLE kept_aside SYNC");
    await loadUpload(server.deps, a.jobId);
    await expectReplaced(a);
  });

  test("each month is one part before it moves, and a month that stands in reports in part, or in both tables, is finished, not doubled", async () => {
    const half = ["occurrences = -1", "occurrences = 1", "occurrences = 1 AND line = 2", "1"];
    for (const where of half) {
      const a = await replacing(server);
      await cutBeforeMonth(a, 1);
      const table = `staged_hits_${a.jobId}`;
      const parts = {
        name: "testParts",
        text: "SELECT partition, count() AS parts FROM system.parts WHERE active AND database = currentDatabase() AND table = {table:String} GROUP BY partition ORDER BY partition",
        params: z.object({ table: z.string() }),
        row: z.object({ partition: z.string(), parts: z.coerce.number() }),
      };
      expect(await server.deps.warehouse.rows(parts, { table })).toEqual(
        ["202512", "202601", "202602", "202603"].map((partition) => ({ partition, parts: 1 })),
      );
      await byHand(server, `INSERT INTO hits_v1 SELECT * FROM ${table} WHERE toYYYYMM(at) IN (202603, 202602) AND ${where}`);
      await loadUpload(server.deps, a.jobId);
      await expectReplaced(a);
    }
  });

  test("a process that ends before the switch, and a file given up, leave no table", async () => {
    const a = await replacing(server);
    const failing = { ...server.deps, warehouse: cutAt(server.deps.warehouse, { name: "stageNegativesOfUpload", staysAway: false }) };
    const before = await months(server, a.rsid);
    for (let fault = 1; fault < 5; fault++) await expect(loadUpload(failing, a.jobId)).rejects.toThrow(`fault ${fault}`);
    expect(await stagedTables(server)).toEqual([`staged_hits_${a.jobId}`]);
    // What was killed and is not tried again yet is swept by the next replacement.
    const b = await replacing(server);
    await loadUpload(server.deps, b.jobId);
    expect(await stagedTables(server)).toEqual([]);
    await loadUpload(failing, a.jobId);
    expect(await a.source.receipt(a.jobId)).toMatchObject({ status: "failure", error: { code: "file.not_loaded" } });
    expect(await stagedTables(server)).toEqual([]);
    expect(await months(server, a.rsid)).toEqual(before);
    await expectReplaced(b);
  });
});

test("FU22 a change of ids that goes on while a switch is open changes no row of the upload that is replaced", { timeout: 120_000 }, async () => {
  const a = await replacing(server);
  const before = { blanks: "kept", removePrefix: "", zeros: "kept", letters: "kept", addPrefix: "" } as const;
  // Planned before the switch, by a process that ended then.
  const change = await server.deps.db.transaction().execute(async (trx) => {
    const id = await addChange(trx, { dataSource: a.source.id, rule: { ...before, letters: "lower" }, before, waiting: true, at: clock.now() });
    await addRenames(trx, { change: id, renames: [{ upload: a.old, from: "T2", to: "t2" }], at: clock.now() });
    return id;
  });
  await cutBeforeMonth(a, 3);
  await makeIdRule(server.deps, change);
  await loadUpload(server.deps, a.jobId);
  await expectReplaced(a);
  const byId = {
    name: "testSumsById",
    text: "SELECT transaction_ids[1] AS id, toInt64(sum(occurrences)) AS rows, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} GROUP BY id HAVING rows != 0 OR revenue != 0 ORDER BY id",
    params: z.object({ suite: z.string() }),
    row: z.object({ id: z.string(), rows: z.coerce.number(), revenue: z.coerce.number() }),
  };
  expect(await server.deps.warehouse.rows(byId, { suite: a.rsid })).toEqual([
    { id: "", rows: 3, revenue: 130 },
    { id: "T1", rows: 1, revenue: 20 },
  ]);
});

test("NO1 NO5 a file whose switch is finished later is told once, in the transaction that ends it", { timeout: 120_000 }, async () => {
  const a = await replacing(server);
  const place = { params: { rsid: a.rsid as Rsid, dataSourceId: a.source.id } };
  await server.api(setSourceMail, { ...place, body: { addresses: ["told@example.com"], language: "en", loaded: true } });
  const told = async () =>
    (await server.deps.db.selectFrom("notification").select(["kind", "about"]).where("rsid", "=", a.rsid).orderBy("happened_at").execute()).filter(
      ({ about }) => z.object({ facts: z.object({ jobId: z.int() }) }).parse(about).facts.jobId === a.jobId,
    );
  await cutBeforeMonth(a, 2);
  expect(await told()).toEqual([]);
  // Telling fails, so the file has not ended either.
  await server.deps.pool.query(`alter table notification add constraint nobody_is_told check (rsid <> '${a.rsid}') not valid`);
  await expect(loadUpload(server.deps, a.jobId)).rejects.toThrow(/nobody_is_told/);
  await server.deps.pool.query("alter table notification drop constraint nobody_is_told");
  expect((await a.source.receipt(a.jobId)).status).toBe("processing");
  expect(await told()).toEqual([]);
  for (let again = 0; again < 2; again++) await loadUpload(server.deps, a.jobId);
  expect(await told()).toMatchObject([{ kind: "file.rejected_rows", about: { facts: { jobId: a.jobId, rowsRead: 5, rejected: 1 } } }]);
  await expectReplaced(a);
});

describe("FU22 a taking back of rows", { timeout: 300_000 }, () => {
  test("that is asked before the switch, and fails at the warehouse, is done first, and amounts are never below zero", async () => {
    const a = await replacing(server);
    let removal = 0;
    let loading: Promise<void> = Promise.resolve();
    await withLock(server.deps, "linking", async () => {
      loading = loadUpload(server.deps, a.jobId);
      while (!(await stagedTables(server)).includes(`staged_hits_${a.jobId}`)) await sleep(20);
      // It has looked for open removals by then, and waits for the lock.
      await sleep(1_500);
      removal = await removalOf(a);
    });
    await loading;
    const { done_at } = await server.deps.db.selectFrom("row_removal").select("done_at").where("id", "=", removal).executeTakeFirstOrThrow();
    expect(done_at).not.toBeNull();
    expect(await months(server, a.rsid)).toEqual(MONTHS.after);
    expect(await a.source.receipt(a.old)).toMatchObject({ takenBack: 1, summary: 1, unlinked: 1 });
    await finishRemoval(server.deps, removal);
    expect(await months(server, a.rsid)).toEqual(MONTHS.after);
  });

  test("while the switch is open takes no row of the upload that is replaced", async () => {
    const a = await replacing(server);
    await cutBeforeMonth(a, 2);
    const found = await months(server, a.rsid);
    await finishRemoval(server.deps, await removalOf(a));
    expect(await months(server, a.rsid)).toEqual(found);
    await loadUpload(server.deps, a.jobId);
    await expectReplaced(a);
    await finishRemoval(server.deps, await removalOf(a));
    await expectReplaced(a);
  });
});
