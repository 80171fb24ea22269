import type { ImportFault, ImportId, ImportMode, ImportPhase, ListName } from "@rapport/contract/lists";
import type { FileFailure } from "@rapport/contract/refusals";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import type { StoredActor } from "./actor.ts";

type Db = Kysely<Database>;

export interface NewImport {
  readonly list: ListName;
  readonly legalEntity: string | null;
  readonly filename: string;
  readonly actor: StoredActor;
  readonly at: Date;
}

/** An import whose bytes are still received: nobody sees it before its phase is set. */
export async function addImport(db: Db, { list, legalEntity: legal_entity, filename, actor, at: made_at }: NewImport): Promise<string> {
  const added = await db
    .insertInto("list_import")
    .values({ list, legal_entity, filename, actor: JSON.stringify(actor), made_at, phase: "receiving" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return added.id;
}

export async function addChunk(db: Db, chunk: { id: string; number: number; bytes: Buffer }): Promise<void> {
  await db.insertInto("list_import_chunk").values({ import_id: chunk.id, number: chunk.number, bytes: chunk.bytes }).execute();
}

/** The bytes of the file, a chunk at a time. */
export async function* chunksOf(db: Db, id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const chunk = await db.selectFrom("list_import_chunk").select("bytes").where("import_id", "=", id).where("number", "=", number).executeTakeFirst();
    if (chunk === undefined) return;
    yield chunk.bytes;
  }
}

export async function removeImport(db: Db, id: string): Promise<void> {
  await db.deleteFrom("list_import").where("id", "=", id).execute();
}

export async function removeChunks(db: Db, id: string): Promise<void> {
  await db.deleteFrom("list_import_chunk").where("import_id", "=", id).execute();
}

/** Imports of before this time. */
export async function removeOldImports(db: Db, before: Date): Promise<void> {
  await db.deleteFrom("list_import").where("made_at", "<", before).execute();
}

/** Deletes the files of imports that were checked before this time and never stored, and what was never received whole. */
export async function endForgottenImports(db: Db, { before, failure }: { before: Date; failure: FileFailure }): Promise<void> {
  await db.deleteFrom("list_import").where("phase", "=", "receiving").where("made_at", "<", before).execute();
  await sql`
    with ended as (
      update list_import set phase = 'failed', failure = ${JSON.stringify(failure)}::jsonb, added = 0, updated = 0, unchanged = 0, invalid = 0, told = 0
      where phase = 'checked' and made_at < ${before} returning id
    ), rows as (delete from list_import_problem where import_id in (select id from ended))
    delete from list_import_chunk where import_id in (select id from ended)`.execute(db);
}

const COLUMNS = [
  "id",
  "legal_entity",
  "list",
  "filename",
  "actor",
  "made_at",
  "phase",
  "mode",
  "bytes",
  "read_bytes",
  "line",
  "added",
  "updated",
  "unchanged",
  "invalid",
  "told",
  "header",
  "columns",
  "unknown_columns",
  "failure",
  "starts",
] as const;

export async function importById(db: Db, id: string) {
  return await db.selectFrom("list_import").select(COLUMNS).where("id", "=", id).where("phase", "!=", "receiving").executeTakeFirst();
}
export type ImportRow = NonNullable<Awaited<ReturnType<typeof importById>>>;

/** Takes up an import that waits for work, and counts the start; undefined for one that waits for none. */
export async function beginImport(db: Db, id: string): Promise<ImportRow | undefined> {
  return await db
    .updateTable("list_import")
    .set((eb) => ({ starts: eb("starts", "+", 1) }))
    .where("id", "=", id)
    .where("phase", "in", ["checking", "applying"])
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export async function lockedImport(db: Db, id: string): Promise<ImportRow | undefined> {
  return await db.selectFrom("list_import").select(COLUMNS).where("id", "=", id).where("phase", "!=", "receiving").forUpdate().executeTakeFirst();
}

/** What is known of an import; what is not named stays. */
export interface ImportState {
  readonly phase?: ImportPhase;
  readonly mode?: ImportMode | null;
  readonly actor?: StoredActor;
  readonly bytes?: number;
  readonly read_bytes?: number;
  readonly line?: number;
  readonly added?: number;
  readonly updated?: number;
  readonly unchanged?: number;
  readonly invalid?: number;
  readonly told?: number;
  readonly header?: readonly string[];
  readonly columns?: readonly string[];
  readonly unknown_columns?: readonly string[];
  readonly failure?: FileFailure | null;
  readonly starts?: number;
}

export async function saveImport(db: Db, id: string, { failure, actor, header, columns, unknown_columns, ...state }: ImportState): Promise<void> {
  await db
    .updateTable("list_import")
    .set({
      ...state,
      ...(header !== undefined && { header: [...header] }),
      ...(columns !== undefined && { columns: [...columns] }),
      ...(unknown_columns !== undefined && { unknown_columns: [...unknown_columns] }),
      ...(failure !== undefined && { failure: failure === null ? null : JSON.stringify(failure) }),
      ...(actor !== undefined && { actor: JSON.stringify(actor) }),
    })
    .where("id", "=", id)
    .execute();
}

export interface Problem {
  readonly line: number;
  readonly key: string;
  readonly stored: boolean;
  readonly cells: readonly string[];
  readonly faults: readonly ImportFault[];
}

export async function addProblems(db: Db, { id, problems }: { id: string; problems: readonly Problem[] }): Promise<void> {
  if (problems.length === 0) return;
  await sql`
    insert into list_import_problem (import_id, line, key, stored, cells, faults)
    select ${id}::uuid, line, key, stored, cells, faults
    from jsonb_to_recordset(${JSON.stringify(problems)}::jsonb) as p(line integer, key text, stored boolean, cells jsonb, faults jsonb)`.execute(db);
}

export async function removeProblems(db: Db, id: string): Promise<void> {
  await db.deleteFrom("list_import_problem").where("import_id", "=", id).execute();
}

export async function problemsAfter(db: Db, { id, after, limit }: { id: ImportId; after: number; limit: number }) {
  return await db
    .selectFrom("list_import_problem")
    .select(["line", "key", "stored", "cells", "faults"])
    .where("import_id", "=", id)
    .where("line", ">", after)
    .orderBy("line")
    .limit(limit)
    .execute();
}
