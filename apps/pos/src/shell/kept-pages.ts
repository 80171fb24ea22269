import type { Query } from "@tanstack/react-query";

const KEPT_MS = 30 * 60_000;
export const OLD_AFTER_MS = 5 * 60_000;

/**
 * Options for a list that comes page by page, so that a person who comes back finds all its pages at once (C12). Asking again costs one request for each
 * page. That happens only when something in the list was changed on this device, or when the pages are five minutes old.
 */
export const keptPages = { gcTime: KEPT_MS, refetchOnMount: isDue, refetchOnWindowFocus: isDue, refetchOnReconnect: isDue };

/**
 * The same for the order of a list that is read in parts (R12b): it stays as it was loaded until somebody loads it again or changes it on this device, also for
 * whoever comes back to the window or to the place where they were.
 */
export function keptOrder({ isReturned }: { readonly isReturned: boolean }) {
  return { gcTime: KEPT_MS, refetchOnMount: isReturned ? hasToBeAsked : isDue, refetchOnWindowFocus: hasToBeAsked, refetchOnReconnect: hasToBeAsked };
}

function hasToBeAsked({ state }: Pick<Query, "state">): boolean {
  return state.isInvalidated || state.error !== null;
}

function isDue({ state }: Pick<Query, "state">): boolean {
  return state.isInvalidated || state.error !== null || Date.now() - state.dataUpdatedAt > OLD_AFTER_MS;
}
