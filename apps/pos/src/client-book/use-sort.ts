import { type HistoryState, useNavigate, useSearch } from "@tanstack/react-router";
import type { BookSort } from "@rapport/contract/clienteling";
import { sortInAddress, sortOfAddress } from "./sort.ts";

/** How the list is sorted. It stands in the address, so that back, reload and a link find it again. */
export function useSort() {
  const { sort } = useSearch({ strict: false });
  const navigate = useNavigate();
  /** With what else the history entry keeps, if that changes too. */
  const change = (next: BookSort, kept: Pick<HistoryState, "book" | "store"> = {}) => {
    void navigate({
      to: ".",
      replace: true,
      resetScroll: false,
      search: (search) => ({ ...search, sort: sortInAddress(next) }),
      state: (state) => ({ ...state, ...kept }),
    });
  };
  return [sortOfAddress(sort), change] as const;
}
