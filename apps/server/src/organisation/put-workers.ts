import { Refusal, type Change, type LegalEntityCode, type OperatorId } from "@rapport/contract";
import type { Worker } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { refusalsOfBooks } from "./address-books.ts";
import { holdNamed, isAsStored, withKnownNames, workerAfter } from "./judge-worker.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { holdThings, outcomeOr, savedOf, stamp, type Outcome, type Writing } from "./saved.ts";
import { saveWorkers, workersAmong } from "./worker-queries.ts";

interface WorkersChange extends Omit<Writing, "version"> {
  readonly legalEntity: LegalEntityCode;
  /** Each worker once. */
  readonly puts: readonly { readonly code: OperatorId; readonly change: Change<typeof Worker> }[];
}

/** Stores workers of a file, which never holds passwords, by the rules of `putWorkerOf`: what many need is read and written together. Tells the outcome of each. */
export async function putWorkersOf(
  { db: trx, clock }: { db: Transaction<Database>; clock: Deps["clock"] },
  { legalEntity, puts, ...writing }: WorkersChange,
): Promise<readonly Outcome[]> {
  await entityOrRefusal(trx, legalEntity);
  const wrongBooks = await refusalsOfBooks(trx, {
    legalEntity,
    rows: puts.map(({ change }) => (change.employeeAddressBooks ?? []).map((code, i) => ({ code, path: ["employeeAddressBooks", i] }))),
  });
  const codes = puts.map(({ code }) => code);
  await holdThings(trx, { list: ["worker", legalEntity], codes }, writing);
  const stored = new Map((await workersAmong(trx, { legalEntity, codes })).map((row) => [row.operator_id, row]));
  const after = puts.map(({ code, change }, i) => wrongBooks[i] ?? outcomeOr(() => workerAfter(stored.get(code), change)));
  const named = await holdNamed(trx, { legalEntity, workers: after.flatMap((one) => (one instanceof Refusal ? [] : one)) });
  const judged = after.map((one) => (one instanceof Refusal ? one : outcomeOr(() => withKnownNames(one, { legalEntity, ...named }))));
  const changed = judged.flatMap((worker, i) => {
    const [code, before] = [codes[i], stored.get(codes[i] ?? "")];
    if (code === undefined || worker instanceof Refusal || (before !== undefined && isAsStored(worker, before))) return [];
    return [{ ...worker, operatorId: code, before }];
  });
  const saved = await saveWorkers(trx, { legalEntity, workers: changed, stamp: stamp(writing, clock.now()) });
  return judged.map((worker, i) => {
    if (worker instanceof Refusal) return { kind: "refused", refusal: worker };
    const row = saved.get(codes[i] ?? "") ?? stored.get(codes[i] ?? "");
    if (row === undefined) throw new Error("a worker was neither stored nor there");
    return { kind: "stored", saved: savedOf(row) };
  });
}
