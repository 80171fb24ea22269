import type { ReactNode } from "react";
import type { BookSort, ListOrder, SortKey } from "@rapport/contract/clienteling";
import { Button, type Loadable, Loaded, SearchField } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { PageTitle } from "../shell/page-title.tsx";
import type { CardsReply } from "./book-queries.ts";
import { BookTabs } from "./book-tabs.tsx";
import { ClientList, ClientListSkeleton } from "./client-list.tsx";
import { ListBar } from "./list-bar.tsx";
import { FilterSheet, NobodyMatches } from "./narrowing.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";
import type { CardsQuery } from "./use-cards.ts";
import { useDensity } from "./use-density.ts";
import type { useSelection } from "./use-selection.ts";

interface List extends CardsReply {
  readonly sorting: BookSort & { readonly offered: readonly SortKey[] };
  readonly order?: ListOrder | undefined;
}

interface Layout {
  readonly title: string;
  /** How many clients there are, beside the title. */
  readonly count: ReactNode;
  readonly list: Loadable<List> & { readonly isPlaceholderData: boolean; readonly dataUpdatedAt: number };
  readonly cards: CardsQuery;
  /** What the list shows, and in which order. */
  readonly view: string;
  readonly keyword: string;
  readonly onKeyword: (keyword: string) => void;
  /** How many filters there are beside the keyword. */
  readonly active: number;
  readonly onClearFilters: () => void;
  /** Stand beside the list, and on a phone in a sheet. */
  readonly filters: ReactNode;
  readonly chips: ReactNode;
  readonly sort: BookSort;
  readonly onSort: (sort: BookSort) => void;
  readonly savedMenu: ReactNode;
  readonly selecting: ReturnType<typeof useSelection>;
  /** What is done with those who are chosen. */
  readonly action: { readonly label: string; readonly onPress: () => void };
  /** In place of everything where there is nobody; null while there is somebody. */
  readonly nobodyYet: ReactNode;
  readonly onWhole: () => void;
  readonly inStore?: boolean;
  readonly children?: ReactNode;
}

/** A client book: its head, its filters, its list, and what is done with chosen clients. */
export function BookLayout({ list, cards, selecting, action, nobodyYet, inStore = false, children, ...of }: Layout) {
  const text = useText(bookTexts);
  const storeText = useText(storeTexts);
  const [density, changeDensity] = useDensity();
  const { selection, chosen, onCards, begin, end, all } = selecting;
  const matching = list.data?.matching ?? 0;
  const isEmpty = nobodyYet !== null;
  return (
    <main className="page book" data-empty={isEmpty ? "" : undefined} data-selecting={selection === null ? undefined : ""}>
      <header className="page-head">
        <div className="page-head-title">
          <PageTitle title={of.title} />
          {of.count}
          <BookTabs />
        </div>
        {!isEmpty && (
          <div className="book-tools">
            <SearchField label={text("book.search")} value={of.keyword} onValue={of.onKeyword} maxLength={100} />
            <FilterSheet active={of.active} matching={matching} onClear={of.onClearFilters}>
              {of.filters}
            </FilterSheet>
          </div>
        )}
      </header>
      <div className="book-body">
        {!isEmpty && (
          <aside className="book-filters" aria-label={text("book.filters")}>
            {of.filters}
          </aside>
        )}
        <div className="book-results" aria-busy={list.isPlaceholderData}>
          {!isEmpty && (
            <ListBar
              sort={of.sort}
              onSort={of.onSort}
              sorting={list.isPlaceholderData ? undefined : list.data?.sorting}
              density={density}
              onDensity={changeDensity}
            >
              {of.savedMenu}
              <Button onClick={selection === null ? begin : end} aria-pressed={selection !== null}>
                {storeText(selection === null ? "store.select" : "store.cancel")}
              </Button>
            </ListBar>
          )}
          {of.chips}
          <Loaded
            query={list}
            skeleton={<ClientListSkeleton density={density} />}
            isEmpty={({ matching: none }) => none === 0}
            empty={nobodyYet ?? <NobodyMatches onClear={of.onWhole} />}
          >
            {({ order, ...data }) =>
              order !== undefined && (
                <ClientList
                  list={{ ...data, order }}
                  loadedAt={list.dataUpdatedAt}
                  view={of.view}
                  isOld={list.isPlaceholderData}
                  cards={cards}
                  sortedBy={data.sorting.by}
                  density={density}
                  inStore={inStore}
                  selection={onCards}
                />
              )
            }
          </Loaded>
        </div>
      </div>
      {selection !== null && (
        <SelectionBar chosen={chosen} matching={matching} onAll={all}>
          <Button variant="primary" disabled={chosen === 0} onClick={action.onPress}>
            {action.label}
          </Button>
        </SelectionBar>
      )}
      {children}
    </main>
  );
}
