import { CALLS } from "@rapport/domain";
import { type NamedQuery, type Warehouse } from "@rapport/warehouse";
import type { Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import { z } from "zod";

type Db = Kysely<Database>;

export interface SuiteRow {
  readonly rsid: string;
  readonly write_key: string;
  readonly created_at: Date;
  readonly transaction_id_storage_since: Date | null;
  readonly version: number;
  readonly since: Date;
  readonly settings: unknown;
  /** The currency, fixed with the first amount (CY4); null before that, and for suites older than this column. */
  readonly settled_currency: string | null;
}

function newestSettings(db: Db) {
  return db
    .selectFrom("report_suite")
    .innerJoin("report_suite_settings as s", "s.rsid", "report_suite.rsid")
    .distinctOn("report_suite.rsid")
    .select(["report_suite.rsid", "write_key", "created_at", "transaction_id_storage_since", "settled_currency", "s.version", "s.since", "s.settings"])
    .orderBy("report_suite.rsid")
    .orderBy("s.version", "desc");
}

export async function suiteByRsid(db: Db, rsid: string): Promise<SuiteRow | undefined> {
  return await newestSettings(db).where("report_suite.rsid", "=", rsid).executeTakeFirst();
}

export async function allSuites(db: Db): Promise<SuiteRow[]> {
  return await newestSettings(db).execute();
}

/** Every version of the suites' settings, oldest first. */
export async function settingsVersions(db: Db, rsids: readonly string[]) {
  return await db
    .selectFrom("report_suite_settings")
    .select(["rsid", "version", "since", "settings"])
    .where("rsid", "in", rsids)
    .orderBy("rsid")
    .orderBy("version")
    .execute();
}

export async function rsidOfWriteKey(db: Db, writeKey: string): Promise<string | undefined> {
  return (await db.selectFrom("report_suite").select("rsid").where("write_key", "=", writeKey).executeTakeFirst())?.rsid;
}

/** Suites with their write keys, newest first. */
export async function writeKeys(db: Db, most: number): Promise<{ rsid: string; writeKey: string }[]> {
  const rows = await db.selectFrom("report_suite").select(["rsid", "write_key"]).orderBy("created_at", "desc").limit(most).execute();
  return rows.map(({ rsid, write_key }) => ({ rsid, writeKey: write_key }));
}

export async function suiteExists(db: Db, rsid: string): Promise<boolean> {
  return (await db.selectFrom("report_suite").select("rsid").where("rsid", "=", rsid).executeTakeFirst()) !== undefined;
}

/** False when the suite exists already. */
export async function addSuite(trx: Transaction<Database>, suite: { rsid: string; writeKey: string; at: Date; storageSince: Date | null }): Promise<boolean> {
  const added = await trx
    .insertInto("report_suite")
    .values({ rsid: suite.rsid, write_key: suite.writeKey, created_at: suite.at, transaction_id_storage_since: suite.storageSince })
    .onConflict((conflict) => conflict.column("rsid").doNothing())
    .returning("rsid")
    .executeTakeFirst();
  return added !== undefined;
}

export async function addSettings(trx: Transaction<Database>, version: { rsid: string; version: number; since: Date; settings: object }): Promise<void> {
  await trx
    .insertInto("report_suite_settings")
    .values({ rsid: version.rsid, version: version.version, since: version.since, settings: JSON.stringify(version.settings) })
    .execute();
}

/** Locks the suite, so that two changes of it happen one after the other. */
export async function lockSuite(trx: Transaction<Database>, rsid: string): Promise<void> {
  await trx.selectFrom("report_suite").select("rsid").where("rsid", "=", rsid).forUpdate().execute();
}

export async function settledCurrencies(db: Db, rsids: readonly string[]) {
  return await db.selectFrom("report_suite").select(["rsid", "settled_currency"]).where("rsid", "in", rsids).execute();
}

export async function setSettledCurrency(trx: Transaction<Database>, { rsid, currency }: { rsid: string; currency: string }): Promise<void> {
  await trx.updateTable("report_suite").set({ settled_currency: currency }).where("rsid", "=", rsid).execute();
}

export async function setStorageSince(trx: Transaction<Database>, { rsid, since }: { rsid: string; since: Date | null }): Promise<void> {
  await trx.updateTable("report_suite").set({ transaction_id_storage_since: since }).where("rsid", "=", rsid).execute();
}

/** The engine's `YYYY-MM-DD hh:mm:ss.mmm`, UTC. */
const EngineTime = z.string().transform((text) => new Date(`${text.replace(" ", "T")}Z`));
const Texts = z.record(z.string(), z.string());

const transactionById = {
  name: "transactionById",
  // The first hit with an id wins; one seen while storage was off counts only when no hit recorded it.
  text: `
    SELECT recorded, visitor_id, hit_at, expires_at, snapshot, lists, set_at, product_category, product_name
    FROM transactions_v1
    WHERE suite = {suite:String} AND transaction_id = {transactionId:String}
    ORDER BY recorded DESC, range, hit_at
    LIMIT 1`,
  params: z.object({ suite: z.string(), transactionId: z.string() }),
  row: z.object({
    recorded: z.coerce.number(),
    visitor_id: z.string(),
    hit_at: EngineTime,
    expires_at: EngineTime,
    snapshot: Texts,
    lists: z.record(z.string(), z.array(z.string())),
    set_at: z.record(z.string(), EngineTime),
    product_category: z.string(),
    product_name: z.string(),
  }),
} satisfies NamedQuery;

const linkedRows = {
  name: "linkedRows",
  // Only rows of files: a refund by a call also has a row, but not of a file. A linked row belongs to the transaction's visitor; the table is sorted by visitor.
  text: `
    SELECT sum(occurrences) AS rows
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = sipHash64({visitorId:String}) AND upload BETWEEN 1 AND ${CALLS - 1} AND fate = 'transaction' AND key = {transactionId:String}`,
  params: z.object({ suite: z.string(), visitorId: z.string(), transactionId: z.string() }),
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

const firstAmount = {
  name: "firstAmount",
  // The row's value is the sum of its products' values, which may be 0.
  text: `
    SELECT 1 AS found
    FROM hits_v1
    WHERE suite = {suite:String} AND (
      revenue != 0
      OR arrayExists(amount -> amount != 0, products.revenue)
      OR arrayExists(event -> metrics[event] != 0 OR arrayExists(own -> own[event] != 0, products.metrics), {currencyEvents:Array(String)}))
    LIMIT 1`,
  params: z.object({ suite: z.string(), currencyEvents: z.array(z.string()) }),
  row: z.object({ found: z.coerce.number() }),
} satisfies NamedQuery;

/** True when an amount of money of the suite is in the warehouse, online or from a file (CY4). */
export async function holdsAmounts(warehouse: Warehouse, of: { suite: string; currencyEvents: readonly string[] }): Promise<boolean> {
  const amounts = await warehouse.rows(firstAmount, { suite: of.suite, currencyEvents: [...of.currencyEvents] });
  return amounts.length > 0;
}

export async function recordedTransaction(warehouse: Warehouse, { suite, transactionId }: { suite: string; transactionId: string }) {
  return (await warehouse.rows(transactionById, { suite, transactionId }))[0];
}

export async function countLinkedRows(warehouse: Warehouse, of: { suite: string; visitorId: string; transactionId: string }): Promise<number> {
  return (await warehouse.rows(linkedRows, of))[0]?.rows ?? 0;
}
