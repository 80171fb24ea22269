import { AttachmentId, Refusal, type AccountNumber, type LegalEntityCode, type NoteId } from "@rapport/contract";
import { ATTACHMENT_BYTES, ATTACHMENTS_OF_A_NOTE, type Attachment } from "@rapport/contract/timeline";
import { safeFileName } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { rm } from "node:fs/promises";
import { audit } from "../../audit/index.ts";
import { customerOfNumber } from "../../customers/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor, Exchange } from "../../http/index.ts";
import { assertRoomFor, forget, keep, receive, type ReceivedFile } from "../../received-files/index.ts";
import { lockedNote } from "../note-queries.ts";
import { attachmentFolder } from "./attachment-files.ts";
import { attachmentById, attachmentsOf, insertAttachment, knownFiles } from "./attachment-queries.ts";

type KeepDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk">;
interface Sent {
  readonly legalEntity: LegalEntityCode;
  readonly accountNumber: AccountNumber;
  readonly noteId: NoteId;
  readonly attachmentId: AttachmentId;
  readonly actor: Actor;
  readonly http: Pick<Exchange, "upload" | "header">;
}

/**
 * Adds a file to a note (R102). Its bytes and name are durable on disk before its row is, so no row is ever without its file. A file whose row never came,
 * because the server was killed, is removed at the next start. Sent again, it is the same attachment.
 */
export async function keepAttachment(deps: KeepDeps, sent: Sent): Promise<Attachment> {
  const { db, disk } = deps;
  const { legalEntity, noteId, http } = sent;
  const customerId = await customerOfNumber(db, sent);
  // Before the file is taken in. The note is looked up again when it is stored.
  if ((await lockedNote(db, { legalEntity, customerId, noteId, remove: false })) === undefined) throw new Refusal("note.unknown", {});
  assertRoomFor(disk, Number(http.header("content-length") ?? 0));
  const upload = await http.upload({ maxBytes: ATTACHMENT_BYTES });
  const received = await receive({ folder: attachmentFolder(deps), disk }, { upload, maxBytes: ATTACHMENT_BYTES });
  let file: string;
  try {
    file = await keep(attachmentFolder(deps), received);
  } catch (cause) {
    await rm(received.path, { force: true });
    throw cause;
  }
  try {
    const attachment = await add(deps, { ...sent, customerId, file, received, name: safeFileName(upload.filename, "attachment") });
    // Sent again, it is an attachment already, and this copy is none.
    await forgetUnknown(deps, file);
    return attachment;
  } catch (cause) {
    // A refusal comes before anything is committed. After any other failure the row may still be written, by a commit whose answer was lost: the next start
    // looks again, when that is over.
    if (cause instanceof Refusal) await forgetUnknown(deps, file);
    throw cause;
  }
}

async function forgetUnknown(deps: KeepDeps, file: string): Promise<void> {
  const known = await knownFiles(deps.db, [file]).catch(() => new Set([file]));
  if (!known.has(file)) await forget(attachmentFolder(deps), [file]);
}

type Kept = Omit<Sent, "http"> & {
  readonly customerId: Awaited<ReturnType<typeof customerOfNumber>>;
  readonly file: string;
  readonly received: ReceivedFile;
  readonly name: string;
};

async function add({ db, clock }: KeepDeps, kept: Kept): Promise<Attachment> {
  const { legalEntity, customerId, noteId, attachmentId: id, actor, file, received, name } = kept;
  return await inTransaction(db, async (trx) => {
    if ((await lockedNote(trx, { legalEntity, customerId, noteId, remove: false })) === undefined) throw new Refusal("note.unknown", {});
    const found = await attachmentById(trx, id);
    if (found !== undefined) {
      if (found.note_id !== noteId) throw new Refusal("attachment.unknown", {});
      if (!found.hash.equals(received.hash) || found.name !== name) throw new Refusal("attachment.id_in_use", {});
      return shownAttachment(found);
    }
    if ((await attachmentsOf(trx, [noteId])).length >= ATTACHMENTS_OF_A_NOTE) throw new Refusal("attachment.too_many", { most: ATTACHMENTS_OF_A_NOTE });
    const addedAt = clock.now();
    await insertAttachment(trx, { id, noteId, file, name, bytes: received.bytes, hash: received.hash, addedAt });
    await audit(
      { db: trx, clock },
      { legalEntity, actor, action: "customer.attachment_added", subjects: [{ id: customerId, changes: { attachment: { from: null, to: id } } }] },
    );
    return { id, name, bytes: received.bytes, addedAt: addedAt.toISOString() };
  });
}

export function shownAttachment({ id, name, bytes, added_at }: { id: string; name: string; bytes: number; added_at: Date }): Attachment {
  return { id: AttachmentId.parse(id), name, bytes, addedAt: added_at.toISOString() };
}

/** Those of one note. */
export function shownOf(attachments: Awaited<ReturnType<typeof attachmentsOf>>, { id }: { readonly id: string }): Attachment[] {
  return attachments.filter(({ note_id: note }) => note === id).map(shownAttachment);
}
