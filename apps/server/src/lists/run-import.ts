import type { LegalEntityCode } from "@rapport/contract";
import { ListName } from "@rapport/contract/lists";
import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomUUID } from "node:crypto";
import { auditPart, inPart } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { mayPass } from "../jobs/index.ts";
import { actorOf, RightsGone } from "./actor.ts";
import type { EditableList, Storing } from "./editable-list.ts";
import { publishAllAtOnce, publishIfAtOnce } from "../publishing/index.ts";
import { endImport, NOTHING, publishes } from "./end-import.ts";
import { openList, type ListPlace } from "./open-list.ts";
import {
  addProblems,
  beginImport,
  importById,
  lockedImport,
  removeChunks,
  removeProblems,
  saveImport,
  type ImportRow,
  type ImportState,
  type Problem,
} from "./queries.ts";
import { CsvFailure } from "./read-csv.ts";
import { readBatches, type Batch } from "./read-batches.ts";

type RunDeps = Pick<Deps, "db" | "clock" | "log">;

interface Work {
  readonly row: ImportRow;
  readonly place: ListPlace;
  readonly list: EditableList;
}

/** A file that ended the process so often, without getting on in between, is given up. */
const MOST_STARTS = 5;

/**
 * Does what an import waits for: checks its file, or stores its rows. After an interruption it goes on or begins again (IE5, IE6). The rights of whoever sent it
 * are judged again at the start and for each part (IE7); what is stored by then stays, and is told.
 */
export async function runImport(deps: RunDeps, id: string): Promise<void> {
  const row = await beginImport(deps.db, id);
  if (row === undefined) return;
  if (row.starts > MOST_STARTS) return await endImport(deps, { row, failure: fileFailure("list.interrupted", { times: MOST_STARTS }) });
  try {
    const place = { list: ListName.parse(row.list), legalEntity: row.legal_entity as LegalEntityCode | null };
    await actorOf(deps, row.actor, place);
    const work = { row, place, list: await openList(deps, place) };
    if (row.phase === "checking") await check(deps, work);
    else if (row.mode === "good") await storeGood(deps, work);
    else await storeAll(deps, work);
  } catch (error) {
    // What was stored is told and published by whoever stopped it.
    if (error instanceof Stopped) return;
    if (mayPass(error)) {
      // Not the file's fault: this start does not count, if that can still be written down.
      await saveImport(deps.db, id, { starts: 0 }).catch(() => undefined);
      throw error;
    }
    if (error instanceof CsvFailure) return await endImport(deps, { row, failure: error.failure });
    if (error instanceof RightsGone) return await endImport(deps, { row, failure: fileFailure("list.rights_gone", {}) });
    deps.log.error({ err: error, import: id }, "an import could not be done");
    await endImport(deps, { row, failure: fileFailure("list.not_done", {}) });
  }
}

/** Stores of a legal entity that publishes at once have what was imported, from the moment in which the import says that it is stored (PB9). */
async function publishImported(deps: Pick<RunDeps, "db" | "clock">, { list, legalEntity }: ListPlace): Promise<void> {
  if (!publishes(list)) return;
  if (legalEntity === null) await publishAllAtOnce(deps);
  else await publishIfAtOnce(deps, { legalEntity, by: null });
}

type Tally = { -readonly [K in keyof typeof NOTHING]: number };

interface Judged {
  readonly read: Omit<Batch, "rows">;
  readonly tally: Tally;
  readonly problems: readonly Problem[];
}

/** Finds out what the file would do. Nothing is stored but that. */
async function check(deps: RunDeps, work: Work, failure: FileFailure | null = null): Promise<void> {
  const { id } = work.row;
  await removeProblems(deps.db, id);
  const tell = async ({ read, tally, problems }: Judged) => {
    await inTransaction(deps.db, async (trx) => {
      await holdUnderWay(trx, work.row);
      await addProblems(trx, { id, problems });
      await saveImport(trx, id, { ...columnsOf(read), ...tally, read_bytes: read.readBytes });
    });
  };
  if (work.list.rowsDepend) {
    // Told afterwards: while the list is held, no second connection is waited for.
    const judged = await undone(deps, (trx) => everything(judge(deps, work, { ...WHOLE, dry: true, trx })));
    for (const one of judged) await tell(one);
  } else for await (const one of judge(deps, work, { dry: true, whole: false, trx: null })) await tell(one);
  await inTransaction(deps.db, async (trx) => {
    await holdUnderWay(trx, work.row);
    await saveImport(trx, id, { phase: "checked", line: 0, failure });
  });
}

/** Somebody ended the import meanwhile. */
class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Keeps the import as it is until the transaction ends; whoever stops it waits, or was faster. */
async function holdUnderWay(trx: Transaction<Database>, { id }: Pick<ImportRow, "id">): Promise<void> {
  assertUnderWay(await lockedImport(trx, id));
}

function assertUnderWay(row: ImportRow | undefined): void {
  if (row === undefined || (row.phase !== "checking" && row.phase !== "applying")) throw new Stopped();
}

