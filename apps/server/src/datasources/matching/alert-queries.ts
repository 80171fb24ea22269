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
