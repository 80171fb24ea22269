import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { NoteId } from "../ids.ts";
import { CustomerPath } from "../paths.ts";

export const NoteText = z.string().trim().min(1).max(4000);

export const Note = z.object({ id: NoteId, text: NoteText, pinned: z.boolean(), author: z.string(), writtenAt: z.iso.datetime() }).meta({ id: "Note" });
export type Note = z.infer<typeof Note>;

/** The id is the device's own, so a repeated send is the same note. */
export const addNote = endpoint({
  name: "addNote",
  method: "POST",
  path: "/api/pos/customers/:customerId/notes",
  permission: "note.write",
  summary: "Add a note; `pinned` is shown for reading before contact.",
  params: CustomerPath,
  body: z.strictObject({ id: NoteId, text: NoteText, pinned: z.boolean().default(false) }),
  reply: Note,
  status: 201,
});
