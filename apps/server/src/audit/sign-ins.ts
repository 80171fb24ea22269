import type { LegalEntityCode } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { addAuditRows } from "./queries.ts";

interface SignIn {
  readonly person: { readonly kind: "headquarters" | "pos"; readonly id: string; readonly legalEntity?: LegalEntityCode };
  readonly action: "sign_in.succeeded" | "sign_in.failed";
}

/** A person who signed in, or whose account somebody tried to use. Tries with unknown names are only in the log. */
export async function auditSignIn({ db, clock }: Pick<Deps, "db" | "clock">, { person, action }: SignIn): Promise<void> {
  const { kind, id, legalEntity = null } = person;
  await addAuditRows(db, [{ at: clock.now(), legal_entity: legalEntity, actor_kind: kind, actor_id: id, action, subject_kind: "session", subject_id: id }]);
}
