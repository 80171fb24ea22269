import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

export interface FileOfUpload {
  readonly id: number;
  readonly filename: string;
  readonly source: string;
}

/** The names of the files with these upload numbers, and of their data sources. */
export async function filesOfUploads(db: Kysely<Database>, { rsid, uploads }: { rsid: string; uploads: readonly number[] }): Promise<FileOfUpload[]> {
  if (uploads.length === 0) return [];
  return await db
    .selectFrom("upload as u")
    .innerJoin("data_source as d", "d.id", "u.data_source_id")
    .select(["u.id", "u.filename", "d.name as source"])
    .where("u.rsid", "=", rsid)
    .where("u.id", "in", [...uploads])
    .execute();
}
