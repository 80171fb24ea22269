import { applyIdRule, getIdRule, getReceipt, IdRule, takeBackIdRule } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { engineTime } from "@rapport/warehouse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { makeIdRule } from "./ids/make-id-rule.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { loadUpload } from "./load/load.ts";
import { breaking, PowerCut } from "./power-cut.fixture.ts";
import { lines, newSource, type TestSource } from "./uploads.fixture.ts";
import { finishRemoval, takeBackLine, takeBackOfDays } from "./undo/take-back-rows.ts";
import { finishUndo, undoUpload } from "./undo/undo.ts";

/** What changes rows that are in reports may end before any call to the warehouse, and after any write. Its job then makes it, once. */
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
  "03/01/2026\t007\tc\t40",
  "03/01/2026\t0T2\td\t80",
  "02/01/2026\t\te\t160",
  "03/01/2026\t08\tf\t320",
);

/** A file whose rows are linked by T1 and T2. The id 7 is recorded, 8 is not. */
async function loaded(): Promise<{ source: TestSource; jobId: number }> {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const source = await newSource(server, { rsid });
  const at = engineTime(clock.now());
  const expires = engineTime(clock.now().getTime() + 90 * 86_400_000);
  for (const id of ["T1", "T2", "7"]) {
    const ids = { suite: rsid, transaction_id: id, recorded: 1, visitor_id: `fid:${id}`, range: 1, snapshot: { evar2: `of ${id}` } };
    const row = { ...ids, hit_at: at, received_at: at, processed_at: at, expires_at: expires };
    await server.deps.warehouse.insert({ table: "transactions_v1", ndjson: Buffer.from(JSON.stringify(row)), token: `${rsid} ${id}` });
  }
  const jobId = await source.send(FILE);
  await loadUpload(server.deps, jobId);
  return { source, jobId };
}

const ROWS = {
  name: "testRowsOfChanges",
  // A change is a second row that takes the first one back.
  text: `SELECT line, fate, transaction_ids[1] AS id, toString(h.post.evar2) AS kept, visitor != 0 AS known, sum(h.occurrences) AS rows, sum(h.revenue) AS revenue
    FROM hits_v1 AS h WHERE suite = {suite:String} GROUP BY line, fate, id, kept, known HAVING rows != 0 OR revenue != 0 ORDER BY line, id`,
  params: z.object({ suite: z.string() }),
  row: z.object({
    line: z.number(),
    rows: z.coerce.number(),
    revenue: z.coerce.number(),
    fate: z.string(),
    id: z.string(),
    kept: z.string(),
    known: z.coerce.number(),
  }),
};

/** Everything that people see of it. */
async function stateOf({ source, jobId }: { source: TestSource; jobId: number }) {
  const { jobId: _, undoneAt, ...receipt } = await server.api(getReceipt, { params: { jobId } });
  const { waiting, taken_back: takenBack } = await server.deps.db
    .selectFrom("upload")
    .select(["waiting", "taken_back"])
    .where("id", "=", jobId)
    .executeTakeFirstOrThrow();
  const idRule = await server.api(getIdRule, { params: placeOf(source) });
  return {
    rows: await server.deps.warehouse.rows(ROWS, { suite: source.rsid }),
    receipt: { ...receipt, isUndone: undoneAt !== null },
    waiting,
    takenBack,
    rule: idRule.rule,
    changes: idRule.changes.map(({ state, ids, rows, linked }) => ({ state, ids, rows, linked })),
  };
}

const placeOf = ({ rsid, id }: TestSource) => ({ rsid: rsid as never, dataSourceId: id });
const zeros = IdRule.parse({ zeros: "left_out" });
const newestChange = async (source: TestSource) => (await server.api(getIdRule, { params: placeOf(source) })).changes[0]?.id ?? 0;
const newestRemoval = async (source: TestSource) =>
  await server.deps.db.selectFrom("row_removal").select("id").where("data_source_id", "=", source.id).orderBy("id", "desc").executeTakeFirst();

