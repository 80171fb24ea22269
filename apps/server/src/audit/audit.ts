import { unreachable, type LegalEntityCode } from "@rapport/contract";
import type { AuditAction, AuditSubject } from "@rapport/contract/system";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { writtenChanges, type Changes, type NamedSubject } from "./changes.ts";
import { addEntry } from "./queries.ts";

export interface Audited {
  /** Null when what was seen is not of one legal entity alone. */
  readonly legalEntity: LegalEntityCode | null;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** The ids of customers, each with what was changed; or other things by their kind. Never a name. */
  readonly subjects: readonly (string | { readonly kind?: AuditSubject; readonly id: string; readonly changes?: Changes })[];
}

/**
 * Writes down that a person or key looked at or changed customers' data: the one entry of their request, which names all of them (AU1). Call it once,
 * before the answer is given, in the same transaction as a change: what cannot be written down is not shown and not done. Naming nobody writes nothing.
 */
export async function audit({ db, clock }: Pick<Deps, "db" | "clock">, { legalEntity, actor, action, subjects }: Audited): Promise<void> {
  const who = whoIs(actor);
  if (who === null || subjects.length === 0) return;
  await addEntry(db, { at: clock.now(), legalEntity, ...who, action, asked: actor.asked, subjects: named(subjects) });
}

/** The caller in a part of a long request or its job: the log has one entry for each part, because all customers of all parts may be too many for one. */
export function inPart(actor: Actor, part: number | string): Actor {
  return actor.kind === "public" || actor.asked === undefined || part === 0
    ? actor
    : { ...actor, asked: { ...actor.asked, request: `${actor.asked.request}-${part}` } };
}

/** Each customer once. */
function named(subjects: Audited["subjects"]): NamedSubject[] {
  const whole = subjects.map((subject) => {
    const { kind = "customer" as const, id, changes } = typeof subject === "string" ? { id: subject } : subject;
    return { kind, id, changes: writtenChanges(changes) };
  });
  return [...new Map(whole.map((subject) => [`${subject.kind} ${subject.id}`, subject])).values()];
}

export interface Who {
  readonly actorKind: string;
  readonly actorId: string;
  readonly secondActorId?: string | undefined;
}

/** The person or key that acts; null for an unknown caller. */
export function whoIs(actor: Actor): Who | null {
  switch (actor.kind) {
    case "pos":
      return { actorKind: actor.kind, actorId: actor.workerId, secondActorId: actor.approvedBy };
    case "headquarters":
      return { actorKind: actor.kind, actorId: actor.userId };
    case "apiKey":
      return { actorKind: actor.kind, actorId: actor.id };
    case "public":
      return null;
    default:
      return unreachable(actor);
  }
}
