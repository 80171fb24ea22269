import type { LegalEntityCode } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

type Db = Kysely<Database>;

interface OfEntry {
  readonly legalEntity: LegalEntityCode;
  readonly id: string;
}

/** Keeps the id of a removed note or activity, so that a device that sends it again does not bring it back (OF3). */
export async function keepRemoved(db: Db, { legalEntity, id, at }: OfEntry & { at: Date }): Promise<void> {
  await db.insertInto("timeline_removed").values({ legal_entity: legalEntity, id, removed_at: at }).execute();
}

export async function wasRemoved(db: Db, { legalEntity, id }: OfEntry): Promise<boolean> {
  const found = db.selectFrom("timeline_removed").select("id").where("legal_entity", "=", legalEntity).where("id", "=", id);
  return (await found.executeTakeFirst()) !== undefined;
}
