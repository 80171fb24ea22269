import { Fragment } from "react";
import type { CustomerId } from "@rapport/contract";
import type { ClientCard as Client, SortKey } from "@rapport/contract/clienteling";
import { Banner, Button, Icon, Skeleton } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { type Pages, useFetchNearEnd } from "../shell/use-fetch-near-end.ts";
import { useKeptPlace } from "../shell/use-kept-place.ts";
import { ClientCard } from "./client-card.tsx";
import { listTexts } from "./list-texts.ts";
import { beginOfRest } from "./sort.ts";
import type { Density } from "./use-density.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";

interface List {
  clients: readonly Client[];
  pages: Pages;
  /** By what the list is sorted. */
  sortedBy: SortKey;
  density: Density;
  inStore?: boolean;
  /** While clients are being chosen, a tap on a card chooses it. */
  selection?: { isChosen: (id: CustomerId) => boolean; toggle: (id: CustomerId) => void } | null;
}

/** The cards of all pages so far. The next page loads by itself before the end, or by the button. Cards outside the screen are not laid out (CSS `content-visibility`). */
export function ClientList({ clients, pages, sortedBy, density, inStore = false, selection = null }: List) {
  const { appearance } = usePreferences();
  const text = useText(bookTexts);
  const storeText = useText(storeTexts);
  const listText = useText(listTexts);
  const rest = beginOfRest(clients);
  const more = useFetchNearEnd(pages);
  const list = useKeptPlace<HTMLUListElement>(
    clients.map(({ customerId }) => customerId),
    pages,
  );
  return (
    <>
      <ul ref={list} className="card-grid" data-density={density} aria-label={text("book.results")}>
        {clients.map((client, at) => (
          <Fragment key={client.customerId}>
            {at === rest && <li className="card-rest">{listText(`rest.${sortedBy}`)}</li>}
            <li className="card-cell" data-place={client.customerId}>
              <div inert={selection !== null}>
                <ClientCard client={client} inStore={inStore} />
              </div>
              {selection !== null && (
                <button
                  type="button"
                  className="card-choice"
                  aria-pressed={selection.isChosen(client.customerId)}
                  aria-label={storeText("card.select", { name: client.name })}
                  onClick={() => selection.toggle(client.customerId)}
                >
                  <span className="card-choice-mark">{selection.isChosen(client.customerId) && <Icon name="check" size={16} />}</span>
                </button>
              )}
            </li>
          </Fragment>
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
