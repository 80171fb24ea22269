import { z } from "zod";
import { Cursor } from "../cursor.ts";
import { CustomerNumberPath } from "../customers/headquarters.ts";
import { endpoint } from "../endpoint.ts";
import { AttachmentId, NoteId } from "../ids.ts";
import { Attachment, NoteText, NoteWithFiles } from "./notes.ts";

/** The largest file of a note, and how many files a note has at most. */
export const ATTACHMENT_BYTES = 25 * 1024 ** 2;
export const ATTACHMENTS_OF_A_NOTE = 20;

export const CustomerNote = NoteWithFiles.extend({
  /** True when the caller may delete it (R61). */
  removable: z.boolean(),
}).meta({ id: "CustomerNote" });
export type CustomerNote = z.infer<typeof CustomerNote>;

const OneNote = CustomerNumberPath.extend({ noteId: NoteId });
const OneAttachment = OneNote.extend({ attachmentId: AttachmentId });

export const listCustomerNotes = endpoint({
  name: "listCustomerNotes",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/notes",
  permission: "customer.manage",
  summary: "The notes about a customer with their attachments: those to read before contact first, then the newest.",
  params: CustomerNumberPath,
  query: z.object({ cursor: Cursor, limit: z.coerce.number().int().min(1).max(100).default(50) }),
  reply: z.object({ notes: z.array(CustomerNote), total: z.int(), nextCursor: z.string().nullable() }),
});

export const addCustomerNote = endpoint({
  name: "addCustomerNote",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/notes",
  permission: "customer.manage",
  summary: "Add a note from headquarters. Sent again under the same id it is the same note.",
  params: CustomerNumberPath,
  body: z.strictObject({ id: NoteId, text: NoteText, pinned: z.boolean().default(false) }),
  reply: CustomerNote,
  status: 201,
});

export const deleteCustomerNote = endpoint({
  name: "deleteCustomerNote",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/notes/:noteId",
  permission: "customer.manage",
  summary: "Delete a note with its attachments: one's own within 24 hours, any note for whoever sets up the organisation.",
  params: OneNote,
});

export const putAttachment = endpoint({
  name: "putAttachment",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/notes/:noteId/attachments/:attachmentId",
  permission: "customer.manage",
  summary: `Add a file of at most ${ATTACHMENT_BYTES / 1024 ** 2} MB to a note, multipart part \`file\`. Sent again under the same id it is the same attachment.`,
  params: OneAttachment,
  bodyKind: "multipart",
  reply: Attachment,
  status: 201,
});

export const getAttachment = endpoint({
  name: "getAttachment",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/notes/:noteId/attachments/:attachmentId",
  permission: "customer.manage",
  summary: "An attachment's bytes, always as a file to save, whatever its sender said it is.",
  params: OneAttachment,
  replyKind: "file",
});
