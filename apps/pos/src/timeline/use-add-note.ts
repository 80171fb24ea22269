import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { addNote, type CustomerId } from "@rapport/contract";
import { ask } from "../app/api.ts";
import { type Attempt, type NewNote, pendingNotes } from "./pending-notes.ts";
import { timelineKey } from "./timeline-queries.ts";

/** Sends a note. It is on screen at once; without network it waits, and a failure keeps it until the person decides. */
export function useAddNote(customerId: CustomerId) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: noteKey(customerId),
    networkMode: "online",
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: ({ id, text, pinned }: NewNote) => ask(addNote, { params: { customerId }, body: { id, text, pinned } }),
    // Only when the stored note is on screen may the waiting one go.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: timelineKey(customerId) }),
  });
}

export function usePendingNotes(customerId: CustomerId) {
  const attempts = useMutationState({
    filters: { mutationKey: noteKey(customerId) },
    // The key above is only ever given to the mutation above.
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
  return ["add-note", customerId] as const;
}
