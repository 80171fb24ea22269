import { useEffect, useRef } from "react";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ClientCard as Client } from "@rapport/contract/clienteling";
import { Banner, Button, Skeleton } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { ClientCard } from "./client-card.tsx";
import { bookTexts } from "./texts.ts";

/** The cards of all pages so far; the next page comes by itself before the end is reached, or by the button. Cards outside the screen are not laid out (CSS `content-visibility`). */
export function ClientList({
  clients,
  pages,
}: {
  clients: readonly Client[];
  pages: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "error" | "fetchNextPage">;
}) {
  const { appearance } = usePreferences();
  const text = useText(bookTexts);
  const more = useFetchNearEnd(pages);
  return (
    <>
      <ul className="card-grid" aria-label={text("book.results")}>
        {clients.map((client) => (
          <li key={client.customerId} className="card-cell">
            <ClientCard client={client} />
          </li>
        ))}
      </ul>
      {pages.isFetchNextPageError && <Banner tone="bad">{describeError(pages.error, appearance.language).text}</Banner>}
      {pages.hasNextPage && (
        <div ref={more} className="list-more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {text("book.more")}
          </Button>
        </div>
      )}
    </>
  );
}

export function ClientListSkeleton() {
  return (
    <div className="card-grid" aria-hidden="true">
      {Array.from({ length: 6 }, (_, at) => (
        <div key={at} className="client-card">
          <div className="client-card-who">
            <Skeleton round height={52} />
            <div className="client-card-lines">
              <Skeleton width="70%" height={20} />
              <Skeleton width="55%" height={13} />
            </div>
          </div>
          <div className="slots">
            <Skeleton height={34} />
            <Skeleton height={34} />
            <Skeleton height={34} />
          </div>
        </div>
      ))}
    </div>
  );
}

function useFetchNearEnd({ hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Parameters<typeof ClientList>[0]["pages"]) {
  const end = useRef<HTMLDivElement>(null);
  // After a failure only the person asks again, or the list would ask without end.
  const mayFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    const element = end.current;
    if (element === null || !mayFetch) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void fetchNextPage(), { rootMargin: "600px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [mayFetch, fetchNextPage]);
  return end;
}
