import { writeFileSync } from "node:fs";
import path from "node:path";
import { openOperational } from "@rapport/operational";
import { CALLS } from "@rapport/domain";
import { openWarehouse, type NamedQuery, type Warehouse } from "@rapport/warehouse";
import { pino } from "pino";
import { z } from "zod";
import { openJournal } from "../collection/index.ts";
import { convertWaiting } from "../currency-rates/index.ts";
import { createFilesInUse } from "../datasources/index.ts";
import { createSignals, systemClock, type Deps } from "../deps.ts";
import { watchDisk } from "../disk.ts";
import { backlogOf } from "./backlog.ts";
import { createChance, killHistory, TRANSACTIONS, VISITORS } from "./kill-history.fixture.ts";
import { startLane } from "./lane/lane.ts";
import { linkNews } from "./range/link-news.ts";
import { storeSuite } from "./stored-suite.fixture.ts";
import { createSignInWaits } from "../sessions/index.ts";

/**
 * A process of its own that owns a warehouse. One JSON argument says what it does: fill it, process it until it is killed or
 * nothing waits, or print what it holds.
 */
const Work = z.object({
  databaseUrl: z.string(),
  folder: z.string(),
  suite: z.string(),
  task: z.enum(["fill", "process", "dump"]),
  hits: z.number(),
  seed: z.number(),
  start: z.number(),
  /** Hits a range takes at most: 1 to this, by chance. */
  rangeHits: z.number(),
  /** The step at which the process kills itself with SIGKILL, and how many times it passes that step before; "" for none. */
  killAt: z.string(),
  killAtTime: z.number(),
  dumpTo: z.string(),
});

const Everything = z.record(z.string(), z.unknown());

/** Everything that does not depend on the division of hits into ranges, sorted. */
const TABLES = {
  hits: "SELECT * EXCEPT (suite, range, position, upload) FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 ORDER BY position, occurrences",
  foreign:
    "SELECT day, from_currency, to_currency, toString(revenue) AS revenue, events FROM foreign_amounts_v1 WHERE suite = {suite:String} ORDER BY position",
  refunds: `
    SELECT at, visitor_id, key, fate, unlinked_reason, refunded, toString(sum(hits_v1.orders)) AS orders, toString(sum(hits_v1.units)) AS units, toString(sum(hits_v1.revenue)) AS revenue, toString(any(post)) AS post
    FROM hits_v1
    WHERE suite = {suite:String} AND upload >= ${CALLS}
    GROUP BY at, visitor_id, key, fate, unlinked_reason, refunded
    HAVING orders != '0' OR units != '0' OR revenue != '0'
    ORDER BY at, visitor_id, key, fate, unlinked_reason, refunded`,
  waiting: "SELECT * EXCEPT (suite, range, position, asked_at) FROM waiting_amounts_v1 WHERE suite = {suite:String} ORDER BY received_at, position",
  rows: `SELECT line, occurrences, fate, visitor_id, toString(post) AS post, lists, toString(revenue) AS revenue, products.name AS products FROM hits_v1 WHERE suite = {suite:String} AND upload BETWEEN 1 AND ${CALLS - 1} ORDER BY line, occurrences, fate`,
  transactions: "SELECT * EXCEPT (suite, range, processed_at) FROM transactions_v1 WHERE suite = {suite:String} ORDER BY transaction_id",
  identities: "SELECT * EXCEPT (suite, range) FROM identities_v1 WHERE suite = {suite:String} ORDER BY visitor_id, device_id, learned_at",
  claims: "SELECT kind, key, received_at FROM claims_v1 WHERE suite = {suite:String} ORDER BY kind, key, received_at",
  late: "SELECT * EXCEPT (suite, range) FROM late_hits_v1 WHERE suite = {suite:String} ORDER BY received_at, at, reason, door",
  quarantine: "SELECT * EXCEPT (suite, range) FROM quarantine_v1 WHERE suite = {suite:String} ORDER BY received_at, payload",
  profiles:
    "SELECT visitor_id, argMax(profile, range) AS profile FROM visitor_profiles_v1 WHERE suite = {suite:String} GROUP BY visitor_id ORDER BY visitor_id",
} as const;

const work = Work.parse(JSON.parse(process.argv[2] ?? ""));
const operational = await openOperational({ url: work.databaseUrl });
const opened = await openWarehouse({ dataDir: work.folder }, { threads: 8 });
let times = 0;
const warehouse: Warehouse = {
  ...opened,
  async insert(rows) {
    if (rows.token?.startsWith("money-") !== true) return await opened.insert(rows);
    endAt("converting");
    await opened.insert(rows);
    endAt("converted");
  },
};
const stores = {
  db: operational.db,
  pool: operational.pool,
  warehouse,
  clock: systemClock,
  log: pino({ level: "warn" }, process.stderr),
  signals: createSignals(),
};
const LIMITS = { reports: { atOnce: 2, waiting: 100 } };
const deps: Deps = {
  ...stores,
  journal: await openJournal(stores, { dir: path.join(work.folder, "journal") }),
  dataDir: work.folder,
  disk: watchDisk({ dataDir: work.folder, reserveBytes: 0 }),
  uploadMaxBytes: 1024 ** 3,
  signInWaits: createSignInWaits(Date.now),
  filesInUse: createFilesInUse(),
  limits: LIMITS,
};

