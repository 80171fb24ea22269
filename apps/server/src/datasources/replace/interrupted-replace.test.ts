import { undoUpload } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { breaking } from "../power-cut.fixture.ts";
import { MONTHS, months, replacing } from "./replace.fixture.ts";

/** A replacement that is interrupted at any step is finished, or had not begun; each month shows the old rows or the new ones. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
});
afterAll(() => server.close());

/** Of each month all old rows or all new ones. */
function expectWhole(found: Record<string, number[]>, name: string): void {
  const before: Record<string, readonly number[]> = MONTHS.before;
  const after: Record<string, readonly number[]> = MONTHS.after;
  for (const month of new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(found)])) {
    const wanted = [before[month] ?? [0, 0], after[month] ?? [0, 0]];
    expect(wanted, `${name}, ${month}`).toContainEqual(found[month] ?? [0, 0]);
  }
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
        const { rsid, source, old, jobId } = await replacing(server);
        const broken = breaking(server.deps.warehouse, { step, when });
        await loadUpload({ ...server.deps, warehouse: broken.warehouse }, jobId).catch((error: unknown) => error);
        reached = broken.reached();
        const name = `${when} write ${step}`;
        const found = await months(server, rsid);
        expectWhole(found, name);
        sawBoth ||= Object.keys(found).length === 4;
        await loadUpload(server.deps, jobId);
        expect(await months(server, rsid), name).toEqual(MONTHS.after);
        expect(await source.receipt(jobId), name).toMatchObject({ status: "success", rowsRead: 5, summary: 3, unlinked: 1, rejected: 1 });
        expect(await source.receipt(old), name).toMatchObject({ status: "deleted", replacedBy: jobId, rowsRead: 4, summary: 2, unlinked: 1, rejected: 1 });
        await server.api(undoUpload, { params: { jobId } });
        expect(await months(server, rsid), name).toEqual({});
      }
      expect(step).toBeGreaterThan(12);
      expect(sawBoth, "a cut between two months").toBe(true);
    },
  );

  test("readers at any moment see of each month the old rows or the new ones", async () => {
    for (let round = 0; round < 3; round++) {
      const { rsid, jobId } = await replacing(server);
      let done = false;
      const reading = (async () => {
        let reads = 0;
        for (; !done; reads++) expectWhole(await months(server, rsid), `read ${reads}`);
        return reads;
      })();
      await loadUpload(server.deps, jobId).finally(() => (done = true));
      expect(await reading).toBeGreaterThan(3);
      expect(await months(server, rsid)).toEqual(MONTHS.after);
    }
  });
});
