import { usePreferences, useText } from "@rapport/app-shell";
import type { Activity, TimelineItem } from "@rapport/contract/timeline";
import { Button, DataTable, EmptyState, Loaded, Tag, useFormats } from "@rapport/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ExportButton } from "../records/export-button.tsx";
import { useHistoryFile } from "./history-file.ts";
import { type Kind, historyQuery, wholeHistory } from "./history-queries.ts";
import { historyTexts } from "./history-texts.ts";
import type { OneCustomer } from "./queries.ts";
import { SaleLines } from "./sale-lines.tsx";
import { WhySheet } from "./why-sheet.tsx";

/** What happened with a customer, newest first: of one kind, or of all. A sale shows its lines, what brought it, and why. */
export function HistoryList({ params, kind, name, empty }: { params: OneCustomer; kind: Kind | null; name: string; empty: string }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  const history = useInfiniteQuery(historyQuery(params, kind));
  const fileColumns = useHistoryFile();
  const [explained, setExplained] = useState<string | null>(null);
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Loaded query={history} isEmpty={() => items.length === 0} empty={<EmptyState title={empty} />}>
        {() => (
          <>
            <div className="hq-history-save">
              <ExportButton name={name} of={name} columns={fileColumns} whole={() => wholeHistory(params, kind)} />
            </div>
            <DataTable
              caption={name}
              narrow="stack"
              rows={items.map((item, at) => ({ item, key: `${at} ${item.at}` }))}
              rowKey={({ key }) => key}
              columns={[
                { key: "at", header: text("when"), isRowHeader: true, cell: ({ item }) => <time dateTime={item.at}>{formats.dateTime(item.at)}</time> },
                ...(kind === null ? [{ key: "kind", header: text("what"), cell: ({ item }: { item: TimelineItem }) => text(`kind.${item.kind}`) }] : []),
                { key: "detail", header: text("detail"), cell: ({ item }) => <Detail params={params} item={item} /> },
                { key: "credit", header: text("cameBy"), cell: ({ item }) => <CameBy item={item} onExplain={setExplained} /> },
                ...(kind === "note" || kind === "activity" || kind === "visit" || kind === "owner"
                  ? []
                  : [
                      {
                        key: "amount",
                        header: text("amount"),
                        align: "end" as const,
                        cell: ({ item }: { item: TimelineItem }) => ("total" in item ? formats.money(item.total) : ""),
                      },
                    ]),
              ]}
            />
          </>
        )}
      </Loaded>
      {history.hasNextPage && (
        <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {text("earlier")}
        </Button>
      )}
      {explained !== null && <WhySheet params={{ ...params, transactionId: explained }} onClose={() => setExplained(null)} />}
    </>
  );
}

function Detail({ params, item }: { params: OneCustomer; item: TimelineItem }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  if (item.kind === "note")
    return (
      <>
        <span className="hq-note-text">{item.note.text}</span>
        <div className="r-small r-muted">{text("by", { name: item.note.author })}</div>
      </>
    );
  if (item.kind === "activity") return <ActivityDetail activity={item.activity} />;
  if (item.kind === "owner") {
    const [from, to] = [item.from?.name ?? "", item.to?.name ?? ""];
    return item.from === null ? text("owner.came", { to }) : item.to === null ? text("owner.left", { from }) : text("owner.moved", { from, to });
  }
  if (item.kind === "visit") {
    const visit = [
      text("minutes", { count: item.minutes, shown: formats.number(item.minutes) }),
      text("pages", { count: item.pageViews, shown: formats.number(item.pageViews) }),
    ].join(" · ");
    return (
      <>
        {visit}
        {item.pages.length > 0 && <div className="r-small r-muted">{item.pages.join(" › ")}</div>}
      </>
    );
  }
  const of = item.kind === "storePurchase" ? [item.store, item.receipt].filter((part) => part !== null).join(" · ") : (item.transactionId ?? "");
  return (
    <>
      {of !== "" && <span className="r-strong">{of}</span>}
      <SaleLines params={{ ...params, sale: item.sale }} first={item.lines} count={item.lineCount} />
      {item.kind !== "storePurchase" && item.waitsForRate && <Tag tone="warn">{text("waitsForRate")}</Tag>}
    </>
  );
}

/** What an associate did, with the name that its type had then (R60). */
function ActivityDetail({ activity: { type, title, text: written, author, edited } }: { activity: Activity }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const by = text("by", { name: author });
  return (
    <>
      <span className="r-strong">{[type.name[language] ?? type.name.en, title].filter((part) => part !== "").join(" · ")}</span>
      {written !== "" && <div className="hq-note-text">{written}</div>}
      <div className="r-small r-muted">{edited === null ? by : `${by} · ${text("changed", { when: formats.dateTime(edited.at), name: edited.by })}`}</div>
    </>
  );
}

function CameBy({ item, onExplain }: { item: TimelineItem; onExplain: (transactionId: string) => void }) {
  const text = useText(historyTexts);
  if (item.kind === "note" || item.kind === "activity" || item.kind === "owner") return "";
  const { marketingChannel, campaign } = item.credit;
  const named = [...new Set([marketingChannel, campaign])].filter((part) => part !== null && part !== "").join(" · ");
  const transactionId = "transactionId" in item ? item.transactionId : null;
  return (
    <>
      {named === "" ? "–" : named}
      {transactionId !== null && (
        <Button variant="quiet" aria-label={text("whyOf", { id: transactionId })} onClick={() => onExplain(transactionId)}>
          {text("why")}
        </Button>
      )}
    </>
  );
}
