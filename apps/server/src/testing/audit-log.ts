import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";

/** What audit entries name, a row for each name. Sort by `id`: entries as they came, and within each the names in their order. */
export function auditLog(db: Kysely<Database>) {
  return db.selectFrom(
    db
      .selectFrom("audit_entry as e")
      .innerJoin("audit_subject as s", "s.entry", "e.id")
      .select([
        "e.id",
        "e.at",
        "e.legal_entity",
        "e.actor_kind",
        "e.actor_id",
        "e.second_actor_id",
        "e.action",
        "e.address",
        "s.n",
        "s.kind as subject_kind",
        "s.subject_id",
        "s.changes",
      ])
      .as("audit_log"),
  );
}
