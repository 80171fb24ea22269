import { Refusal } from "@rapport/contract";
import { ImportFault, ImportId, ImportMode, ImportPhase, ListName, type ImportProblem, type ListImport } from "@rapport/contract/lists";
import { fileFailure, fileFailureInEnglish, readFileFailure } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Readable } from "node:stream";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Actor, Exchange } from "../http/index.ts";
import { addJob } from "../jobs/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { StoredActor, storedActor } from "./actor.ts";
import type { ListPlace } from "./open-list.ts";
import { endImport } from "./end-import.ts";
import { refuseOff } from "./refuse-off.ts";
import { addChunk, addImport, importById, lockedImport, problemsAfter, removeImport, saveImport, type ImportRow } from "./queries.ts";

export const IMPORT_JOB = "lists.import";
const CHUNK_BYTES = 512 * 1024;
const FILENAME_CHARACTERS = 255;
const ROOM_RETRY_SECONDS = 30;

interface OneImport extends ListPlace {
  readonly importId: ImportId;
}

/** Takes a file in. A job checks it then. */
export async function startImport(
  deps: Pick<Deps, "db" | "clock" | "disk" | "uploadMaxBytes">,
  { list, legalEntity, actor, http }: ListPlace & { readonly actor: Actor; readonly http: Pick<Exchange, "upload" | "header"> },
): Promise<ListImport> {
  const { db, clock, disk, uploadMaxBytes: maxBytes } = deps;
  await refuseOff(deps, { list, actor });
  if (legalEntity !== null) await entityOrRefusal(db, legalEntity);
  assertRoom(disk, Number(http.header("content-length") ?? 0));
  const upload = await http.upload({ maxBytes });
  const id = await addImport(db, { list, legalEntity, filename: plainName(upload.filename), actor: storedActor(actor), at: clock.now() });
  try {
    const bytes = await receive(deps, { id, stream: upload.stream });
    if (upload.truncated()) throw new Refusal("upload.too_large", { megabytes: Math.floor(maxBytes / 1024 ** 2) });
    await upload.end();
    return await inTransaction(db, async (trx) => {
      await saveImport(trx, id, { phase: "checking", bytes });
      await queue(trx, id);
      return shown(assertOf(await importById(trx, id), { list, legalEntity }));
    });
  } catch (cause) {
    await removeImport(db, id);
    throw cause;
  }
}

/** Stores the bytes as they come, and counts them. */
async function receive({ db, disk }: Pick<Deps, "db" | "disk">, { id, stream }: { id: string; stream: Readable }): Promise<number> {
  let [number, total, waiting, parts] = [0, 0, 0, [] as Buffer[]];
  const flush = async () => {
    assertRoom(disk);
    if (waiting > 0) await addChunk(db, { id, number: number++, bytes: Buffer.concat(parts) });
    [waiting, parts] = [0, []];
  };
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
    waiting += part.length;
    total += part.length;
    if (waiting >= CHUNK_BYTES) await flush();
  }
  await flush();
  return total;
}

/** Refuses a file, or the rest of one, that would use the reserve of the disk (F2). */
function assertRoom(disk: Deps["disk"], bytes = 0): void {
  if (!disk.takes(bytes)) throw new Refusal("server.disk_nearly_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
}

async function queue(db: Deps["db"], id: string): Promise<void> {
  // One after the other, so that imports leave room for other jobs.
  await addJob(db, { name: IMPORT_JOB, payload: { id }, queue: "lists", maxAttempts: 100 });
}

export async function readImport({ db }: Pick<Deps, "db">, { importId, ...place }: OneImport): Promise<ListImport> {
  return shown(assertOf(await importById(db, importId), place));
}

export async function readProblems(
  deps: Pick<Deps, "db">,
  { after, limit, ...of }: OneImport & { readonly after: number; readonly limit: number },
): Promise<{ problems: ImportProblem[]; next: number | null }> {
  await readImport(deps, of);
  const rows = await problemsAfter(deps.db, { id: of.importId, after, limit: limit + 1 });
  const problems = rows
    .slice(0, limit)
    .map(({ cells, faults, ...row }) => ({ ...row, cells: z.array(z.string()).parse(cells), faults: z.array(ImportFault).parse(faults) }));
  return { problems, next: rows.length > limit ? (problems.at(-1)?.line ?? null) : null };
}

/** Lets a job store the rows of a checked import. A second try of the same is refused, so that nothing is stored twice. */
export async function applyImport(
  deps: Pick<Deps, "db" | "clock">,
  { importId, mode, actor, ...place }: OneImport & { readonly mode: ImportMode; readonly actor: Actor },
): Promise<ListImport> {
  const { db } = deps;
  await refuseOff(deps, { ...place, actor });
  return await inTransaction(db, async (trx) => {
    const row = assertOf(await lockedImport(trx, importId), place);
    if (row.phase !== "checked") throw new Refusal("import.not_checked", {});
    if (mode === "all" && row.invalid > 0) throw new Refusal("import.invalid_rows", { invalid: row.invalid });
    const nothing = { line: 0, added: 0, updated: 0, unchanged: 0, invalid: 0, told: 0, read_bytes: 0, starts: 0 };
    await saveImport(trx, importId, { ...nothing, phase: "applying", mode, failure: null, actor: storedActor(actor) });
    await queue(trx, importId);
    return shown(assertOf(await importById(trx, importId), place));
  });
}

/**
 * Ends an import that is under way or waits for somebody, and deletes its file. Waits for the rows that are being stored; good rows that are stored stay, and their
 * stores get them. Whoever asks twice, or too late, is told what became of it.
 */
export async function stopImport(deps: Pick<Deps, "db" | "clock" | "log">, { importId, ...place }: OneImport): Promise<ListImport> {
  const row = assertOf(await importById(deps.db, importId), place);
  await endImport(deps, { row, failure: fileFailure("list.stopped", {}) });
  return await readImport(deps, { importId, ...place });
}

/** An import of another list or legal entity is not found. */
function assertOf(row: ImportRow | undefined, { list, legalEntity }: ListPlace): ImportRow {
  if (row === undefined || row.list !== list || row.legal_entity !== legalEntity) throw new Refusal("import.unknown", {});
  return row;
}

function shown(row: ImportRow): ListImport {
  const actor = StoredActor.parse(row.actor);
  const failure = readFileFailure(row.failure);
  const { filename, added, updated, unchanged, invalid, told, header, columns } = row;
  return {
    id: ImportId.parse(row.id),
    list: ListName.parse(row.list),
    filename,
    phase: ImportPhase.parse(row.phase),
    mode: ImportMode.nullable().parse(row.mode),
    progress: Math.min(1, Number(row.read_bytes) / Math.max(1, Number(row.bytes))),
    added,
    updated,
    unchanged,
    invalid,
    told,
    header,
    columns,
    unknownColumns: row.unknown_columns,
    failure: failure === null ? null : { ...failure, message: fileFailureInEnglish(failure) },
    at: row.made_at.toISOString(),
    by: actor.kind === "headquarters" ? actor.name : null,
  };
}

/** The last part of the name, without characters that a list cannot show. */
function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").trim();
  return Array.from(plain).slice(0, FILENAME_CHARACTERS).join("") || "list.csv";
}
