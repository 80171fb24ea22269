import { unreachable, type LegalEntityCode } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { addAuditRows } from "./queries.ts";

export type AuditAction =
  | "customer.saved"
  | "customer.found"
  | "customer.viewed"
  | "customer.timeline_viewed"
  | "customer.sale_explained"
  | "customer.note_added"
  | "customer.added_to_book"
  | "customer.removed_from_book"
  | "client_book.viewed";

export interface Audited {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** The ids of customers or of a client book. Never a name. */
  readonly subjects: readonly string[];
}

/**
 * Writes down that a person looked at or changed customers' data. Call it before the answer is given, in the same
 * transaction as a change: what cannot be written down is not shown and not done. Work of machines is not written down.
 */
export async function audit({ db, clock }: Pick<Deps, "db" | "clock">, { legalEntity, actor, action, subjects }: Audited): Promise<void> {
  const person = personOf(actor);
  if (person === null || subjects.length === 0) return;
  const subject_kind = action === "client_book.viewed" ? "clientBook" : "customer";
  const at = clock.now();
  await addAuditRows(
    db,
    subjects.map((subject_id) => ({ at, legal_entity: legalEntity, actor_kind: actor.kind, actor_id: person, action, subject_kind, subject_id })),
  );
}

/** The id of a person; `null` for a machine or an unknown caller. */
export function personOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "pos":
      return actor.workerId;
    case "headquarters":
      return actor.userId;
    case "apiKey":
    case "public":
      return null;
    default:
      return unreachable(actor);
  }
}
