import { lazy, Suspense, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { SavedView } from "@rapport/contract/clienteling";
import { EmptyState, useFormats, useSettledInput } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useHistoryView } from "../shell/use-history-view.ts";
import { useIsReturned } from "../shell/use-kept-place.ts";
import { BookLayout } from "./book-layout.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import { filterChips } from "./filters.ts";
import { NarrowingChips } from "./narrowing.tsx";
import { chosenOf } from "./selection.ts";
import { useSelection } from "./use-selection.ts";
import { StoreFacets } from "./store-facets.tsx";
import { storeCardsQuery, storeFacetsQuery, storeInsideQuery, storeQuery, type StoreView, WHOLE_STORE } from "./store-queries.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";
import { SavedMenu } from "./saved-menu.tsx";
import { useSort } from "./use-sort.ts";
import { useNotation } from "./use-notation.ts";

// Loaded when clients are first reassigned.
const ReassignDialog = lazy(async () => ({ default: (await import("./reassign-dialog.tsx")).ReassignDialog }));

type Change = (part: Partial<StoreView>) => void;

/** Operation 713: the clients of everybody who shares an employee address book with the store (R42). */
export function StoreBooksPage() {
  const storeText = useText(storeTexts);
  const [view, changeView] = useHistoryView("store", WHOLE_STORE);
  const [isReassigning, setReassigning] = useState(false);
  const change: Change = (part) => {
    forget();
    changeView(part);
  };
  const [keyword, typeKeyword] = useSettledInput({ value: view.keyword, onSettled: (settled) => change({ keyword: settled.trim() }) });
  const [sort, changeSort] = useSort();
  const isReturned = useIsReturned();
  const list = useQuery(storeQuery(view, { sort, isReturned }));
  const matching = list.data?.matching ?? 0;
  const selecting = useSelection(matching);
  const { selection, chosen, end, forget } = selecting;
  const { filters, owners, quietDays } = view;
  const current: SavedView = { filters, owners, quietDays, sort };
  const apply = (saved: SavedView) => {
    forget();
    changeSort(saved.sort, { store: { ...view, filters: saved.filters, owners: saved.owners, quietDays: saved.quietDays } });
  };
  return (
    <BookLayout
      title={storeText("store.title")}
      count={<Count counts={list.data} />}
      list={list}
      view={JSON.stringify([view, sort])}
      cards={(listed) => storeCardsQuery(view, sort, listed)}
      keyword={keyword}
      onKeyword={typeKeyword}
      active={activeOf(view)}
      onClearFilters={() => change({ filters: [], owners: [], quietDays: null })}
      filters={<Filters view={view} change={change} />}
      chips={<ActiveFilters view={view} change={change} />}
      sort={sort}
      onSort={changeSort}
      savedMenu={<SavedMenu list="store" current={current} onApply={apply} />}
      selecting={selecting}
      action={{ label: storeText("store.reassign"), onPress: () => setReassigning(true) }}
      nobodyYet={list.data?.total === 0 && view.keyword === "" && activeOf(view) === 0 ? <NobodyYet /> : null}
      onWhole={() => change(WHOLE_STORE)}
      inStore
    >
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
    </BookLayout>
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
