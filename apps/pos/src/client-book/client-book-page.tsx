import { lazy, Suspense, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import type { SavedView } from "@rapport/contract/clienteling";
import { Link } from "@tanstack/react-router";
import { EmptyState, useFormats, useSettledInput } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useHistoryView } from "../shell/use-history-view.ts";
import { useIsReturned } from "../shell/use-kept-place.ts";
import { bookCardsQuery, bookQuery, facetsQuery } from "./book-queries.ts";
import { BookLayout } from "./book-layout.tsx";
import { OwnFilters } from "./filter-panel.tsx";
import { type BookView, filterChips, isNarrowed, WHOLE_BOOK } from "./filters.ts";
import { NarrowingChips } from "./narrowing.tsx";
import { chosenOf } from "./selection.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";
import { SavedMenu } from "./saved-menu.tsx";
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
  const isReturned = useIsReturned();
  const list = useQuery(bookQuery(view, { sort, isReturned }));
  const matching = list.data?.matching ?? 0;
  const selecting = useSelection(matching);
  const { selection, chosen, end, forget } = selecting;
  const current: SavedView = { filters: view.filters, owners: [], quietDays: null, sort };
  const apply = (saved: SavedView) => {
    forget();
    changeSort(saved.sort, { book: { ...view, filters: saved.filters } });
  };
  return (
    <BookLayout
      title={text("book.title")}
      count={<Count counts={list.data} narrowed={isNarrowed(view)} />}
      list={list}
      view={JSON.stringify([view, sort])}
      cards={(listed) => bookCardsQuery(view, sort, listed)}
      keyword={keyword}
      onKeyword={typeKeyword}
      active={view.filters.length}
      onClearFilters={() => change({ filters: [] })}
      filters={<OwnFilters view={view} onChange={change} />}
      chips={<ActiveFilters view={view} change={change} />}
      sort={sort}
      onSort={changeSort}
      savedMenu={<SavedMenu list="own" current={current} onApply={apply} />}
      selecting={selecting}
      action={{ label: storeText("store.remove"), onPress: () => setRemoving(true) }}
      nobodyYet={list.data?.total === 0 ? <NobodyYet /> : null}
      onWhole={() => change(WHOLE_BOOK)}
    >
      {isRemoving && selection !== null && (
        <Suspense>
          <RemoveDialog chosen={chosenOf(selection, { view, matching })} count={chosen} onClose={() => setRemoving(false)} onDone={end} />
        </Suspense>
      )}
    </BookLayout>
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
