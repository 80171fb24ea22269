import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { personOf } from "./audit.ts";
import { addAuditRows } from "./queries.ts";

export interface AccessChange {
  /** Who did it. A person of headquarters who is not signed in is known by their link. */
  readonly actor: Actor | { readonly id: string };
  readonly action:
    | "api_key.created"
    | "api_key.revoked"
    | "password.changed"
    | "password.chosen"
    | "second_factor.off"
    | "second_factor.on"
    | "user.changed"
    | "user.invited"
    | "user.link_made";
  readonly subject: { readonly kind: "apiKey" | "user"; readonly id: string };
}

/** Writes down a change of a key or person, and who made it; the called address does not name a new one. Call it in the transaction of the change. */
export async function auditAccess({ db, clock }: Pick<Deps, "db" | "clock">, { actor, action, subject }: AccessChange): Promise<void> {
  const { kind, id } = whoIs(actor);
  if (id === null) throw new Error(`${action} by nobody known`);
  await addAuditRows(db, [{ at: clock.now(), legal_entity: null, actor_kind: kind, actor_id: id, action, subject_kind: subject.kind, subject_id: subject.id }]);
}

function whoIs(actor: AccessChange["actor"]): { kind: string; id: string | null } {
  if (!("kind" in actor)) return { kind: "headquarters", id: actor.id };
  return { kind: actor.kind, id: actor.kind === "apiKey" ? actor.id : personOf(actor) };
}
