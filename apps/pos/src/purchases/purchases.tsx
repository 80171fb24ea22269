import { lazy, Suspense, useState } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CustomerId, Money } from "@rapport/contract";
import type { Favourites } from "@rapport/contract/timeline";
import { Banner, Button, Card, Chip, EmptyState, Loaded, SearchField, SkeletonLines, useFormats, useSettledInput } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import "./purchases.css";
import { useFetchNearEnd } from "../shell/use-fetch-near-end.ts";
import { useHistoryView } from "../shell/use-history-view.ts";
import { creditInWords } from "../timeline/credit.ts";
import { WhySheet } from "../timeline/why-sheet.tsx";
import { ALL_PURCHASES, bySale, type FoundSale, isNarrowed, type PurchasesView, purchasesQuery } from "./purchases-query.ts";
import { SaleGroup } from "./sale-group.tsx";
import { SaleSheet } from "./sale-sheet.tsx";
import { purchaseTexts } from "./texts.ts";

// Loaded when somebody first looks for days: a calendar is large.
const PeriodField = lazy(async () => ({ default: (await import("./period-field.tsx")).PeriodField }));

/** Everything that a customer bought and gave back, to search and to open (PU1 to PU5). */
export function Purchases({ customerId, name }: { customerId: CustomerId; name: string }) {
  const text = useText(purchaseTexts);
  const [view, change] = useHistoryView("purchases", ALL_PURCHASES);
  const [typed, type] = useSettledInput({ value: view.text, onSettled: (words) => change({ text: words }) });
  const [opened, setOpened] = useState<FoundSale | null>(null);
  const [explained, setExplained] = useState<FoundSale | null>(null);
  const pages = useInfiniteQuery(purchasesQuery(customerId, view));
  const [first] = pages.data?.pages ?? [];
  return (
    <Card title={text("title")} className="purchases">
      <div className="purchases-find">
        <SearchField label={text("find")} value={typed} onValue={type} maxLength={100} />
        <Narrowing view={view} onChange={change} />
      </div>
      {first !== undefined && <Often favourites={first.favourites} view={view} onChange={change} />}
      <Loaded
        query={pages}
        skeleton={<SkeletonLines />}
        isEmpty={() => first?.total === 0}
        empty={
          isNarrowed(view) ? (
            <EmptyState icon="search" title={text("noneTitle")} text={text("noneText")}>
              <Button onClick={() => change(ALL_PURCHASES)}>{text("clear")}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon="bag" title={text("emptyTitle")} text={text("emptyText", { name })} />
          )
        }
      >
        {({ pages: all }) => (
          <Found sales={bySale(all.flatMap(({ lines }) => lines))} figures={all[0]} isOld={pages.isPlaceholderData} pages={pages} onOpen={setOpened} />
        )}
      </Loaded>
      {opened !== null && (
        <SaleSheet
          customerId={customerId}
          sale={opened}
          onExplain={() => {
            setExplained(opened);
            setOpened(null);
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {explained?.transactionId != null && (
        <WhySheet customerId={customerId} transactionId={explained.transactionId} source={creditInWords(explained.credit)} onClose={() => setExplained(null)} />
      )}
    </Card>
  );
}

interface Changing {
  view: PurchasesView;
  onChange: (part: Partial<PurchasesView>) => void;
}

function Narrowing({ view, onChange }: Changing) {
  const text = useText(purchaseTexts);
  const hasDays = view.from !== null || view.to !== null;
  const [asksDays, setAsksDays] = useState(hasDays);
  return (
    <>
      <fieldset className="kinds">
        <legend className="r-hidden">{text("narrow")}</legend>
        <Chip pressed={view.cameBack} icon="return" onPress={() => onChange({ cameBack: !view.cameBack })}>
          {text("cameBack")}
        </Chip>
        <Chip pressed={view.kept} icon="check" onPress={() => onChange({ kept: !view.kept })}>
          {text("kept")}
        </Chip>
        <Chip
          pressed={asksDays || hasDays}
          icon="calendar"
          onPress={() => {
            setAsksDays(!asksDays);
            if (asksDays && hasDays) onChange({ from: null, to: null });
          }}
        >
          {text("dates")}
        </Chip>
        {isNarrowed(view) && (
          <Button
            variant="quiet"
            onClick={() => {
              setAsksDays(false);
              onChange(ALL_PURCHASES);
            }}
          >
            {text("clear")}
          </Button>
        )}
      </fieldset>
      {asksDays && (
        <Suspense>
          <PeriodField view={view} onChange={onChange} />
        </Suspense>
      )}
    </>
  );
}

/** What they buy most often; each narrows the list to it. */
function Often({ favourites: { articles, categories, sizes }, view, onChange }: Changing & { favourites: Favourites }) {
  const text = useText(purchaseTexts);
  const formats = useFormats();
  if (articles.length + categories.length + sizes.length === 0) return null;
  const times = (count: number) => text("times", { shown: formats.number(count) });
  return (
    <fieldset className="kinds often">
      <legend>{text("often")}</legend>
      {sizes.map(({ size, category, times: count }) => {
        const isOn = view.kept && view.size === size && view.category === category;
        return (
          <Chip
            key={`${size} ${category ?? ""}`}
            pressed={isOn}
            count={times(count)}
            onPress={() => onChange(isOn ? { size: null, category: null, kept: false } : { size, category, article: null, kept: true })}
          >
            {category === null ? text("size", { size }) : text("sizeOf", { size, category })}
          </Chip>
        );
      })}
      {categories.map(({ category, times: count }) => {
        const isOn = view.kept && view.category === category && view.size === null;
        return (
          <Chip
            key={category}
            pressed={isOn}
            count={times(count)}
            onPress={() => onChange(isOn ? { category: null, kept: false } : { category, size: null, article: null, kept: true })}
          >
            {category}
          </Chip>
        );
      })}
      {articles.map(({ article, times: count }) => (
        <Chip
          key={article}
          pressed={view.kept && view.article === article}
          count={times(count)}
          onPress={() => onChange(view.kept && view.article === article ? { article: null, kept: false } : { article, category: null, size: null, kept: true })}
        >
          {article}
        </Chip>
      ))}
    </fieldset>
  );
}

function Found({
  sales,
  figures,
  isOld,
  pages,
  onOpen,
}: {
  sales: readonly FoundSale[];
  figures: { total: number; purchases: number; spent: Money; waiting: readonly Money[] } | undefined;
  isOld: boolean;
  pages: Parameters<typeof useFetchNearEnd>[0];
  onOpen: (sale: FoundSale) => void;
}) {
  const { appearance } = usePreferences();
  const text = useText(purchaseTexts);
  const formats = useFormats();
  const end = useFetchNearEnd(pages);
  return (
    <div aria-busy={isOld}>
      {figures !== undefined && (
        <output className="purchases-figures r-muted">
          {[
            text("found", {
              count: figures.total,
              shown: formats.number(figures.total),
              purchases: text("purchases", { count: figures.purchases, shown: formats.number(figures.purchases) }),
            }),
            text("spent", { amount: formats.money(figures.spent) }),
            ...figures.waiting.map((money) => text("waits", { amount: formats.money(money) })),
          ].join(" · ")}
        </output>
      )}
      <ul className="sale-groups">
        {sales.map((sale) => (
          <SaleGroup key={sale.sale} sale={sale} onOpen={() => onOpen(sale)} />
        ))}
      </ul>
      {pages.isFetchNextPageError && <Banner tone="bad">{describeError(pages.error, appearance.language).text}</Banner>}
      {pages.hasNextPage && (
        <div ref={end} className="list-more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {text("more")}
          </Button>
        </div>
      )}
    </div>
  );
}
