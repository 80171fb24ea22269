import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { NoteId } from "../ids.ts";
import { CustomerPath } from "../paths.ts";

export const NoteText = z.string().trim().min(1).max(4000);

/** The author's name is the one it was written under. Without network a note is written before it is received. */
export const Note = z
  .object({ id: NoteId, text: NoteText, pinned: z.boolean(), author: z.string(), writtenAt: z.iso.datetime(), receivedAt: z.iso.datetime() })
  .meta({ id: "Note" });
export type Note = z.infer<typeof Note>;

/** The id is the device's own, so a repeated send is the same note. `waitedMs` is how long before this call it was written. */
export const addNote = endpoint({
  name: "addNote",
  method: "POST",
  path: "/api/pos/customers/:customerId/notes",
  permission: "note.write",
  summary: "Add a note; `pinned` is shown for reading before contact.",
  params: CustomerPath,
  body: z.strictObject({ id: NoteId, text: NoteText, pinned: z.boolean().default(false), waitedMs: z.int().min(0).default(0) }),
  reply: Note,
  status: 201,
});
