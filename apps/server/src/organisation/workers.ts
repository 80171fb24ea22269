import { AddressBookCode, OperatorId, Refusal, WorkerId, type Change, type LegalEntityCode } from "@rapport/contract";
import { Operation, Worker } from "@rapport/contract/organisation";
import { wrong } from "@rapport/contract/refusals";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { endSessionsOf, isPasswordOf, passwordHash, weaknessOf } from "../sessions/index.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { saveWorker, workersOf, workersPassword } from "./queries.ts";

type SavedWorker = Worker & { readonly id: WorkerId; readonly operatorId: OperatorId };
interface WorkerChange {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly change: Change<typeof Worker>;
  /** A new one; the old one stays without it. */
  readonly password: string | undefined;
}

/** Stores a worker. A new password ends the sessions of the old one; the same one again ends none. */
export async function putWorkerOf({ db }: Pick<Deps, "db">, { legalEntity, operatorId, change, password }: WorkerChange): Promise<SavedWorker> {
  await entityOrRefusal(db, legalEntity);
  const named = (change.employeeAddressBooks ?? []).map((code, i) => ({ code, path: ["employeeAddressBooks", i] }));
  await refuseUnknownAddressBooks(db, { legalEntity, named });
  // Judged before the slow hash, and again under the lock, with a name that this change does not hold.
  if (password !== undefined) await refuseWeakPassword(password, { own: [change.name, operatorId].filter((own) => typeof own === "string") });
  const hash = password === undefined ? undefined : await hashOfPassword(db, { legalEntity, operatorId, password });
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["worker", legalEntity, operatorId]);
    const [stored] = await workersOf(trx, { legalEntity, operatorId });
    const worker = afterChange(Worker, { stored: stored && detailsOf(stored), change });
    if (password !== undefined) await refuseWeakPassword(password, { own: [worker.name, operatorId] });
    const saved = { ...worker, employeeAddressBooks: [...new Set(worker.employeeAddressBooks)], operations: [...new Set(worker.operations)] };
    const { id: workerId, hasNewPassword } = await saveWorker(trx, { legalEntity, operatorId, passwordHash: hash, ...saved });
    if (hasNewPassword) await endSessionsOf(trx, { workerId });
    return { ...saved, id: WorkerId.parse(workerId), operatorId };
  });
}

/** Without their passwords. */
export async function listWorkersOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<(SavedWorker & { readonly hasPassword: boolean })[]> {
  await entityOrRefusal(db, legalEntity);
  return (await workersOf(db, { legalEntity })).map((worker) => ({
    ...detailsOf(worker),
    id: WorkerId.parse(worker.id),
    operatorId: OperatorId.parse(worker.operator_id),
    hasPassword: worker.has_password,
  }));
}

function detailsOf({ name, email, operations, address_books }: Awaited<ReturnType<typeof workersOf>>[number]): Worker {
  return {
    name,
    email,
    employeeAddressBooks: address_books.map((code) => AddressBookCode.parse(code)),
    operations: operations.map((operation) => Operation.parse(operation)),
  };
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
