import type { AttachmentId, NoteId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

const SHOWN = ["id", "note_id", "name", "bytes", "added_at", "file", "hash"] as const;

/** In the order in which they were added. */
export async function attachmentsOf(db: Db, noteIds: readonly string[]) {
  if (noteIds.length === 0) return [];
  return await db.selectFrom("note_attachment").select(SHOWN).where("note_id", "in", noteIds).orderBy("added_at").orderBy("id").execute();
}

export async function attachmentById(db: Db, id: AttachmentId) {
  return await db.selectFrom("note_attachment").select(SHOWN).where("id", "=", id).executeTakeFirst();
}

export interface NewAttachment {
  readonly id: AttachmentId;
  readonly noteId: NoteId;
  readonly file: string;
  readonly name: string;
  readonly bytes: number;
  readonly hash: Buffer;
  readonly addedAt: Date;
}

export async function insertAttachment(trx: Db, { noteId, addedAt, ...attachment }: NewAttachment): Promise<void> {
  await trx
    .insertInto("note_attachment")
    .values({ ...attachment, note_id: noteId, added_at: addedAt })
    .execute();
}

/** Those of these files that are an attachment. */
export async function knownFiles(db: Db, files: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ file: string }>`select file from note_attachment where file = any(${files}::uuid[])`.execute(db);
  return new Set(rows.map(({ file }) => file));
}

export async function hasAttachments(db: Db): Promise<boolean> {
  return (await db.selectFrom("note_attachment").select("file").limit(1).executeTakeFirst()) !== undefined;
}
