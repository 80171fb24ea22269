import { OperatorId, Refusal, WorkerId, type Change, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import { Operations, Worker, type getWorker, type listWorkers } from "@rapport/contract/organisation";
import { wrong } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { endSessionsOf, isPasswordOf, passwordHash, weaknessOf } from "../sessions/index.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { refuseInUse, usesOfWorker } from "./in-use-queries.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { pageOf } from "./list-page-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";
import { detailsOf, holdNamed, isAsStored, withKnownNames, workerAfter, type WorkerRow } from "./judge-worker.ts";
import { removeWorker, saveWorker, workersOf, workersPassword } from "./worker-queries.ts";

type StoredWorker = Reply<typeof getWorker>;
interface WorkerKey {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
}
interface WorkerChange extends WorkerKey, Writing {
  readonly change: Change<typeof Worker>;
  /** A new password. Without it the old one stays. */
  readonly password: string | undefined;
  /** Whether they have to change it first (SI8). When it is not said, a new password is theirs to keep. */
  readonly mustChangePassword: boolean | undefined;
}

/** Stores a worker. A new password ends the sessions of the old one; the same password again ends none. */
export async function putWorkerOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, change, password, mustChangePassword, ...writing }: WorkerChange,
): Promise<StoredWorker> {
  await entityOrRefusal(db, legalEntity);
  const named = (change.employeeAddressBooks ?? []).map((code, i) => ({ code, path: ["employeeAddressBooks", i] }));
  await refuseUnknownAddressBooks(db, { legalEntity, named });
  // Judged before the slow hash, and again under the lock, where the stored name is known.
  if (password !== undefined) await refuseWeakPassword(password, { own: [change.name, operatorId].filter((own) => typeof own === "string") });
  const hash = password === undefined ? undefined : await hashOfPassword(db, { legalEntity, operatorId, password });
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["worker", legalEntity, operatorId], writing);
    const stored = await workersOf(trx, { legalEntity, operatorId }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code: operatorId });
    const after = workerAfter(stored, change);
    if (password !== undefined) await refuseWeakPassword(password, { own: [after.name, operatorId] });
    const worker = withKnownNames(after, { legalEntity, ...(await holdNamed(trx, { legalEntity, workers: [after] })) });
    // Without a change there is no new version (OG1).
    const staysAsItIs = hash === undefined && (mustChangePassword ?? stored?.must_change_password) === stored?.must_change_password;
    if (stored !== undefined && staysAsItIs && isAsStored(worker, stored)) return storedOf(stored);
    const made = await saveWorker(trx, { legalEntity, operatorId, passwordHash: hash, mustChangePassword, stamp: stamp(writing, clock.now()), ...worker });
    if (made.hasNewPassword) await endSessionsOf(trx, { workerId: made.id });
    return storedOf(await workersOf(trx, { legalEntity, operatorId }).executeTakeFirstOrThrow());
  });
}

/** Without their passwords. */
export async function listWorkersOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listWorkers> },
): Promise<{ readonly workers: StoredWorker[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { operatorId: "operator_id", name: "name", position: "position", employedTo: "employed_to" };
  const searched = ["operator_id", "name", "email", "position"];
  const { rows, total } = await pageOf(db, workersOf(db, { legalEntity }), { list, searched, columns, key: "operator_id" });
  return { workers: rows.map(storedOf), total };
}

export async function readWorker({ db }: Pick<Deps, "db">, { legalEntity, operatorId }: WorkerKey): Promise<StoredWorker> {
  await entityOrRefusal(db, legalEntity);
  const stored = await workersOf(db, { legalEntity, operatorId }).executeTakeFirst();
  if (stored === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  return storedOf(stored);
}

export async function deleteWorkerOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, operatorId, version }: WorkerKey & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["worker", legalEntity, operatorId]);
    const stored = await workersOf(trx, { legalEntity, operatorId }).forUpdate().executeTakeFirst();
    if (stored === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
    refuseStale(stored, { version, code: operatorId });
    await refuseInUse(trx, usesOfWorker({ legalEntity, id: operatorId }));
    await removeWorker(trx, { legalEntity, operatorId });
  });
  return undefined;
}

function storedOf(row: WorkerRow): StoredWorker {
  const [id, operatorId] = [WorkerId.parse(row.id), OperatorId.parse(row.operator_id)];
  const { has_password: hasPassword, must_change_password: mustChangePassword } = row;
  return { ...detailsOf(row), id, operatorId, hasPassword, mustChangePassword, holds: Operations.parse(row.holds), saved: savedOf(row) };
}

/** The same password keeps its hash; only a new one changes it. */
async function hashOfPassword(
  db: Deps["db"],
  { legalEntity, operatorId, password }: { legalEntity: LegalEntityCode; operatorId: OperatorId; password: string },
): Promise<string> {
  const stored = await workersPassword(db, { legalEntity, operatorId });
  return stored !== null && (await isPasswordOf(stored, password)) ? stored : await passwordHash(password);
}

export async function refuseWeakPassword(password: string, { own }: { own: readonly string[] }): Promise<void> {
  const weakness = await weaknessOf(password, { own });
  if (weakness !== null) throw new Refusal("password.weak", {}, { faults: [{ path: ["password"], wrong: wrong(weakness, {}) }] });
}
