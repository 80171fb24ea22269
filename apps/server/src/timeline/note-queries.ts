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
  readonly workerId: WorkerId;
  readonly text: string;
  readonly pinned: boolean;
  /** The worker's present name; the note keeps it. */
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
    .select(["id", "text", "pinned", "written_at", "received_at", "customer_id", "worker_id", "author"])
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", id)
    .executeTakeFirst();
}
