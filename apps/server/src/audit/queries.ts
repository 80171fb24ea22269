import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

export interface AuditRow {
  readonly at: Date;
  readonly legal_entity: string | null;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
}

export async function addAuditRows(db: Kysely<Database>, rows: readonly AuditRow[]) {
  await db.insertInto("audit_log").values(rows).execute();
}

/** How many people have an entry of that kind since then. */
export async function countLimited(db: Kysely<Database>, { action, since }: { action: string; since: Date }): Promise<number> {
  const { people } = await db
    .selectFrom("audit_log")
    .select((eb) => eb.fn.count<number>("actor_id").distinct().as("people"))
    .where("action", "=", action)
    .where("at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(people);
}
