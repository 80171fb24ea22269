import { WorkerId, type LegalEntityCode, type OperatorId } from "@rapport/contract";
import type { Worker } from "@rapport/contract/organisation";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { passwordHash } from "../sessions/index.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { saveWorker } from "./queries.ts";

type SavedWorker = Worker & { readonly id: WorkerId; readonly operatorId: OperatorId };
interface WorkerChange {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
  readonly worker: Worker;
  /** A new one; the old one stays without it. */
  readonly password: string | undefined;
}

export async function putWorkerOf({ db }: Pick<Deps, "db">, { legalEntity, operatorId, worker, password }: WorkerChange): Promise<SavedWorker> {
  await entityOrRefusal(db, legalEntity);
  const saved = { ...worker, employeeAddressBooks: [...new Set(worker.employeeAddressBooks)], operations: [...new Set(worker.operations)] };
  await refuseUnknownAddressBooks(db, { legalEntity, named: worker.employeeAddressBooks.map((code, i) => ({ code, path: ["employeeAddressBooks", i] })) });
  const hash = password === undefined ? undefined : await passwordHash(password);
  const id = await inTransaction(db, async (trx) => await saveWorker(trx, { legalEntity, operatorId, passwordHash: hash, ...saved }));
  return { ...saved, id: WorkerId.parse(id), operatorId };
}
