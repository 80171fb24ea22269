import { Refusal, WorkerId, type LegalEntityCode, type OperatorId } from "@rapport/contract";
import type { Worker } from "@rapport/contract/organisation";
import { wrong } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { endSessionsOf, isPasswordOf, passwordHash, weaknessOf } from "../sessions/index.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { saveWorker, workersPassword } from "./queries.ts";

type SavedWorker = Worker & { readonly id: WorkerId; readonly operatorId: OperatorId };
interface WorkerChange {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly worker: Worker;
  /** A new one; the old one stays without it. */
  readonly password: string | undefined;
}

/** Stores a worker. A new password ends the sessions of the old one; the same one again ends none. */
export async function putWorkerOf({ db }: Pick<Deps, "db">, { legalEntity, operatorId, worker, password }: WorkerChange): Promise<SavedWorker> {
  await entityOrRefusal(db, legalEntity);
  const saved = { ...worker, employeeAddressBooks: [...new Set(worker.employeeAddressBooks)], operations: [...new Set(worker.operations)] };
  await refuseUnknownAddressBooks(db, { legalEntity, named: worker.employeeAddressBooks.map((code, i) => ({ code, path: ["employeeAddressBooks", i] })) });
  if (password !== undefined) await refuseWeakPassword(password, { own: [worker.name, operatorId] });
  const hash = password === undefined ? undefined : await hashOfPassword(db, { legalEntity, operatorId, password });
  const id = await inTransaction(db, async (trx) => {
    const { id: workerId, hasNewPassword } = await saveWorker(trx, { legalEntity, operatorId, passwordHash: hash, ...saved });
    if (hasNewPassword) await endSessionsOf(trx, { workerId });
    return workerId;
  });
  return { ...saved, id: WorkerId.parse(id), operatorId };
}

/** The same password keeps its hash, so that it can be told from a new one. */
async function hashOfPassword(
  db: Deps["db"],
  { legalEntity, operatorId, password }: { legalEntity: LegalEntityCode; operatorId: OperatorId; password: string },
): Promise<string> {
  const stored = await workersPassword(db, { legalEntity, operatorId });
  return stored !== null && (await isPasswordOf(stored, password)) ? stored : await passwordHash(password);
}

async function refuseWeakPassword(password: string, { own }: { own: readonly string[] }): Promise<void> {
  const weakness = await weaknessOf(password, { own });
  if (weakness !== null) throw new Refusal("password.weak", {}, { faults: [{ path: ["password"], wrong: wrong(weakness, {}) }] });
}
