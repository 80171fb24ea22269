import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

/** Those of the legal entities that there are, each with its report suite as it is now. */
export async function reachOfCodes(db: Kysely<Database>, codes: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (codes.length === 0) return new Map();
  const rows = await db.selectFrom("legal_entity").select(["code", "rsid"]).where("code", "in", codes).execute();
  return new Map(rows.map(({ code, rsid }) => [code, rsid]));
}
