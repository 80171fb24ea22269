import { Refusal, type Body, type LegalEntityCode, type OperatorId } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import type { changePosPassword } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { auditAccess } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor, PosActor } from "../http/index.ts";
import { endOtherSessionsOfWorker, hashOf, isPasswordOf, passwordHash, tryAt, workerAccount, type Caller } from "../sessions/index.ts";
import { setOwnPassword, workersOf, workersPassword } from "./worker-queries.ts";
import { refuseWeakPassword } from "./workers.ts";

type PasswordDeps = Pick<Deps, "db" | "clock" | "signInWaits">;

/** Wrong tries wait like those at sign-in. The new password is another one; with it they may go on (SI8). */
export async function changeWorkersOwn(
  { db, clock, signInWaits: waits }: PasswordDeps,
  { actor, token, current, password, ...caller }: Body<typeof changePosPassword> & Omit<Caller, "waits"> & { readonly actor: PosActor; readonly token: string },
): Promise<undefined> {
  const { workerId, name, operatorId } = actor;
  const attempt = await tryAt({ db }, { waits, ...caller, register: actor, account: workerAccount(actor) });
  const before = await workersPassword(db, actor);
  if (before === null || !(await isPasswordOf(before, current)))
    throw new Refusal("password.wrong", {}, { faults: [{ path: ["current"], wrong: wrong("access.password_wrong", {}) }] });
  attempt.takeBack();
  if (password === current) throw new Refusal("password.weak", {}, { faults: [{ path: ["password"], wrong: wrong("password.same", {}) }] });
  await refuseWeakPassword(password, { own: [name, operatorId] });
  const hash = await passwordHash(password);
  await inTransaction(db, async (trx) => {
    if (!(await setOwnPassword(trx, { workerId, from: before, to: hash }))) throw new Refusal("password.wrong", {});
    await endOtherSessionsOfWorker(trx, { workerId, but: hashOf(token) });
    await auditAccess({ db: trx, clock }, { actor, action: "password.changed", subject: { kind: "worker", id: workerId } });
  });
  return undefined;
}

interface WorkerKey {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
}

/** How long wrong passwords make a worker wait, in seconds. */
export async function readSignInWait({ db, signInWaits }: Pick<Deps, "db" | "signInWaits">, worker: WorkerKey): Promise<{ seconds: number }> {
  await workerIdOf(db, worker);
  return { seconds: signInWaits.waitOf(workerAccount(worker)) };
}

/** Headquarters lets a worker try again at once (SI9). */
export async function endWaitOf({ db, clock, signInWaits }: PasswordDeps, { actor, ...worker }: WorkerKey & { readonly actor: Actor }): Promise<undefined> {
  const id = await workerIdOf(db, worker);
  await auditAccess({ db, clock }, { actor, action: "sign_in.wait_ended", subject: { kind: "worker", id } });
  signInWaits.forget(workerAccount(worker));
  return undefined;
}

async function workerIdOf(db: Deps["db"], { legalEntity, operatorId }: WorkerKey): Promise<string> {
  const stored = await workersOf(db, { legalEntity, operatorId }).executeTakeFirst();
  if (stored === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  return stored.id;
}
