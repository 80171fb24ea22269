import type { LegalEntityCode } from "@rapport/contract";
import type { AuditAction } from "@rapport/contract/system";
import type { Deps } from "../deps.ts";
import type { Actor, Asked } from "../http/index.ts";
import { whoIs, type Who } from "./audit.ts";
import { writtenChanges, type Changes } from "./changes.ts";
import { addEntry } from "./queries.ts";

export interface AccessChange {
  /** Who did it. A person of headquarters who is not signed in is known by their link, a manager at a register by the password they entered. */
  readonly actor: Actor | { readonly id: string; readonly at?: "register"; readonly asked: Asked | undefined };
  readonly action: Extract<AuditAction, `${"api_key" | "password" | "second_factor" | "sign_in" | "sign_on" | "user"}.${string}`>;
  /** Null, as when it is left out, for what is not of one legal entity. */
  readonly legalEntity?: LegalEntityCode | null;
  readonly subject: { readonly kind: "address" | "apiKey" | "user" | "worker"; readonly id: string; readonly changes?: Changes };
}

/** Writes down a change of a key or person, and who made it; the called address does not name a new one. Call it in the transaction of the change. */
export async function auditAccess(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, action, legalEntity = null, subject: { changes, ...subject } }: AccessChange,
): Promise<void> {
  const who = whoActs(actor);
  if (who === null) throw new Error(`${action} by nobody known`);
  await addEntry(db, { at: clock.now(), legalEntity, ...who, action, asked: actor.asked, subjects: [{ ...subject, changes: writtenChanges(changes) }] });
}

function whoActs(actor: AccessChange["actor"]): Who | null {
  return "kind" in actor ? whoIs(actor) : { actorKind: actor.at === "register" ? "pos" : "headquarters", actorId: actor.id };
}
