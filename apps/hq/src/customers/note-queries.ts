import { ask, askWithFile } from "@rapport/app-shell";
import { addCustomerNote, type Attachment, deleteCustomerNote, listCustomerNotes, putAttachment } from "@rapport/contract/timeline";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { CUSTOMERS_KEY, type OneCustomer } from "./queries.ts";

export type OneNote = OneCustomer & { readonly noteId: string };

/** A customer's notes: those to read before contact, then the others, newest first. */
export function notesQuery(params: OneCustomer) {
  return infiniteQueryOptions({
    queryKey: [CUSTOMERS_KEY, "one", params, "notes"],
    queryFn: ({ pageParam }) => ask(listCustomerNotes, { params, query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export async function saveNote(params: OneCustomer, note: { id: string; text: string; pinned: boolean }) {
  return await ask(addCustomerNote, { params, body: note });
}

export async function removeNote(params: OneNote): Promise<void> {
  await ask(deleteCustomerNote, { params });
}

/** Adds one file to a note. Sent again under its id it is the same file. */
export async function sendAttachment({ id: attachmentId, ...params }: OneNote & { readonly id: string }, file: File): Promise<Attachment> {
  return await askWithFile(putAttachment, { params: { ...params, attachmentId } }, file);
}

export function attachmentAddress({ legalEntity, accountNumber, noteId, id }: OneNote & { readonly id: string }): string {
  return `/api/legal-entities/${encodeURIComponent(legalEntity)}/customers/${encodeURIComponent(accountNumber)}/notes/${noteId}/attachments/${id}`;
}
