import { lazy, Suspense, useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { SavedView } from "@rapport/contract/clienteling";
import { Button, EmptyState, Loaded, SearchField, useFormats, useSettledInput } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useHistoryView } from "../shell/use-history-view.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { BookTabs } from "./book-tabs.tsx";
import { ClientList, ClientListSkeleton } from "./client-list.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import { filterChips } from "./filters.ts";
import { ListBar } from "./list-bar.tsx";
import { FilterSheet, NarrowingChips, NobodyMatches } from "./narrowing.tsx";
import { chosenOf } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { useSelection } from "./use-selection.ts";
import { StoreFacets } from "./store-facets.tsx";
import { storeFacetsQuery, storeInsideQuery, storeQuery, type StoreView, WHOLE_STORE } from "./store-queries.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";
import { SavedMenu } from "./saved-menu.tsx";
import { useDensity } from "./use-density.ts";
import { useSort } from "./use-sort.ts";
import { useNotation } from "./use-notation.ts";

// Loaded when clients are first reassigned.
const ReassignDialog = lazy(async () => ({ default: (await import("./reassign-dialog.tsx")).ReassignDialog }));

type Change = (part: Partial<StoreView>) => void;

/** Operation 713: the clients of everybody who shares an employee address book with the store (R42). */
export function StoreBooksPage() {
  const text = useText(bookTexts);
  const storeText = useText(storeTexts);
  const [view, changeView] = useHistoryView("store", WHOLE_STORE);
  const [isReassigning, setReassigning] = useState(false);
  const change: Change = (part) => {
    forget();
    changeView(part);
  };
  const [keyword, typeKeyword] = useSettledInput({ value: view.keyword, onSettled: (settled) => change({ keyword: settled.trim() }) });
  const [sort, changeSort] = useSort();
  const [density, changeDensity] = useDensity();
  const pages = useInfiniteQuery(storeQuery(view, sort));
  const [first] = pages.data?.pages ?? [];
  const nobodyYet = first?.total === 0 && view.keyword === "" && activeOf(view) === 0;
  const matching = first?.matching ?? 0;
  const { selection, chosen, onCards, begin, end, all, forget } = useSelection(matching);
  const { filters, owners, quietDays } = view;
  const current: SavedView = { filters, owners, quietDays, sort };
  const apply = (saved: SavedView) => {
    forget();
    changeSort(saved.sort, { store: { ...view, filters: saved.filters, owners: saved.owners, quietDays: saved.quietDays } });
  };
  return (
    <main className="page book" data-empty={nobodyYet ? "" : undefined} data-selecting={selection === null ? undefined : ""}>
      <header className="page-head">
        <div className="page-head-title">
          <PageTitle title={storeText("store.title")} />
          <Count counts={first} />
          <BookTabs />
        </div>
        {!nobodyYet && (
          <div className="book-tools">
            <SearchField label={text("book.search")} value={keyword} onValue={typeKeyword} maxLength={100} />
            <FilterSheet active={activeOf(view)} matching={matching} onClear={() => change({ filters: [], owners: [], quietDays: null })}>
              <Filters view={view} change={change} />
            </FilterSheet>
          </div>
        )}
      </header>
      <div className="book-body">
        {!nobodyYet && (
          <aside className="book-filters" aria-label={text("book.filters")}>
            <Filters view={view} change={change} />
          </aside>
        )}
        <div className="book-results" aria-busy={pages.isPlaceholderData}>
          {!nobodyYet && (
            <ListBar sort={sort} onSort={changeSort} sorting={pages.isPlaceholderData ? undefined : first?.sorting} density={density} onDensity={changeDensity}>
              <SavedMenu list="store" current={current} onApply={apply} />
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
            empty={nobodyYet ? <NobodyYet /> : <NobodyMatches onClear={() => change(WHOLE_STORE)} />}
          >
            {(data) => (
              <ClientList
                clients={data.pages.flatMap((page) => page.clients)}
                pages={pages}
                sortedBy={first?.sorting.by ?? sort.by}
                density={density}
                inStore
                selection={onCards}
              />
            )}
          </Loaded>
        </div>
      </div>
      {selection !== null && (
        <SelectionBar chosen={chosen} matching={matching} onAll={all}>
          <Button variant="primary" disabled={chosen === 0} onClick={() => setReassigning(true)}>
            {storeText("store.reassign")}
          </Button>
        </SelectionBar>
      )}
      {isReassigning && selection !== null && (
        <Suspense>
          <ReassignDialog
            chosen={chosenOf(selection, { view, matching })}
            count={chosen}
            from={view.owners.length === 1 ? (view.owners[0] ?? null) : null}
            onClose={() => setReassigning(false)}
            onDone={end}
          />
        </Suspense>
      )}
    </main>
  );
}

/** How many filters there are beside the keyword. */
function activeOf({ filters, owners, quietDays }: StoreView): number {
  return filters.length + owners.length + (quietDays === null ? 0 : 1);
}

function Filters({ view, change }: { view: StoreView; change: Change }) {
  const facets = useQuery(storeFacetsQuery(view));
  const useInside: Parameters<typeof FilterPanel>[0]["useInside"] = (attribute, text) => useQuery(storeInsideQuery({ view, attribute, text }));
  return (
    <FilterPanel view={view} onChange={change} facets={facets} useInside={useInside}>
      {facets.data !== undefined && <StoreFacets facets={facets.data} view={view} onChange={change} />}
    </FilterPanel>
  );
}

function Count({ counts }: { counts: { matching: number } | undefined }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  if (counts === undefined) return null;
  const shown = formats.number(counts.matching);
  return <output className="r-muted r-num">{text("book.clients", { count: counts.matching, shown })}</output>;
}

function ActiveFilters({ view, change }: { view: StoreView; change: Change }) {
  const storeText = useText(storeTexts);
  const formats = useFormats();
  const notation = useNotation();
  const { data } = useQuery(storeFacetsQuery(view));
  const named = (owner: string) => data?.owners.find(({ operatorId }) => operatorId === owner)?.name ?? owner;
  const ofAttributes = filterChips({ view, facets: data?.facets ?? [], notation }).map(({ rest, ...chip }) => ({ ...chip, onRemove: () => change(rest) }));
  const ofOwners = view.owners.map((owner, at) => ({
    key: `owner:${owner}`,
    label: storeText("store.of", { name: named(owner) }),
    joint: at > 0 ? ("or" as const) : ofAttributes.length > 0 ? ("and" as const) : null,
    onRemove: () => change({ owners: view.owners.filter((other) => other !== owner) }),
  }));
  const before = [...ofAttributes, ...ofOwners];
  const quiet =
    view.quietDays === null
      ? []
      : [
          {
            key: "quiet",
            label: storeText("store.quietFor", { days: formats.number(view.quietDays) }),
            joint: before.length > 0 ? ("and" as const) : null,
            onRemove: () => change({ quietDays: null }),
          },
        ];
  return <NarrowingChips chips={[...before, ...quiet]} onClear={() => change(WHOLE_STORE)} />;
}

function NobodyYet() {
  const text = useText(storeTexts);
  return <EmptyState icon="people" title={text("store.emptyTitle")} text={text("store.emptyText")} />;
}
