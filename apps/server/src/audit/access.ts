import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { personOf } from "./audit.ts";
import { addAuditRows } from "./queries.ts";

export interface AccessChange {
  readonly actor: Actor;
  readonly action: "api_key.created" | "api_key.revoked";
  readonly subject: { readonly kind: "apiKey"; readonly id: string };
}

/** Which key was made or ended, and by whom: its address alone does not name a new one. Call it in the transaction of the change. */
export async function auditAccess({ db, clock }: Pick<Deps, "db" | "clock">, { actor, action, subject }: AccessChange): Promise<void> {
  const actor_id = actor.kind === "apiKey" ? actor.id : personOf(actor);
  if (actor_id === null) throw new Error(`${action} by nobody known`);
  await addAuditRows(db, [
    { at: clock.now(), legal_entity: null, actor_kind: actor.kind, actor_id, action, subject_kind: subject.kind, subject_id: subject.id },
  ]);
}