/** Stores the good rows, some hundred in each transaction, with what became of them. */
async function storeGood(deps: RunDeps, work: Work): Promise<void> {
  const { id } = work.row;
  if (work.row.line === 0) await removeProblems(deps.db, id);
  for await (const _ of judge(deps, work, { dry: false, whole: false, trx: null }));
  await inTransaction(deps.db, async (trx) => {
    await holdUnderWay(trx, work.row);
    await publishImported({ db: trx, clock: deps.clock }, work.place);
    await saveImport(trx, id, { phase: "applied" });
    await removeChunks(trx, id);
  });
}

/** One row is wrong, so none is stored. */
class TurnedWrong extends Error {
  override readonly name = "TurnedWrong";
}

/** Stores every row in one transaction, or none. */
async function storeAll(deps: RunDeps, work: Work): Promise<void> {
  const { id } = work.row;
  try {
    await inTransaction(deps.db, async (trx) => {
      let state: ImportState = NOTHING;
      for await (const { read, tally } of judge(deps, work, { ...WHOLE, dry: false, trx })) {
        if (tally.invalid > 0) throw new TurnedWrong();
        state = { ...tally, read_bytes: read.readBytes };
      }
      // A file that was deleted meanwhile seemed to end early.
      await holdUnderWay(trx, work.row);
      await publishImported({ db: trx, clock: deps.clock }, work.place);
      await removeProblems(trx, id);
      await saveImport(trx, id, { ...state, phase: "applied" });
      await removeChunks(trx, id);
    });
  } catch (error) {
    if (!(error instanceof TurnedWrong)) throw error;
    await check(deps, work);
    const now = await importById(deps.db, id);
    await saveImport(deps.db, id, { mode: null, failure: fileFailure("list.nothing_applied", { invalid: now?.invalid ?? 0 }) });
  }
}

const WHOLE = { whole: true } as const;

/** Judges batch after batch: in the transaction given, or each in one of its own. */
async function* judge(
  deps: RunDeps,
  { row, list, place }: Work,
  { trx, ...how }: Omit<Storing, "actor"> & { trx: Transaction<Database> | null },
): AsyncGenerator<Judged> {
  const goesOn = !how.whole && !how.dry;
  let tally: Tally = goesOn ? tallyOf(row) : { ...NOTHING };
  // A check that begins again has entries of its own in the audit log, because it may find other things.
  const check = how.dry ? `.${randomUUID().slice(0, 8)}` : "";
  for await (const batch of readBatches(trx ?? deps.db, { id: row.id, list, after: tally.line })) {
    if (!goesOn) assertUnderWay(await importById(trx ?? deps.db, row.id));
    const one = async (db: Transaction<Database>): Promise<Judged> => {
      if (goesOn) await holdUnderWay(db, row);
      const actor = await actorOf({ db, clock: deps.clock }, row.actor, place);
      const part = `${batch.rows.at(-1)?.line ?? tally.line}${check}`;
      const own = { db, clock: deps.clock };
      const by = inPart(actor, part);
      const work = async () => await judgeBatch(own, { batch, list, before: tally, how: { ...how, actor: by } });
      const judged = how.dry ? await work() : await auditPart(own, { actor: by, legalEntity: place.legalEntity, work });
      if (goesOn) {
        await addProblems(db, { id: row.id, problems: judged.problems });
        await saveImport(db, row.id, { ...judged.tally, read_bytes: batch.readBytes, starts: 1 });
      }
      return judged;
    };
    const isUndone = how.dry && !list.dryStoresNothing;
    const judged = trx !== null ? await one(trx) : isUndone ? await undone(deps, one) : await inTransaction(deps.db, one);
    tally = judged.tally;
    yield judged;
  }
}

async function judgeBatch(
  deps: { db: Transaction<Database>; clock: Deps["clock"] },
  { batch, list, before, how }: { batch: Batch; list: EditableList; before: Tally; how: Storing },
): Promise<Judged> {
  const readable = batch.rows.filter(({ faults }) => faults.length === 0);
  const fates = await list.store(
    deps,
    readable.map(({ values }) => values),
    how,
  );
  const fateOf = new Map(readable.map((row, i) => [row, fates[i]]));
  const tally = { ...before, line: batch.rows.at(-1)?.line ?? before.line };
  const problems: Problem[] = [];
  for (const row of batch.rows) {
    const { kind, faults } = fateOf.get(row) ?? { kind: "invalid", faults: row.faults };
    tally[kind] += 1;
    if (kind !== "invalid" && faults.length > 0) tally.told += 1;
    if (faults.length > 0) problems.push({ line: row.line, key: row.key, stored: kind !== "invalid", cells: row.cells, faults });
  }
  const { rows: _, ...read } = batch;
  return { read, tally, problems };
}

/** Does work in a transaction and undoes it. */
async function undone<T>({ db }: Pick<Deps, "db">, work: (trx: Transaction<Database>) => Promise<T>): Promise<T> {
  const done: T[] = [];
  class Undo extends Error {}
  try {
    await inTransaction(db, async (trx) => {
      done.push(await work(trx));
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return done.at(-1) as T;
}

async function everything<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

function tallyOf({ line, added, updated, unchanged, invalid, told }: ImportRow): Tally {
  return { line, added, updated, unchanged, invalid, told };
}

function columnsOf({ header, columns, unknownColumns }: Judged["read"]): Pick<ImportState, "header" | "columns" | "unknown_columns"> {
  return { header, columns, unknown_columns: unknownColumns };
}
