import { ask, signedInAs } from "@rapport/app-shell";
import { Refusal, SIGNED_IN_AS } from "@rapport/contract";
import { refusalOf } from "@rapport/contract/refusals";
import { addCustomerNote, Attachment, deleteCustomerNote, listCustomerNotes } from "@rapport/contract/timeline";
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
export async function sendAttachment({ id, ...params }: OneNote & { readonly id: string }, file: File): Promise<Attachment> {
  const body = new FormData();
  body.set("file", file, file.name);
  const person = signedInAs();
  const headers: Record<string, string> = person === null ? {} : { [SIGNED_IN_AS]: person };
  const answer = await fetch(attachmentAddress({ ...params, id }), { method: "PUT", body, headers, credentials: "same-origin" }).catch((cause: unknown) => {
    throw new Refusal("server.unreachable", {}, { cause });
  });
  const read: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw refusalOf(answer.status, read);
  return Attachment.parse(read);
}

export function attachmentAddress({ legalEntity, accountNumber, noteId, id }: OneNote & { readonly id: string }): string {
  return `/api/legal-entities/${encodeURIComponent(legalEntity)}/customers/${encodeURIComponent(accountNumber)}/notes/${noteId}/attachments/${id}`;
}
