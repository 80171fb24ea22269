import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AttachmentId, NoteId } from "../ids.ts";
import { CustomerPath } from "../paths.ts";

export const NoteText = z.string().trim().min(1).max(4000);

/** The author's name is the one at the time of writing. Without a network a note is written before it is received. */
export const Note = z
  .object({ id: NoteId, text: NoteText, pinned: z.boolean(), author: z.string(), writtenAt: z.iso.datetime(), receivedAt: z.iso.datetime() })
  .meta({ id: "Note" });
export type Note = z.infer<typeof Note>;

export const Attachment = z
  .object({
    id: AttachmentId,
    /** The name under which it can be saved, made of the one its sender gave it (R102). */
    name: z.string(),
    bytes: z.int(),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: "Attachment" });
export type Attachment = z.infer<typeof Attachment>;

/** As it is read: with the files that headquarters added to it. */
export const NoteWithFiles = Note.extend({ attachments: z.array(Attachment) }).meta({ id: "NoteWithFiles" });
export type NoteWithFiles = z.infer<typeof NoteWithFiles>;

/** The device gives the id, so a repeated send is the same note. `waitedMs` says how long before this call it was written. */
export const addNote = endpoint({
  name: "addNote",
  method: "POST",
  path: "/api/pos/customers/:customerId/notes",
  permission: "note.write",
  feature: "clienteling",
  summary: "Add a note. A `pinned` note is to be read before contact.",
  params: CustomerPath,
  body: z.strictObject({ id: NoteId, text: NoteText, pinned: z.boolean().default(false), waitedMs: z.int().min(0).default(0) }),
  reply: Note,
  status: 201,
});

/** Nothing about a customer is hidden from who serves them (R51). */
export const getPosAttachment = endpoint({
  name: "getPosAttachment",
  method: "GET",
  path: "/api/pos/customers/:customerId/notes/:noteId/attachments/:attachmentId",
  permission: "pos",
  looksUp: true,
  feature: "clienteling",
  summary: "An attachment's bytes at a register, always as a file to save, whatever its sender said it is.",
  params: CustomerPath.extend({ noteId: NoteId, attachmentId: AttachmentId }),
  replyKind: "file",
});
