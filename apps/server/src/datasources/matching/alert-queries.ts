import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

export async function matchAlertOf(db: Db, id: number): Promise<number | null> {
  const { match_alert: below } = await db.selectFrom("data_source").select("match_alert").where("id", "=", id).executeTakeFirstOrThrow();
  return below;
}

export async function setAlert(db: Db, { id, below }: { id: number; below: number | null }): Promise<void> {
  await db.updateTable("data_source").set({ match_alert: below }).where("id", "=", id).execute();
}

export async function sourcesWithAlert(db: Db): Promise<{ rsid: string; data_source_id: number; source: string; below: number }[]> {
  return await db
    .selectFrom("data_source")
    .select(["rsid", "id as data_source_id", "name as source"])
    .select(sql<number>`match_alert`.as("below"))
    .where("match_alert", "is not", null)
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
}

/** Loaded uploads of these sources that came since then. */
export async function uploadsOfSources(
  db: Db,
  { sources, since }: { sources: readonly number[]; since: Date },
): Promise<{ id: number; data_source_id: number; uploaded_at: Date }[]> {
  return await db
    .selectFrom("upload")
    .select(["id", "data_source_id", "uploaded_at"])
    .where(sql<boolean>`data_source_id = any(${sources}::int[])`)
    .where("uploaded_at", ">=", since)
    .where("status", "=", "success")
    .where("undone_at", "is", null)
    .where("duplicate_of", "is", null)
    .orderBy("id")
    .execute();
}
