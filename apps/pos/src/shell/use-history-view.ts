import { type HistoryState, useLocation, useRouter } from "@tanstack/react-router";

/** What a page shows (its filters, its search), kept with the history entry. Back and reload find it again, and no address has it. `beside` changes other parts with it. */
export function useHistoryView<K extends "book" | "store" | "search" | "comingUp" | "today" | "timeline" | "client" | "purchases">(
  key: K,
  initial: NonNullable<HistoryState[K]>,
) {
  const router = useRouter();
  const view: NonNullable<HistoryState[K]> = useLocation().state[key] ?? initial;
  const change = (part: Partial<NonNullable<HistoryState[K]>>, beside: Pick<HistoryState, "purchases" | "timeline"> = {}) => {
    // Read at the time of the change, so that a late keyword does not bring back filters that were removed meanwhile.
    const { state } = router.state.location;
    void router.navigate({
      to: ".",
      search: true,
      replace: true,
      resetScroll: false,
      state: { ...state, ...beside, [key]: { ...(state[key] ?? initial), ...part } },
    });
  };
  return [view, change] as const;
}
