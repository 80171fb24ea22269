import { NoteId, Refusal, type Body, type CustomerId, type LegalEntityCode, type WorkerId } from "@rapport/contract";
import type { Note, addNote } from "@rapport/contract/timeline";
import { DAY_MS } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { customerOrRefusal, noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { insertNote, noteById } from "./note-queries.ts";
import { wasRemoved } from "./removed-queries.ts";

type NewNote = Pick<Body<typeof addNote>, "id" | "text" | "pinned"> & {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly customerId: CustomerId;
  readonly waitedMs?: number;
};

/** A note cannot have waited longer than this: the device's clock is wrong. */
const LONGEST_WAIT_MS = 30 * DAY_MS;

/**
 * Stores a note under the device's own id. A note that is sent again stays one note. Other content under the same id is a
 * conflict. The id of another customer's note is *not found*, so that nothing is told about that note.
 * The device says how long the note waited; that gives the time it was written (OF7). The time of arrival is kept beside it.
 */
export async function writeNote({ db, clock }: Pick<Deps, "db" | "clock">, note: NewNote): Promise<Note> {
  const { legalEntity, actor, customerId, id, text, pinned, waitedMs = 0 } = note;
  const { author, workerId, hqUserId } = authorOf(actor);
  const receivedAt = clock.now();
  const writtenAt = writtenAtOf({ receivedAt, waitedMs });
  return await inTransaction(db, async (trx) => {
    await customerOrRefusal(trx, { legalEntity, customerId });
    if (await wasRemoved(trx, { legalEntity, id })) throw new Refusal("note.removed", {});
    const isNew = await insertNote(trx, { id, legalEntity, customerId, workerId, hqUserId, author, text, pinned, writtenAt, receivedAt });
    if (isNew)
      await audit(
        { db: trx, clock },
        { legalEntity, actor, action: "customer.note_added", subjects: [{ id: customerId, changes: { note: { from: null, to: id } } }] },
      );
    const stored = await noteById(trx, { legalEntity, id });
    if (stored?.customer_id !== customerId) throw noSuchCustomer();
    if (stored.text !== text || stored.pinned !== pinned || stored.worker_id !== workerId || stored.hq_user_id !== hqUserId)
      throw new Refusal("note.id_in_use", {});
    return noteOf(stored);
  });
}

/** When it was written, by how long the device says that it waited (OF7). */
export function writtenAtOf({ receivedAt, waitedMs }: { receivedAt: Date; waitedMs: number }): Date {
  return new Date(receivedAt.getTime() - (waitedMs <= LONGEST_WAIT_MS ? waitedMs : 0));
}

/** A worker, or a person of headquarters; a key has only its name. */
export function authorOf(actor: Actor): { author: string; workerId: WorkerId | null; hqUserId: string | null } {
  if (actor.kind === "public") throw new Error("a note by nobody known");
  return {
    author: actor.name,
    workerId: actor.kind === "pos" ? actor.workerId : null,
    hqUserId: actor.kind === "headquarters" ? actor.userId : null,
  };
}

export function noteOf(stored: {
  readonly id: string;
  readonly text: string;
  readonly pinned: boolean;
  readonly author: string;
  readonly written_at: Date;
  readonly received_at: Date;
}): Note {
  return {
    id: NoteId.parse(stored.id),
    text: stored.text,
    pinned: stored.pinned,
    author: stored.author,
    writtenAt: stored.written_at.toISOString(),
    receivedAt: stored.received_at.toISOString(),
  };
}
