import { useSyncExternalStore } from "react";
import { getRouteApi, rootRouteId } from "@tanstack/react-router";
import type { CustomerId } from "@rapport/contract";
import { draftOf, finished, type Unsent, type UnsentNote } from "./note.ts";
import type { UnsentNotes } from "./unsent-notes.ts";

const root = getRouteApi(rootRouteId);

/** Keeps and sends the notes of the signed-in person. */
export function useUnsentNotes(): UnsentNotes {
  return root.useRouteContext({ select: ({ unsent }) => unsent });
}

/** The signed-in person's notes on this device. */
export function useUnsent(): Unsent {
  const unsent = useUnsentNotes();
  return useSyncExternalStore(unsent.subscribe, unsent.current);
}

export function useDraft(customerId: CustomerId): UnsentNote | undefined {
  return draftOf(useUnsent(), customerId);
}

/** The finished notes about a customer that are not stored yet, newest first; about all customers when none is given. */
export function usePendingNotes(customerId?: CustomerId): UnsentNote[] {
  return finished(useUnsent()).filter((note) => customerId === undefined || note.customerId === customerId);
}
