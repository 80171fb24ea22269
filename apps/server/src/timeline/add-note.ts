import { NoteId, Refusal, type Body, type CustomerId } from "@rapport/contract";
import type { Note, addNote } from "@rapport/contract/timeline";
import { inTransaction } from "@rapport/operational";
import { customerOrRefusal, noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { PosActor } from "../http/index.ts";
import { insertNote, noteById } from "./note-queries.ts";

type NewNote = Body<typeof addNote> & { readonly actor: PosActor; readonly customerId: CustomerId };

/**
 * Stores a note under the device's own id. Sent again, it is the same note. Other content under the same id is a
 * conflict. An id of another customer's note is *not found*, so that nothing is told about that note.
 */
export async function writeNote({ db, clock }: Pick<Deps, "db" | "clock">, { actor, customerId, id, text, pinned }: NewNote): Promise<Note> {
  const { legalEntity, workerId } = actor;
  return await inTransaction(db, async (trx) => {
    await customerOrRefusal(trx, { legalEntity, customerId });
    const isNew = await insertNote(trx, { id, legalEntity, customerId, workerId, text, pinned, writtenAt: clock.now() });
    if (isNew) await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.note_added", subjects: [customerId] });
    const stored = await noteById(trx, { legalEntity, id });
    if (stored?.customer_id !== customerId) throw noSuchCustomer();
    if (stored.text !== text || stored.pinned !== pinned || stored.worker_id !== workerId) throw new Refusal("note.id_in_use", {});
    return noteOf(stored);
  });
}

export function noteOf(stored: {
  readonly id: string;
  readonly text: string;
  readonly pinned: boolean;
  readonly author: string;
  readonly written_at: Date;
}): Note {
  return { id: NoteId.parse(stored.id), text: stored.text, pinned: stored.pinned, author: stored.author, writtenAt: stored.written_at.toISOString() };
}
