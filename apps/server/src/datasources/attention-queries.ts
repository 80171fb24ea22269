import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

/** How many files of each data source failed since then, and the newest of them. */
export async function failedUploads(db: Db, { since }: { since: Date }) {
  return await db
    .selectFrom("upload as u")
    .innerJoin("data_source as d", "d.id", "u.data_source_id")
    .select(["u.rsid", "u.data_source_id", "d.name as source"])
    .select([
      sql<number>`count(*)::integer`.as("files"),
      sql<number>`max(u.id)`.as("newest"),
      sql<string>`(array_agg(u.filename order by u.id desc))[1]`.as("filename"),
      sql<Date>`max(u.uploaded_at)`.as("at"),
    ])
    .where("u.status", "=", "failure")
    .where("u.uploaded_at", ">=", since)
    // Of a strict file that was refused, all rows came with those that were mended (FU23).
    .where(sql<boolean>`not exists (select 1 from upload m where m.mends = u.id and m.status = 'success' and m.undone_at is null)`)
    .where(sql<boolean>`not exists (select 1 from upload m where m.mends = u.mends and m.id > u.id and m.status = 'success' and m.undone_at is null)`)
    .where("d.deleted_at", "is", null)
    .groupBy(["u.rsid", "u.data_source_id", "d.name"])
    .orderBy("at", "desc")
    .execute();
}

/** The sources that are stopped, with the upload that stopped each, and how many uploads wait. */
export async function stoppedAccounts(db: Db) {
  return await db
    .selectFrom("data_source as d")
    .innerJoin("upload as u", "u.id", "d.stopped_by")
    .select(["d.rsid", "d.id as data_source_id", "d.name as source", "u.id as upload", "u.filename"])
    .select([
      sql<Date>`coalesce(u.finished_at, u.uploaded_at)`.as("since"),
      sql<number>`(select count(*)::integer from upload w where w.data_source_id = d.id and w.status in ('uploaded', 'processing'))`.as("uploads"),
    ])
    .where("d.deleted_at", "is", null)
    .orderBy("since")
    .execute();
}

/** How many rows of each data source wait for their order or customer, and since when. */
export async function waitingUploads(db: Db) {
  return await db
    .selectFrom("upload as u")
    .innerJoin("data_source as d", "d.id", "u.data_source_id")
    .select(["u.rsid", "u.data_source_id", "d.name as source"])
    .select([sql<number>`sum(u.waiting)::integer`.as("rows"), sql<Date>`min(u.uploaded_at)`.as("since")])
    .where("u.waiting", ">", 0)
    .where("u.undone_at", "is", null)
    .where("d.deleted_at", "is", null)
    .groupBy(["u.rsid", "u.data_source_id", "d.name"])
    .orderBy("since")
    .execute();
}
