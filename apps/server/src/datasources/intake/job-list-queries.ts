import type { JobStatus } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { UPLOAD, type UploadRow } from "../queries.ts";

type Db = Kysely<Database>;

export interface UploadFilter {
  readonly rsid: string;
  readonly account: number;
  readonly status: JobStatus | undefined;
  readonly from: Date;
  readonly to: Date;
}

function filtered(db: Db, { rsid, account, status, from, to }: UploadFilter) {
  return db
    .selectFrom("upload")
    .where("rsid", "=", rsid)
    .where("data_source_id", "=", account)
    .where("uploaded_at", ">=", from)
    .where("uploaded_at", "<=", to)
    .$if(status !== undefined, (query) => query.where("status", "=", status ?? "uploaded"));
}

export async function countUploads(db: Db, filter: UploadFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

export async function uploadsPage(db: Db, filter: UploadFilter, page: { limit: number; offset: number }): Promise<UploadRow[]> {
  return await filtered(db, filter).select(UPLOAD).orderBy("id", "desc").limit(page.limit).offset(page.offset).execute();
}
