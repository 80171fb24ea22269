import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

/** The legal entities with these codes that exist, each with its present report suite. */
export async function reachOfCodes(db: Kysely<Database>, codes: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (codes.length === 0) return new Map();
  const rows = await db.selectFrom("legal_entity").select(["code", "rsid"]).where("code", "in", codes).execute();
  return new Map(rows.map(({ code, rsid }) => [code, rsid]));
}
