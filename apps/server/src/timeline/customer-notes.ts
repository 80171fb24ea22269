import { NoteId, Refusal, type AccountNumber, type Body, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import type { addCustomerNote, CustomerNote, listCustomerNotes } from "@rapport/contract/timeline";
import { DAY_MS } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { z } from "zod";
import { audit } from "../audit/index.ts";
import { customerOfNumber } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { reachOf, readPlace, writePlace, type Actor } from "../http/index.ts";
import { noteOf, writeNote } from "./add-note.ts";
import { forget } from "../received-files/index.ts";
import { attachmentFolder } from "./attachments/attachment-files.ts";
import { attachmentsOf } from "./attachments/attachment-queries.ts";
import { shownAttachment, shownOf } from "./attachments/keep-attachment.ts";
import { countNotes, lockedNote, notesInOrder, removeNoteRow } from "./note-queries.ts";
import { keepRemoved } from "./removed-queries.ts";

interface OfCustomer {
  readonly legalEntity: LegalEntityCode;
  readonly accountNumber: AccountNumber;
  readonly actor: Actor;
}

const Place = z.tuple([z.boolean(), z.iso.datetime(), z.uuid()]);

/** A page of a customer's notes: those to read before contact first (R58), then the newest. Headquarters reads those of associates too (R100). */
export async function readNotes(
  deps: Pick<Deps, "db" | "clock">,
  { cursor, limit, ...of }: OfCustomer & Query<typeof listCustomerNotes>,
): Promise<Reply<typeof listCustomerNotes>> {
  const { db, clock } = deps;
  const { legalEntity, actor } = of;
  const customerId = await customerOfNumber(db, of);
  const place = cursor === null ? null : readPlace(cursor, Place);
  const after = place === null ? null : { pinned: place[0], writtenAt: place[1], id: place[2] };
  const [rows, total] = await Promise.all([notesInOrder(db, { legalEntity, customerId, after, limit }), countNotes(db, { legalEntity, customerId })]);
  const page = rows.slice(0, limit);
  const attachments = await attachmentsOf(
    db,
    page.map(({ id }) => id),
  );
  await audit(deps, { legalEntity, actor, action: "customer.notes_viewed", subjects: [customerId] });
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    total,
    nextCursor: last === undefined ? null : writePlace([last.pinned, last.written_at.toISOString(), last.id]),
    notes: page.map((row) => ({
      ...noteOf(row),
      attachments: shownOf(attachments, row),
      removable: mayRemove(row, { legalEntity, actor, now: clock.now() }),
    })),
  };
}

export async function addNoteOf(deps: Pick<Deps, "db" | "clock">, note: OfCustomer & Body<typeof addCustomerNote>): Promise<CustomerNote> {
  const { accountNumber: _, ...rest } = note;
  const customerId = await customerOfNumber(deps.db, note);
  const stored = await writeNote(deps, { ...rest, customerId });
  const attachments = await attachmentsOf(deps.db, [stored.id]);
  const now = deps.clock.now();
  const removable = mayRemove({ hq_user_id: userOf(note.actor), worker_id: null, received_at: new Date(stored.receivedAt) }, { ...note, now });
  return { ...stored, attachments: attachments.map(shownAttachment), removable };
}

/** Removes a note with its attachments. Their files go after the row, so that a kill in between leaves files that the next start removes. */
export async function removeNote(
  deps: Pick<Deps, "db" | "clock" | "dataDir" | "log">,
  { noteId, ...of }: OfCustomer & { readonly noteId: NoteId },
): Promise<void> {
  const { db, clock, log } = deps;
  const { legalEntity, actor } = of;
  const customerId = await customerOfNumber(db, of);
  const files = await inTransaction(db, async (trx) => {
    const note = await lockedNote(trx, { legalEntity, customerId, noteId, remove: true });
    if (note === undefined) throw new Refusal("note.unknown", {});
    if (!mayRemove(note, { legalEntity, actor, now: clock.now() })) throw new Refusal("note.not_yours", {});
    const attachments = await attachmentsOf(trx, [noteId]);
    await removeNoteRow(trx, noteId);
    await keepRemoved(trx, { legalEntity, id: noteId, at: clock.now() });
    const changes = { note: { from: noteId, to: null }, attachments: { from: attachments.map(({ id }) => id), to: [] } };
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.note_removed", subjects: [{ id: customerId, changes }] });
    return attachments.map(({ file }) => file);
  });
  try {
    await forget(attachmentFolder(deps), files);
  } catch (error) {
    log.error({ err: error, files: files.length }, "files of a removed note stay on disk until the next start");
  }
}

/** R61: who wrote it for 24 hours, and the people and keys that set up the organisation. A note of no person came by a key; any key may remove it. */
function mayRemove(
  { hq_user_id, worker_id, received_at }: { readonly hq_user_id: string | null; readonly worker_id: string | null; readonly received_at: Date },
  { legalEntity, actor, now }: { legalEntity: LegalEntityCode; actor: Actor; now: Date },
): boolean {
  const user = userOf(actor);
  const isWriter = user === null ? actor.kind === "apiKey" && hq_user_id === null && worker_id === null : hq_user_id === user;
  if (isWriter && now.getTime() - received_at.getTime() < DAY_MS) return true;
  const reach = reachOf(actor, "organisation.manage");
  return reach === "all" || reach.has(legalEntity);
}

function userOf(actor: Actor): string | null {
  return actor.kind === "headquarters" ? actor.userId : null;
}
