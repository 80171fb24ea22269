import { useMemo, useRef } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import type { ClientCard as Client, ListOrder, SortKey } from "@rapport/contract/clienteling";
import { Banner, Button, Icon, Skeleton, useFormats } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { useKeptPlaceOfWhole } from "../shell/use-kept-place.ts";
import { BOOK_KEY, type CardsReply } from "./book-queries.ts";
import { ClientCard } from "./client-card.tsx";
import { listTexts } from "./list-texts.ts";
import { placeOf } from "./place.ts";
import { type CardsQuery, useCards } from "./use-cards.ts";
import type { Density } from "./use-density.ts";
import { useRows } from "./use-rows.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";

interface List {
  list: CardsReply & { readonly order: ListOrder };
  loadedAt: number;
  /** What the list shows, in words of its own. */
  view: string;
  isOld: boolean;
  cards: CardsQuery;
  /** By what the list is sorted. */
  sortedBy: SortKey;
  density: Density;
  inStore?: boolean;
  /** While clients are being chosen, a tap on a card chooses it. */
  selection?: { isChosen: (id: CustomerId) => boolean; toggle: (id: CustomerId) => void } | null;
}

const NONE: readonly string[] = [];

/** All clients of a book. Only those on the screen are in the page, and their cards are read when they come there; it says where one is, and that the list has changed. */
export function ClientList({ list, loadedAt, view, isOld, cards, sortedBy, density, inStore = false, selection = null }: List) {
  const { order, matching } = list;
  const { refs, keyed } = order;
  const text = useText(bookTexts);
  const listText = useText(listTexts);
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => refs.map((ref) => placeOf(ref, order)), [refs, order]);
  const { rows, columns, virtual, isReady, top } = useRows({ list: box, places, rest: keyed, density });
  useKeptPlaceOfWhole(box, isReady ? places : NONE, {
    seek: (client) => scrollTo({ top: virtual.measurementsCache[rows.indexOf(client)]?.start ?? 0, behavior: "instant" }),
    layout: `${density} ${columns}`,
    view: isOld ? "" : view,
  });
  const items = virtual.getVirtualItems();
  const clientsIn = (from: number, to: number) => {
    const shown = Array.from({ length: to - from + 1 }, (_, at) => rows.rowAt(from + at)).flatMap((row) => (row.kind === "rest" ? [] : [row]));
    return { from: shown[0]?.from ?? 0, to: shown.at(-1)?.to ?? 0 };
  };
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  const near = isReady && rows.count > 0 ? clientsIn(Math.max(0, startIndex - 3), Math.min(rows.count - 1, endIndex + 3)) : { from: 0, to: 0 };
  const onScreen = isReady && rows.count > 0 ? clientsIn(Math.min(startIndex, rows.count - 1), Math.min(endIndex, rows.count - 1)) : { from: 0, to: 0 };
  const { cardOf, hasChanged, error, retry } = useCards({ order, first: list, loadedAt, isOld, cards, ...near });
  return (
    <>
      {refs.length < matching && <Cut shown={refs.length} total={matching} />}
      <div ref={box} role="list" className="client-list" data-density={density} aria-label={text("book.results")} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ key, index, start }) => {
          const row = rows.rowAt(index);
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role={row.kind === "rest" ? "listitem" : "presentation"}
              className="client-row"
              data-index={index}
              style={{ transform: `translateY(${start - top}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {row.kind === "rest" ? (
                <p className="card-rest">{listText(`rest.${sortedBy}`)}</p>
              ) : (
                refs.slice(row.from, row.to).map((ref, at) => (
                  <div
                    key={ref}
                    role="listitem"
                    className="card-cell"
                    data-place={placeOf(ref, order)}
                    data-place-index={row.from + at}
                    aria-posinset={row.from + at + 1}
                    aria-setsize={matching}
                  >
                    <Cell card={cardOf(ref)} inStore={inStore} selection={selection} />
                  </div>
                ))
              )}
            </div>
          );
        })}
      </div>
      <Foot {...onScreen} total={matching} shown={refs.length} hasChanged={hasChanged} error={error} onRetry={retry} />
    </>
  );
}

function Cell({ card, inStore, selection }: { card: Client | null | undefined } & Pick<Required<List>, "inStore" | "selection">) {
  const listText = useText(listTexts);
  const storeText = useText(storeTexts);
  if (card === undefined) return <CardSkeleton />;
  if (card === null) return <p className="client-card client-card-gone">{listText("list.gone")}</p>;
  return (
    <>
      <div inert={selection !== null}>
        <ClientCard client={card} inStore={inStore} />
      </div>
      {selection !== null && (
        <button
          type="button"
          className="card-choice"
          aria-pressed={selection.isChosen(card.customerId)}
          aria-label={storeText("card.select", { name: card.name })}
          onClick={() => selection.toggle(card.customerId)}
        >
          <span className="card-choice-mark">{selection.isChosen(card.customerId) && <Icon name="check" size={16} />}</span>
        </button>
      )}
    </>
  );
}

/** Stays at the bottom of the screen: which clients are on it, because the browser finds only them; that others came or went; and what could not be loaded. */
function Foot(at: { from: number; to: number; total: number; shown: number; hasChanged: boolean; error: Error | null; onRetry: () => void }) {
  const { appearance } = usePreferences();
  const listText = useText(listTexts);
  const formats = useFormats();
  const queryClient = useQueryClient();
  const { from, to, total, shown, hasChanged, error, onRetry } = at;
  return (
    <div className="list-foot">
      {error !== null && (
        <Banner tone="bad" actions={<Button onClick={onRetry}>{listText("list.again")}</Button>}>
          {describeError(error, appearance.language).text}
        </Banner>
      )}
      {hasChanged && (
        <Banner actions={<Button onClick={() => void queryClient.invalidateQueries({ queryKey: [...BOOK_KEY] })}>{listText("list.reload")}</Button>}>
          {listText("list.changed")}
        </Banner>
      )}
      {total > to - from && (
        <p className="list-place r-num">
          {listText(shown < total ? "list.placeOfCut" : "list.place", {
            from: formats.number(from + 1),
            to: formats.number(to),
            shown: formats.number(shown),
            total: formats.number(total),
          })}
        </p>
      )}
    </div>
  );
}

function Cut({ shown, total }: { shown: number; total: number }) {
  const listText = useText(listTexts);
  const formats = useFormats();
  return <p className="r-muted list-cut">{listText("list.cut", { shown: formats.number(shown), total: formats.number(total) })}</p>;
}

function CardSkeleton() {
  return (
    <div className="client-card" data-waiting="" aria-hidden="true">
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
  );
}

export function ClientListSkeleton({ density }: { density: Density }) {
  return (
    <div className="card-grid" data-density={density} aria-hidden="true">
      {Array.from({ length: density === "compact" ? 10 : 6 }, (_, at) => (
        <CardSkeleton key={at} />
      ))}
    </div>
  );
}
