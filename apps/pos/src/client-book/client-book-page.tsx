import { lazy, Suspense, useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { SavedView } from "@rapport/contract/clienteling";
import { Link } from "@tanstack/react-router";
import { Button, EmptyState, Loaded, SearchField, useFormats, useSettledInput } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useHistoryView } from "../shell/use-history-view.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { bookQuery, facetsQuery } from "./book-queries.ts";
import { BookTabs } from "./book-tabs.tsx";
import { ClientList, ClientListSkeleton } from "./client-list.tsx";
import { OwnFilters } from "./filter-panel.tsx";
import { type BookView, filterChips, isNarrowed, WHOLE_BOOK } from "./filters.ts";
import { ListBar } from "./list-bar.tsx";
import { FilterSheet, NarrowingChips, NobodyMatches } from "./narrowing.tsx";
import { chosenOf } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";
import { SavedMenu } from "./saved-menu.tsx";
import { useDensity } from "./use-density.ts";
import { useSort } from "./use-sort.ts";
import { useSelection } from "./use-selection.ts";
import { useNotation } from "./use-notation.ts";

// Loaded when clients are first removed here.
const RemoveDialog = lazy(async () => ({ default: (await import("./remove-dialog.tsx")).RemoveDialog }));

type Change = (part: Partial<BookView>) => void;
type Counts = { total: number; matching: number };

/** Operation 712: the signed-in associate's own book. */
export function ClientBookPage() {
  const text = useText(bookTexts);
  const storeText = useText(storeTexts);
  const [view, changeView] = useHistoryView("book", WHOLE_BOOK);
  const [isRemoving, setRemoving] = useState(false);
  const change: Change = (part) => {
    forget();
    changeView(part);
  };
  const [keyword, typeKeyword] = useSettledInput({ value: view.keyword, onSettled: (settled) => change({ keyword: settled.trim() }) });
  const [sort, changeSort] = useSort();
  const [density, changeDensity] = useDensity();
  const pages = useInfiniteQuery(bookQuery(view, sort));
  const [first] = pages.data?.pages ?? [];
  const nobodyYet = first?.total === 0;
  const matching = first?.matching ?? 0;
  const { selection, chosen, onCards, begin, end, all, forget } = useSelection(matching);
  const current: SavedView = { filters: view.filters, owners: [], quietDays: null, sort };
  const apply = (saved: SavedView) => {
    forget();
    changeSort(saved.sort, { book: { ...view, filters: saved.filters } });
  };
  return (
    <main className="page book" data-empty={nobodyYet ? "" : undefined} data-selecting={selection === null ? undefined : ""}>
      <header className="page-head">
        <div className="page-head-title">
          <PageTitle title={text("book.title")} />
          <Count counts={first} narrowed={isNarrowed(view)} />
          <BookTabs />
        </div>
        {!nobodyYet && (
          <div className="book-tools">
            <SearchField label={text("book.search")} value={keyword} onValue={typeKeyword} maxLength={100} />
            <FilterSheet active={view.filters.length} matching={matching} onClear={() => change({ filters: [] })}>
              <OwnFilters view={view} onChange={change} />
            </FilterSheet>
          </div>
        )}
      </header>
      <div className="book-body">
        {!nobodyYet && (
          <aside className="book-filters" aria-label={text("book.filters")}>
            <OwnFilters view={view} onChange={change} />
          </aside>
        )}
        <div className="book-results" aria-busy={pages.isPlaceholderData}>
          {!nobodyYet && (
            <ListBar sort={sort} onSort={changeSort} sorting={pages.isPlaceholderData ? undefined : first?.sorting} density={density} onDensity={changeDensity}>
              <SavedMenu list="own" current={current} onApply={apply} />
              <Button onClick={selection === null ? begin : end} aria-pressed={selection !== null}>
                {storeText(selection === null ? "store.select" : "store.cancel")}
              </Button>
            </ListBar>
          )}
          <ActiveFilters view={view} change={change} />
          <Loaded
            query={pages}
            skeleton={<ClientListSkeleton />}
            isEmpty={({ pages: [page] }) => page?.matching === 0}
            empty={nobodyYet ? <NobodyYet /> : <NobodyMatches onClear={() => change(WHOLE_BOOK)} />}
          >
            {(data) => (
              <ClientList
                clients={data.pages.flatMap((page) => page.clients)}
                pages={pages}
                sortedBy={first?.sorting.by ?? sort.by}
                density={density}
                selection={onCards}
              />
            )}
          </Loaded>
        </div>
      </div>
      {selection !== null && (
        <SelectionBar chosen={chosen} matching={matching} onAll={all}>
          <Button variant="primary" disabled={chosen === 0} onClick={() => setRemoving(true)}>
            {storeText("store.remove")}
          </Button>
        </SelectionBar>
      )}
      {isRemoving && selection !== null && (
        <Suspense>
          <RemoveDialog chosen={chosenOf(selection, { view, matching })} count={chosen} onClose={() => setRemoving(false)} onDone={end} />
        </Suspense>
      )}
    </main>
  );
}

function Count({ counts, narrowed }: { counts: Counts | undefined; narrowed: boolean }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  if (counts === undefined || counts.total === 0) return null;
  const total = formats.number(counts.total);
  return (
    <output className="r-muted r-num">
      {narrowed ? text("book.matching", { shown: formats.number(counts.matching), total }) : text("book.clients", { count: counts.total, shown: total })}
    </output>
  );
}

function ActiveFilters({ view, change }: { view: BookView; change: Change }) {
  const notation = useNotation();
  const { data } = useQuery(facetsQuery(view));
  const chips = filterChips({ view, facets: data?.facets ?? [], notation }).map(({ rest, ...chip }) => ({ ...chip, onRemove: () => change(rest) }));
  return <NarrowingChips chips={chips} onClear={() => change(WHOLE_BOOK)} />;
}

function NobodyYet() {
  const text = useText(bookTexts);
  return (
    <EmptyState icon="book" title={text("book.emptyTitle")} text={text("book.emptyText")}>
      <Link to="/search" className="r-button" data-variant="primary">
        {text("book.emptyAction")}
      </Link>
    </EmptyState>
  );
}
