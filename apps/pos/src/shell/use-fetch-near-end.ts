import { useEffect, useRef } from "react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";

/** A list that loads page by page. */
export type Pages = Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "error" | "fetchNextPage">;

/** Loads the next page before the end is reached. Put it on the element at the end of the list. */
export function useFetchNearEnd({ hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Pages) {
  const end = useRef<HTMLDivElement>(null);
  // After a failure only the person tries again, or the list would try without end.
  const mayFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    const element = end.current;
    if (element === null || !mayFetch) return;
    // On a slow device one call brings several changes, the oldest first.
    const observer = new IntersectionObserver((changes) => changes.at(-1)?.isIntersecting === true && void fetchNextPage(), { rootMargin: "600px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [mayFetch, fetchNextPage]);
  return end;
}