if (work.task === "fill") await fill();
else if (work.task === "process") await processAll();
else await dump();
await deps.journal.close();
await warehouse.close();
await operational.close();
process.stdout.write("ended\n");

async function fill(): Promise<void> {
  const { db } = operational;
  await storeSuite(db, work.suite);
  const newWriter = async () => await db.insertInto("writer").defaultValues().returning("id").executeTakeFirstOrThrow();
  const next = [await newWriter(), await newWriter()].map(({ id }) => ({ writer: id, seq: 1 }));
  const chance = createChance(work.seed);
  const requests = killHistory(work).map(({ receivedAt, ...request }) => {
    const place = next[chance(2)] ?? { writer: 0, seq: 0 };
    const row = { ...place, suite: work.suite, received_at: receivedAt, ...request };
    place.seq += request.hits;
    return row;
  });
  await warehouse.insert({ table: "raw_hits_v2", ndjson: lines(requests) });
  await fillWaitingRows();
  await giveRates(({ day }) => day % 2 === 0);
}

/** The rates for the days of the history, a different one for each. */
async function giveRates(which: (of: { day: number }) => boolean): Promise<void> {
  const days = Array.from({ length: 60 }, (_, day) => ({ day: day - 10 })).filter(which);
  await operational.db
    .insertInto("currency_rate")
    .values(
      days.flatMap(({ day }) =>
        ["USD", "GBP"].map((from_currency, index) => ({
          rsid: work.suite,
          day: new Date(work.start + day * 86_400_000).toISOString().slice(0, 10),
          from_currency,
          to_currency: "EUR",
          rate: `${1 + index}.${1_234_567 + day * 1_001}`,
          changed_at: new Date(work.start),
        })),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Rows of a file that came before the hits: each waits for a transaction, or for a visitor at a time before their first hit. */
async function fillWaitingRows(): Promise<void> {
  const { db } = operational;
  const uploadedAt = new Date(work.start);
  const { id: source } = await db
    .insertInto("data_source")
    .values({ rsid: work.suite, name: "rows", email: "", type: "transactionid", mode: "lenient", created_at: uploadedAt, deleted_at: null })
    .returning("id")
    .executeTakeFirstOrThrow();
  const waiting = TRANSACTIONS + VISITORS;
  const { id: upload } = await db
    .insertInto("upload")
    .values({
      rsid: work.suite,
      data_source_id: source,
      filename: "rows.txt",
      content_hash: Buffer.from(work.suite),
      bytes: 1,
      status: "success",
      window_days: 90,
      late_linking: true,
      uploaded_at: uploadedAt,
      waiting,
      rows_read: waiting,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const row = (line: number) => ({
    suite: work.suite,
    at: work.start + line * 1_000,
    position: line,
    source: 5,
    occurrences: 1,
    revenue: "-1.5",
    upload,
    line,
    fate: "unlinked",
  });
  await warehouse.insert({
    table: "hits_v1",
    ndjson: lines([
      ...Array.from({ length: TRANSACTIONS }, (_, n) => ({ ...row(n + 2), unlinked_reason: "unknown", key: `T${n}`, transaction_ids: [`T${n}`] })),
      ...Array.from({ length: VISITORS }, (_, n) => ({
        ...row(TRANSACTIONS + n + 2),
        at: work.start - 10 * 86_400_000,
        unlinked_reason: "unknown_visitor",
        key: `u${n}`,
        transaction_ids: [],
      })),
    ]),
  });
}

async function processAll(): Promise<void> {
  const chance = createChance(work.seed + work.killAtTime);
  const lane = startLane(
    {
      ...deps,
      linkWaiting: async (news) => await linkNews(deps, news),
      onStep: endAt,
    },
    { limits: { hits: work.rangeHits, bytes: 1 + chance(work.rangeHits * 400) } },
  );
  while ((await backlogOf(deps, work.suite)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await lane.stop();
  // Missing rates come last.
  await giveRates(() => true);
  await convertWaiting(deps, { suite: work.suite });
}

function endAt(step: string): void {
  if (step !== work.killAt || ++times !== work.killAtTime) return;
  writeFileSync(1, `killed at ${step}\n`);
  process.kill(process.pid, "SIGKILL");
}

async function dump(): Promise<void> {
  const tables: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(TABLES)) {
    const query = { name, text, params: z.object({ suite: z.string() }), row: Everything } satisfies NamedQuery;
    tables[name] = await warehouse.rows(query, { suite: work.suite });
  }
  writeFileSync(work.dumpTo, JSON.stringify(tables));
}

function lines(rows: readonly object[]): Buffer {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
