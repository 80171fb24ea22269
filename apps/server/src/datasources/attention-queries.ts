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
    .where("d.deleted_at", "is", null)
    .groupBy(["u.rsid", "u.data_source_id", "d.name"])
    .orderBy("at", "desc")
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
