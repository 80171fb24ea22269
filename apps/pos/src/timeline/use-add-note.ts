import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { addNote } from "@rapport/contract/timeline";
import { useToast } from "@rapport/ui";
import { ask, useText } from "@rapport/app-shell";
import { type Attempt, type NewNote, pendingNotes } from "./pending-notes.ts";
import { timelineKey } from "./timeline-queries.ts";
import { timelineTexts } from "./texts.ts";

/** A note that was sent, but is not stored yet, whoever it is about. */
const ALL_NOTES = ["add-note"] as const;

/** Sends a note. It is on screen at once; without network it waits, and a failure keeps it until the person decides. */
export function useAddNote(customerId: CustomerId) {
  const queryClient = useQueryClient();
  const toast = useToast();
  const text = useText(timelineTexts);
  return useMutation({
    mutationKey: noteKey(customerId),
    networkMode: "online",
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: ({ id, text, pinned }: NewNote) => ask(addNote, { params: { customerId }, body: { id, text, pinned } }),
    onSuccess: async () => {
      toast.say(text("note.saved"));
      // Only when the stored note is on screen may the waiting one go.
      await queryClient.invalidateQueries({ queryKey: timelineKey(customerId) });
    },
  });
}

/** The notes of a customer that are not stored yet; of all customers when none is named. */
export function usePendingNotes(customerId?: CustomerId) {
  const attempts = useMutationState({
    filters: { mutationKey: customerId === undefined ? ALL_NOTES : noteKey(customerId) },
    // These keys are only ever given to the mutation above.
    select: ({ state }): Attempt => ({ ...state, variables: state.variables as NewNote | undefined }),
  });
  return pendingNotes(attempts);
}

/** Forgets a note that failed; the person has said so. */
export function useDiscardNote(customerId: CustomerId) {
  const cache = useQueryClient().getMutationCache();
  return (id: NewNote["id"]) => {
    for (const mutation of cache.findAll({ mutationKey: noteKey(customerId) })) {
      // As above.
      if ((mutation.state.variables as NewNote | undefined)?.id === id) cache.remove(mutation);
    }
  };
}

function noteKey(customerId: CustomerId) {
  return [...ALL_NOTES, customerId] as const;
}
