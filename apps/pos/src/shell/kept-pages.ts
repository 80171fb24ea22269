import type { Query } from "@tanstack/react-query";

const KEPT_MS = 30 * 60_000;
const OLD_AFTER_MS = 5 * 60_000;

/**
 * Options for a list that comes page by page, so that a person who comes back finds all its pages at once (C12). Asking again costs one request for each
 * page. That happens only when something in the list was changed on this device, or when the pages are five minutes old.
 */
export const keptPages = { gcTime: KEPT_MS, refetchOnMount: isDue, refetchOnWindowFocus: isDue, refetchOnReconnect: isDue };

function isDue({ state }: Pick<Query, "state">): boolean {
  return state.isInvalidated || state.error !== null || Date.now() - state.dataUpdatedAt > OLD_AFTER_MS;
}
