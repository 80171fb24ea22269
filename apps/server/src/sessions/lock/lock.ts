import { LegalEntityCode, RegisterNumber, Refusal, type Body } from "@rapport/contract";
import type { unlockPos } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { auditSignIn } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked } from "../../http/index.ts";
import { isPasswordOf } from "../hashing.ts";
import { hashOf } from "../token.ts";
import { tryAt, workerAccount, type Caller } from "../try-password.ts";
import { lockSession, passwordOfWorker, unlockSession } from "./queries.ts";
import { usedPosSession } from "./use.ts";

interface Asking {
  readonly token: string;
  readonly asked: Asked | undefined;
}

/** Locks the caller's session (SI17). Locking what is locked changes nothing. */
export async function lock(deps: Pick<Deps, "db" | "clock">, { token, asked }: Asking): Promise<undefined> {
  const session = await usedPosSession(deps, hashOf(token));
  if (session === undefined) throw new Refusal("session.nobody", {});
  if (session.locked) return undefined;
  const { db, clock } = deps;
  await inTransaction(db, async (trx) => {
    await lockSession(trx, { hash: hashOf(token), now: clock.now() });
    await auditSignIn({ db: trx, clock }, { person: personOf(session.row), action: "sign_in.locked", asked });
  });
  return undefined;
}

/** Unlocks the caller's session with their own password, which is tried like one at sign-in (SI17). */
export async function unlock(
  deps: Pick<Deps, "db" | "clock" | "log">,
  { token, asked, password, ...caller }: Asking & Body<typeof unlockPos> & Caller,
): Promise<void> {
  const { db, clock, log } = deps;
  const hash = hashOf(token);
  const session = await usedPosSession(deps, hash);
  if (session === undefined) throw new Refusal("session.nobody", {});
  const { row } = session;
  const at = { legalEntity: LegalEntityCode.parse(row.legal_entity), register: RegisterNumber.parse(row.register) };
  const attempt = await tryAt(deps, { ...caller, register: at, account: workerAccount({ ...at, operatorId: row.operator_id }) });
  if (!(await isPasswordOf(await passwordOfWorker(db, row.id), password))) {
    log.warn({ event: "sign_in.failed", place: "pos", person: row.id, address: caller.address }, "unlock.wrong");
    await auditSignIn(deps, { person: personOf(row), action: "sign_in.failed", asked });
    throw new Refusal("unlock.wrong", {});
  }
  attempt.takeBack();
  await inTransaction(db, async (trx) => {
    if (!(await unlockSession(trx, { hash, now: clock.now() }))) throw new Refusal("session.nobody", {});
    await auditSignIn({ db: trx, clock }, { person: personOf(row), action: "sign_in.unlocked", asked });
  });
}

function personOf({ id, legal_entity }: { readonly id: string; readonly legal_entity: string | null }) {
  return { kind: "pos" as const, id, legalEntity: LegalEntityCode.parse(legal_entity) };
}
