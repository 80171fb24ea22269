import { CustomerId, NoteId } from "@rapport/contract";
import { z } from "zod";

/** A note that the server has not acknowledged, as kept on the device. It was finished at `writtenAt` by this device's clock; null for a draft. */
export const KeptNote = z.object({
  id: NoteId,
  customerId: CustomerId,
  customerName: z.string(),
  text: z.string(),
  pinned: z.boolean(),
  writtenAt: z.number().nullable(),
});
export type KeptNote = z.infer<typeof KeptNote>;

/** A `waiting` note is sent by itself; about a `failed` one its writer must decide. */
export type UnsentNote = KeptNote & ({ readonly state: "draft" | "saving" | "waiting" } | { readonly state: "failed"; readonly error: unknown });

/** A worker's notes on this device. If not `isKept`, they are lost with the page. */
export interface Unsent {
  readonly notes: readonly UnsentNote[];
  readonly isKept: boolean;
}
export const NOTHING: Unsent = { notes: [], isKept: true };

/** The draft about a customer. */
export function draftOf({ notes }: Pick<Unsent, "notes">, customerId: CustomerId): UnsentNote | undefined {
  return notes.find((note) => note.state === "draft" && note.customerId === customerId);
}

/** Finished notes, newest first. */
export function finished({ notes }: Pick<Unsent, "notes">): UnsentNote[] {
  return notes.filter(({ writtenAt }) => writtenAt !== null).toSorted((a, b) => (b.writtenAt ?? 0) - (a.writtenAt ?? 0));
}
