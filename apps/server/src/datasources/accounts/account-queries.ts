import type {
  DataSourceType,
  DateFormat,
  EarlyRows,
  HashLines,
  OnErrors,
  RepeatedRows,
  ReturnPrices,
  SourceColumn,
  UploadMode,
} from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { stored } from "../queries.ts";

type Db = Kysely<Database>;

export interface AccountRow {
  readonly id: number;
  readonly rsid: string;
  readonly name: string;
  readonly email: string;
  readonly type: DataSourceType;
  readonly mode: UploadMode;
  readonly date_format: DateFormat;
  readonly hash_lines: HashLines;
  readonly return_prices: ReturnPrices;
  readonly early_rows: EarlyRows;
  readonly repeated_rows: RepeatedRows;
  readonly on_errors: OnErrors;
  /** How its transaction ids are read. */
  readonly id_rule: unknown;
  /** The upload whose failure stopped it. */
  readonly stopped_by: number | null;
  readonly created_at: Date;
  readonly deleted_at: Date | null;
  /** What its files hold, as `addAccount` wrote it. */
  readonly columns: unknown;
  /** Since when it takes no files. */
  readonly deactivated_at: Date | null;
}
export const ACCOUNT = [
  "id",
  "rsid",
  "name",
  "email",
  "type",
  "mode",
  "date_format",
  "hash_lines",
  "return_prices",
  "early_rows",
  "repeated_rows",
  "on_errors",
  "id_rule",
  "stopped_by",
  "created_at",
  "deleted_at",
  "deactivated_at",
  "columns",
] as const;
/** The settings by which an account's files are read. */
export type AccountReading = Pick<AccountRow, "mode" | "date_format" | "hash_lines" | "return_prices" | "early_rows" | "repeated_rows" | "on_errors">;

type NewAccount = Omit<AccountRow, "id" | "deleted_at" | "deactivated_at" | "stopped_by" | "id_rule" | "columns"> & {
  readonly columns: readonly SourceColumn[];
};

export async function addAccount(db: Db, { columns, ...account }: NewAccount): Promise<AccountRow> {
  return await db
    .insertInto("data_source")
    .values({ ...account, columns: JSON.stringify(columns), deleted_at: null })
    .returning(ACCOUNT)
    .executeTakeFirstOrThrow();
}

export async function accountsOfSuite(db: Db, rsid: string): Promise<AccountRow[]> {
  return await db.selectFrom("data_source").select(ACCOUNT).where("rsid", "=", rsid).where("deleted_at", "is", null).orderBy("id").execute();
}

export async function accountById(db: Db, { rsid, id }: { rsid: string; id: number }): Promise<AccountRow | undefined> {
  return await db
    .selectFrom("data_source")
    .select(ACCOUNT)
    .where("rsid", "=", rsid)
    .where("id", "=", stored(id))
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** Whichever report suite it is of. */
export async function sourceById(db: Db, id: number): Promise<AccountRow | undefined> {
  return await db.selectFrom("data_source").select(ACCOUNT).where("id", "=", id).where("deleted_at", "is", null).executeTakeFirst();
}

/** Settings that it does not name stay as they are. */
export type AccountChange = { readonly [setting in keyof AccountReading]?: AccountReading[setting] | undefined };

/** undefined when there is no such account. */
export async function changeAccountReading(db: Db, { rsid, id, change }: { rsid: string; id: number; change: AccountChange }): Promise<AccountRow | undefined> {
  if (Object.values(change).every((value) => value === undefined)) return await accountById(db, { rsid, id });
  return await db
    .updateTable("data_source")
    .set(change)
    .where("rsid", "=", rsid)
    .where("id", "=", stored(id))
    .where("deleted_at", "is", null)
    .returning(ACCOUNT)
    .executeTakeFirst();
}

/** What the template of a source has. The columns stand as they are known, and fit its type. */
export async function setColumns(db: Db, { id, columns }: { id: number; columns: readonly SourceColumn[] }): Promise<void> {
  await db
    .updateTable("data_source")
    .set({ columns: JSON.stringify(columns) })
    .where("id", "=", id)
    .execute();
}

/** undefined when there is no such account. */
export async function renameAccount(db: Db, { rsid, id, ...names }: Pick<AccountRow, "rsid" | "id" | "name" | "email">): Promise<number | undefined> {
  const renamed = await db
    .updateTable("data_source")
    .set(names)
    .where("rsid", "=", rsid)
    .where("id", "=", stored(id))
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return renamed?.id;
}

/** False when there was no such account. */
export async function markAccountDeleted(db: Db, { rsid, id, at }: { rsid: string; id: number; at: Date }): Promise<boolean> {
  const marked = await db
    .updateTable("data_source")
    .set({ deleted_at: at })
    .where("rsid", "=", rsid)
    .where("id", "=", stored(id))
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return marked.numUpdatedRows > 0n;
}

/** The upload failed, so a source that stops on errors is stopped by it, unless it is already. True when it stopped now. */
export async function stopOnError(db: Db, { id, data_source_id }: { id: number; data_source_id: number }): Promise<boolean> {
  const stopped = await db
    .updateTable("data_source")
    .set({ stopped_by: id })
    .where("id", "=", data_source_id)
    .where("on_errors", "=", "stop")
    .where("stopped_by", "is", null)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return stopped.numUpdatedRows > 0n;
}

/** True when the source is stopped, so that its files wait. */
export async function isStopped(db: Db, id: number): Promise<boolean> {
  const found = await db.selectFrom("data_source").select("id").where("id", "=", id).where("stopped_by", "is not", null).executeTakeFirst();
  return found !== undefined;
}

export async function clearStop(db: Db, id: number): Promise<void> {
  await db.updateTable("data_source").set({ stopped_by: null }).where("id", "=", id).execute();
}

/** Null activates it again. undefined when there is no such account. */
export async function setDeactivated(db: Db, { rsid, id, at }: { rsid: string; id: number; at: Date | null }): Promise<AccountRow | undefined> {
  return await db
    .updateTable("data_source")
    // Who deactivates it again changes nothing.
    .set((eb) => ({ deactivated_at: at === null ? null : eb.fn.coalesce("deactivated_at", eb.val(at)) }))
    .where("rsid", "=", rsid)
    .where("id", "=", stored(id))
    .where("deleted_at", "is", null)
    .returning(ACCOUNT)
    .executeTakeFirst();
}

/** Whether the source takes files. Until the transaction ends, nobody changes that. */
export async function isActiveNow(trx: Db, id: number): Promise<boolean> {
  const found = await trx.selectFrom("data_source").select("deactivated_at").where("id", "=", id).forShare().executeTakeFirst();
  return found !== undefined && found.deactivated_at === null;
}

/** Uploads of the source that are not loaded yet, in the order in which they came. */
export async function unloadedUploads(db: Db, id: number): Promise<number[]> {
  const rows = await db
    .selectFrom("upload")
    .select("id")
    .where("data_source_id", "=", id)
    .where("status", "in", ["uploaded", "processing"])
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}
