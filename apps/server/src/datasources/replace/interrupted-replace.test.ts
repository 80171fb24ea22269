import { undoUpload } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import type { Warehouse } from "@rapport/warehouse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { lines, newSource } from "../uploads.fixture.ts";

/** A replacement that is interrupted at any step is finished, or had not begun; each month shows the old rows or the new ones. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
});
afterAll(() => server.close());

class PowerCut extends Error {}

/** A warehouse that fails at one of its writes, before or after it took effect. */
function breaking(warehouse: Warehouse, at: { readonly step: number; readonly when: "before" | "after" }) {
  let writes = 0;
  const cut = async (write: () => Promise<void>) => {
    const breaks = ++writes === at.step;
    if (breaks && at.when === "before") throw new PowerCut();
    await write();
    if (breaks) throw new PowerCut();
  };
  const wrapped: Warehouse = {
    ...warehouse,
    run: (query, params) => cut(() => warehouse.run(query, params)),
    insert: (rows) => cut(() => warehouse.insert(rows)),
  };
  return { warehouse: wrapped, reached: () => writes >= at.step };
}

const HEADER = "Date\ttransactionID\tEvar 1\tPrice";
const OLD = lines(HEADER, "03/01/2026\t\ta\t1", "02/01/2026\tT2\tb\t2", "01/15/2026\t\tc\t4", "03/01/2026\tT1\te\tx");
// Nothing in February, something in December.
const NEW = lines(HEADER, "03/01/2026\t\ta\t10", "03/01/2026\tT1\te\t20", "01/15/2026\t\tc\t40", "12/15/2025\t\td\t80", "12/15/2025\t\td\ty");
const MONTHS = { before: { 202601: [1, 4], 202602: [1, 2], 202603: [1, 1] }, after: { 202512: [1, 80], 202601: [1, 40], 202603: [2, 30] } } as const;

/** Rows and revenue of each month, as reports sum them. */
async function months(suite: string): Promise<Record<string, number[]>> {
  const query = {
    name: "testMonths",
    text: "SELECT toString(toYYYYMM(at)) AS month, toInt64(sum(occurrences)) AS rows, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} GROUP BY month HAVING rows != 0 OR revenue != 0 ORDER BY month",
    params: z.object({ suite: z.string() }),
    row: z.object({ month: z.string(), rows: z.coerce.number(), revenue: z.coerce.number() }),
  };
  return Object.fromEntries((await server.deps.warehouse.rows(query, { suite })).map(({ month, rows, revenue }) => [month, [rows, revenue]]));
}

/** Of each month all old rows or all new ones. */
function expectWhole(found: Record<string, number[]>, name: string): void {
  const before: Record<string, readonly number[]> = MONTHS.before;
  const after: Record<string, readonly number[]> = MONTHS.after;
  for (const month of new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(found)])) {
    const wanted = [before[month] ?? [0, 0], after[month] ?? [0, 0]];
    expect(wanted, `${name}, ${month}`).toContainEqual(found[month] ?? [0, 0]);
  }
}

async function replacing() {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const old = await source.send(OLD);
  await loadUpload(server.deps, old);
  const answer = await postFile(server, { path: `/api/uploads/${old}/replace`, file: NEW, filename: "new.txt" });
  return { rsid, source, old, jobId: answer.json<{ job_id: number }>().job_id };
}

describe("FU22 a replacement that is interrupted", { timeout: 600_000 }, () => {
  // A cut before a write comes after what was done since the write before. Right after the later ones, what PostgreSQL is told is missing.
  test.each([
    { when: "before", from: 1 },
    { when: "after", from: 10 },
  ] as const)(
    "$when any of its writes from $from on is finished when it is tried again, and no month ever shows both files or neither",
    async ({ when, from }) => {
      let step = from - 1;
      let sawBoth = false;
      for (let reached = true; reached;) {
        step += 1;
        const { rsid, source, old, jobId } = await replacing();
        const broken = breaking(server.deps.warehouse, { step, when });
        await loadUpload({ ...server.deps, warehouse: broken.warehouse }, jobId).catch((error: unknown) => error);
        reached = broken.reached();
        const name = `${when} write ${step}`;
        const found = await months(rsid);
        expectWhole(found, name);
        sawBoth ||= Object.keys(found).length === 4;
        await loadUpload(server.deps, jobId);
        expect(await months(rsid), name).toEqual(MONTHS.after);
        expect(await source.receipt(jobId), name).toMatchObject({ status: "success", rowsRead: 5, summary: 3, unlinked: 1, rejected: 1 });
        expect(await source.receipt(old), name).toMatchObject({ status: "deleted", replacedBy: jobId, rowsRead: 4, summary: 2, unlinked: 1, rejected: 1 });
        await server.api(undoUpload, { params: { jobId } });
        expect(await months(rsid), name).toEqual({});
      }
      expect(step).toBeGreaterThan(12);
      expect(sawBoth, "a cut between two months").toBe(true);
    },
  );

  test("readers at any moment see of each month the old rows or the new ones", async () => {
    for (let round = 0; round < 3; round++) {
      const { rsid, jobId } = await replacing();
      let done = false;
      const reading = (async () => {
        let reads = 0;
        for (; !done; reads++) expectWhole(await months(rsid), `read ${reads}`);
        return reads;
      })();
      await loadUpload(server.deps, jobId).finally(() => (done = true));
      expect(await reading).toBeGreaterThan(3);
      expect(await months(rsid)).toEqual(MONTHS.after);
    }
  });
});
