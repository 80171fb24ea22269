import type { LegalEntityCode } from "@rapport/contract";
import type { AuditAction } from "@rapport/contract/system";
import type { Deps } from "../deps.ts";
import type { Asked } from "../http/index.ts";
import { writtenChanges, type Changes } from "./changes.ts";
import { addEntry } from "./queries.ts";

interface SignIn {
  /** `undefined` for a name that nobody has: then nothing is written, with the same work. */
  readonly person: { readonly kind: "headquarters" | "pos"; readonly id: string; readonly legalEntity?: LegalEntityCode } | undefined;
  readonly action: Extract<AuditAction, `sign_in.${string}`>;
  readonly asked: Asked | undefined;
  /** What the sign-in changed of the person, such as roles that a provider gives. */
  readonly changes?: Changes;
}

/** A person who signed in, or whose account somebody tried to use. Tries with unknown names are only in the log. */
export async function auditSignIn({ db, clock }: Pick<Deps, "db" | "clock">, { person, action, asked, changes }: SignIn): Promise<void> {
  const { kind, id, legalEntity = null } = person ?? { kind: "pos", id: "nobody" };
  const isChanged = changes !== undefined && Object.keys(changes).length > 0;
  const subjects = [{ kind: "session" as const, id }, ...(isChanged ? [{ kind: "user" as const, id, changes: writtenChanges(changes) }] : [])];
  const entry = { at: clock.now(), legalEntity, actorKind: kind, actorId: id, action, asked, subjects };
  await addEntry(db, entry, { happened: person !== undefined });
}
