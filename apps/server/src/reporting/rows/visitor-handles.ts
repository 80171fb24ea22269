import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { createHmac } from "node:crypto";

/** Gives a visitor of a report suite the handle by which reports name them to everybody: from it nobody finds the id (BR5). */
export async function visitorHandles(db: Kysely<Database>, rsid: string): Promise<(visitorId: string) => string> {
  const { secret } = await db.selectFrom("report_secret").select("secret").executeTakeFirstOrThrow();
  return (visitorId) => createHmac("sha256", secret).update(`${rsid}\n${visitorId}`).digest("hex").slice(0, 12);
}
