import { Refusal, type AttachmentId, type CustomerId, type LegalEntityCode, type NoteId } from "@rapport/contract";
import { audit } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor, FileReply } from "../../http/index.ts";
import { bytesOf } from "../../received-files/index.ts";
import { noteById } from "../note-queries.ts";
import { attachmentFolder } from "./attachment-files.ts";
import { attachmentById } from "./attachment-queries.ts";

interface Asked {
  readonly legalEntity: LegalEntityCode;
  readonly customerId: CustomerId;
  readonly noteId: NoteId;
  readonly attachmentId: AttachmentId;
  readonly actor: Actor;
}

/** A browser saves it and never shows it: what a sender says it is could be a lie (R102). */
export async function readAttachment(deps: Pick<Deps, "db" | "clock" | "dataDir">, asked: Asked): Promise<FileReply> {
  const { legalEntity, customerId, noteId, attachmentId, actor } = asked;
  const note = await noteById(deps.db, { legalEntity, id: noteId });
  if (note?.customer_id !== customerId) throw new Refusal("note.unknown", {});
  const found = await attachmentById(deps.db, attachmentId);
  if (found?.note_id !== noteId) throw new Refusal("attachment.unknown", {});
  const body = await bytesOf(attachmentFolder(deps), found.file);
  if (body === undefined) throw new Refusal("attachment.lost", {});
  try {
    await audit(deps, {
      legalEntity,
      actor,
      action: "customer.attachment_saved",
      subjects: [customerId, { kind: "attachment", id: attachmentId }],
    });
  } catch (cause) {
    body.destroy();
    throw cause;
  }
  return {
    contentType: "application/octet-stream",
    body,
    filename: found.name,
    headers: { "content-length": String(found.bytes), "cache-control": "no-store" },
  };
}
