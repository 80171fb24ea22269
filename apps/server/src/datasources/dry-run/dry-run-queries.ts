import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

export async function addDryRun(db: Db, at: Date): Promise<number> {
  const { upload } = await db.insertInto("dry_run").values({ began_at: at }).returning("upload").executeTakeFirstOrThrow();
  return upload;
}

/** Those that have not ended. */
export async function dryRuns(db: Db): Promise<number[]> {
  return (await db.selectFrom("dry_run").select("upload").orderBy("upload").execute()).map(({ upload }) => upload);
}

export async function endDryRun(db: Db, upload: number): Promise<void> {
  await db.deleteFrom("dry_run").where("upload", "=", upload).execute();
}