interface Change {
  /** Before what may be interrupted. */
  prepare?(of: { source: TestSource; jobId: number }): Promise<void>;
  make(deps: TestServer["deps"], of: { source: TestSource; jobId: number }): Promise<unknown>;
  /** What is done after the next start: its job, and whoever asked asks again when nothing was written down. */
  finish(of: { source: TestSource; jobId: number }): Promise<unknown>;
}

const DAYS = { from: "2026-02-28", to: "2026-03-02" };
async function finishRemovalOr(source: TestSource, again: () => Promise<unknown>): Promise<void> {
  const removal = await newestRemoval(source);
  if (removal === undefined) await again();
  else for (let time = 0; time < 2; time += 1) await finishRemoval(server.deps, removal.id);
}
async function applied(source: TestSource): Promise<void> {
  await server.api(applyIdRule, { params: placeOf(source), body: { rule: zeros, waiting: true } });
  await makeIdRule(server.deps, await newestChange(source));
}
const finishRule: Change["finish"] = async ({ source }) => {
  for (let time = 0; time < 2; time += 1) await makeIdRule(server.deps, await newestChange(source));
};

const CHANGES: Readonly<Record<string, Change>> = {
  "FU15 taking back the rows of days": {
    make: async (deps, { source }) => await takeBackOfDays(deps, { ...placeOf(source), ...DAYS }),
    finish: async ({ source }) => await finishRemovalOr(source, async () => await takeBackOfDays(server.deps, { ...placeOf(source), ...DAYS })),
  },
  "FU15 taking back a row": {
    make: async (deps, { jobId }) => await takeBackLine(deps, { jobId, line: 4 }),
    finish: async ({ source, jobId }) => await finishRemovalOr(source, async () => await takeBackLine(server.deps, { jobId, line: 4 })),
  },
  "UL4 making an id rule, for rows that wait too,": {
    prepare: async ({ source }) => void (await server.api(applyIdRule, { params: placeOf(source), body: { rule: zeros, waiting: true } })),
    make: async (deps, { source }) => await makeIdRule(deps, await newestChange(source)),
    finish: finishRule,
  },
  "UL5 taking an id rule back": {
    prepare: async ({ source }) => {
      await applied(source);
      await server.api(takeBackIdRule, { params: { ...placeOf(source), changeId: await newestChange(source) } });
    },
    make: async (deps, { source }) => await makeIdRule(deps, await newestChange(source)),
    finish: finishRule,
  },
  "FU9 FU13 undoing a file": {
    make: async (deps, { jobId }) => await undoUpload(deps, jobId),
    finish: async ({ jobId }) => {
      await finishUndo(server.deps, jobId);
      await undoUpload(server.deps, jobId);
    },
  },
};

test.each(Object.entries(CHANGES))("%s is made once and whole, whatever call to the warehouse it ended at", { timeout: 480_000 }, async (name, change) => {
  const whole = await loaded();
  const before = await stateOf(whole);
  await change.prepare?.(whole);
  await change.make(server.deps, whole);
  const wanted = await stateOf(whole);
  if (!name.startsWith("UL5")) expect(wanted.rows).not.toEqual(before.rows);
  else expect(wanted.rows).toEqual(before.rows);
  let steps = 0;
  for (const when of ["before", "after"] as const)
    for (let step = 1, reached = true; reached; step += 1) {
      const upload = await loaded();
      await change.prepare?.(upload);
      const broken = breaking(server.deps.warehouse, { step, when, among: ["rows", "run", "insert", "insertTsv"] });
      const log = server.deps.log.child({}, { level: "silent" });
      await change.make({ ...server.deps, log, warehouse: broken.warehouse }, upload).catch((cause: unknown) => expect(cause).toBeInstanceOf(PowerCut));
      reached = broken.reached();
      // What the interrupted work left must not mislead a late link.
      await linkWaiting(server.deps, { suite: upload.source.rsid });
      await change.finish(upload);
      expect(await stateOf(upload), `${when} call ${step}`).toEqual(wanted);
      steps += 1;
    }
  expect(steps).toBeGreaterThan(4);
});
