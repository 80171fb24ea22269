import { useSyncExternalStore } from "react";
import { getRouteApi, rootRouteId } from "@tanstack/react-router";
import type { CustomerId } from "@rapport/contract";
import { draftOf, type EntryKind, finished, type Unsent, type UnsentEntry } from "./entry.ts";
import type { UnsentEntries } from "./unsent-entries.ts";

const root = getRouteApi(rootRouteId);

/** Keeps and sends the entries of the signed-in person. */
export function useUnsentEntries(): UnsentEntries {
  return root.useRouteContext({ select: ({ unsent }) => unsent });
}

/** The signed-in person's entries on this device. */
export function useUnsent(): Unsent {
  const unsent = useUnsentEntries();
  return useSyncExternalStore(unsent.subscribe, unsent.current);
}

export function useDraft<K extends EntryKind>(of: { kind: K; customerId: CustomerId }): UnsentEntry<K> | undefined {
  return draftOf(useUnsent(), of);
}

/** The finished entries about a customer that are not stored yet, newest first; about all customers when none is given. */
export function usePendingEntries(customerId?: CustomerId): UnsentEntry[] {
  return finished(useUnsent()).filter((entry) => customerId === undefined || entry.customerId === customerId);
}
