import type { CustomerId, LegalEntityCode, NoteId, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

interface OfCustomer {
  readonly legalEntity: LegalEntityCode;
  readonly customerId: CustomerId;
}

function notes(db: Db, { legalEntity, customerId }: OfCustomer) {
  return db
    .selectFrom("note as n")
    .select(["n.id", "n.text", "n.pinned", "n.written_at", "n.received_at", "n.author"])
    .where("n.legal_entity", "=", legalEntity)
    .where("n.customer_id", "=", customerId)
    .orderBy("n.written_at", "desc");
}

/** Newest first, before a point in time. Notes with the same time as the last one are included. */
export async function newestNotes(db: Db, { before, limit, ...of }: OfCustomer & { before: Date | null; limit: number }) {
  return await notes(db, of)
    .$if(before !== null, (query) => query.where("n.written_at", "<", before))
    .fetch(limit, "with ties")
    .execute();
}

export async function pinnedNotes(db: Db, of: OfCustomer) {
  return await notes(db, of).where("n.pinned", "=", true).orderBy("n.id").execute();
}

export async function countNotes(db: Db, { legalEntity, customerId }: OfCustomer): Promise<number> {
  const { notes: count } = await db
    .selectFrom("note")
    .select(sql<number>`count(*)::int`.as("notes"))
    .where("legal_entity", "=", legalEntity)
    .where("customer_id", "=", customerId)
    .executeTakeFirstOrThrow();
  return count;
}

export interface NewNote extends OfCustomer {
  readonly id: NoteId;
  readonly workerId: WorkerId | null;
  readonly hqUserId: string | null;
  readonly text: string;
  readonly pinned: boolean;
  /** The author's present name; the note keeps it. */
  readonly author: string;
  readonly writtenAt: Date;
  readonly receivedAt: Date;
}

/** False when a note with this id exists. */
export async function insertNote(db: Db, note: NewNote): Promise<boolean> {
  const added = await db
    .insertInto("note")
    .values({
      id: note.id,
      legal_entity: note.legalEntity,
      customer_id: note.customerId,
      worker_id: note.workerId,
      hq_user_id: note.hqUserId,
      text: note.text,
      pinned: note.pinned,
      author: note.author,
      written_at: note.writtenAt,
      received_at: note.receivedAt,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function noteById(db: Db, { legalEntity, id }: { legalEntity: LegalEntityCode; id: NoteId }) {
  return await db
    .selectFrom("note")
    .select(["id", "text", "pinned", "written_at", "received_at", "customer_id", "worker_id", "hq_user_id", "author"])
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The place after a note in the order of headquarters. Times are in milliseconds, as they are sent. */
export interface NotePlace {
  readonly pinned: boolean;
  readonly writtenAt: string;
  readonly id: string;
}

/** Notes to read before contact first, then the newest; one more than `limit` where there is a next page. */
export async function notesInOrder(db: Db, { legalEntity, customerId, after, limit }: OfCustomer & { after: NotePlace | null; limit: number }) {
  const writtenAt = sql<Date>`date_trunc('milliseconds', n.written_at)`;
  const isNext =
    after === null
      ? sql<boolean>`true`
      : sql<boolean>`(n.pinned, ${writtenAt}, n.id) < (${after.pinned}::boolean, ${after.writtenAt}::timestamptz, ${after.id}::uuid)`;
  return await db
    .selectFrom("note as n")
    .select(["n.id", "n.text", "n.pinned", "n.author", "n.received_at", "n.hq_user_id", "n.worker_id", writtenAt.as("written_at")])
    .where("n.legal_entity", "=", legalEntity)
    .where("n.customer_id", "=", customerId)
    .where(isNext)
    .orderBy("n.pinned", "desc")
    .orderBy(writtenAt, "desc")
    .orderBy("n.id", "desc")
    .limit(limit + 1)
    .execute();
}

/** A customer's note, locked against being deleted meanwhile or, with `remove`, against new attachments. */
export async function lockedNote(trx: Db, { legalEntity, customerId, noteId, remove }: OfCustomer & { noteId: NoteId; remove: boolean }) {
  return await trx
    .selectFrom("note")
    .select(["id", "hq_user_id", "worker_id", "received_at"])
    .where("legal_entity", "=", legalEntity)
    .where("customer_id", "=", customerId)
    .where("id", "=", noteId)
    .$if(remove, (query) => query.forUpdate())
    // Two files of one note are counted one after the other.
    .$if(!remove, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

export async function removeNoteRow(trx: Db, noteId: NoteId): Promise<void> {
  await trx.deleteFrom("note").where("id", "=", noteId).execute();
}
