import { useText } from "@rapport/app-shell";
import { Card, DataTable, EmptyState, Loaded, Select, Tag, useFormats } from "@rapport/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ExportButton } from "../records/export-button.tsx";
import { HistoryList } from "./history-list.tsx";
import { booksQuery, historyQuery, type Kind } from "./history-queries.ts";
import { historyTexts } from "./history-texts.ts";
import type { OneCustomer } from "./queries.ts";

const KINDS = ["note", "activity", "onlineOrder", "storePurchase", "return", "visit", "owner"] as const satisfies readonly Kind[];

/** Everything that happened with the customer, of all kinds or one, with how many there are of each (R57). */
export function ActivitiesTab({ params }: { params: OneCustomer }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  const [kind, setKind] = useState<Kind | null>(null);
  const counts = useInfiniteQuery(historyQuery(params, null)).data?.pages[0]?.counts;
  const all = counts === undefined ? undefined : KINDS.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  const counted = (label: string, count: number | undefined) => (count === undefined ? label : `${label} (${formats.number(count)})`);
  return (
    <Card title={text("activities")}>
      <div className="hq-list-tools hq-history-tools">
        <Select
          label={text("show")}
          hideLabel
          value={kind ?? ""}
          onChange={({ target: { value } }) => setKind(KINDS.find((one) => one === value) ?? null)}
          options={[
            { value: "", label: counted(text("everything"), all) },
            ...KINDS.map((one) => ({ value: one as string, label: counted(text(`kinds.${one}`), counts === undefined ? undefined : (counts[one] ?? 0)) })),
          ]}
        />
      </div>
      <HistoryList key={kind ?? ""} params={params} kind={kind} name={text("activities")} empty={text(kind === null ? "nothing" : "nothingOfKind")} />
    </Card>
  );
}

/** Orders and visits on the site. */
export function OnlineTab({ params }: { params: OneCustomer }) {
  return <Kinds params={params} kinds={["onlineOrder", "visit"]} />;
}

/** What was bought and brought back, in the stores and on the site. */
export function PurchasesTab({ params }: { params: OneCustomer }) {
  return <Kinds params={params} kinds={["storePurchase", "onlineOrder", "return"]} />;
}

function Kinds({ params, kinds }: { params: OneCustomer; kinds: readonly Kind[] }) {
  const text = useText(historyTexts);
  return (
    <div className="hq-customer-tab">
      {kinds.map((kind) => (
        <Card key={kind} title={text(`kinds.${kind}`)}>
          <HistoryList params={params} kind={kind} name={text(`kinds.${kind}`)} empty={text("nothingOfKind")} />
        </Card>
      ))}
    </div>
  );
}

/** Whose client the customer is, and whose they were. */
export function BookTab({ params }: { params: OneCustomer }) {
  const text = useText(historyTexts);
  const formats = useFormats();
  return (
    <Card title={text("book")}>
      <Loaded query={useQuery(booksQuery(params))} isEmpty={({ stays }) => stays.length === 0} empty={<EmptyState icon="book" title={text("neverInBook")} />}>
        {({ stays }) => (
          <>
            <div className="hq-history-save">
              <ExportButton
                name={text("book")}
                whole={() => Promise.resolve(stays)}
                columns={[
                  { header: text("owner"), text: ({ owner }) => owner.name },
                  { header: text("bookNumber"), text: ({ clientBookId }) => clientBookId },
                  { header: text("since"), text: ({ from }) => from },
                  { header: text("until1"), text: ({ to }) => to ?? "" },
                ]}
              />
            </div>
            <DataTable
              caption={text("book")}
              rows={stays}
              rowKey={({ clientBookId, from }) => `${clientBookId} ${from}`}
              columns={[
                {
                  key: "owner",
                  header: text("owner"),
                  isRowHeader: true,
                  cell: ({ owner, to }) => (
                    <>
                      {owner.name} {to === null && <Tag tone="good">{text("now")}</Tag>}
                    </>
                  ),
                },
                { key: "book", header: text("bookNumber"), cell: ({ clientBookId }) => clientBookId },
                { key: "from", header: text("since"), cell: ({ from }) => formats.dateTime(from) },
                { key: "to", header: text("until1"), cell: ({ to }) => (to === null ? "–" : formats.dateTime(to)) },
              ]}
            />
          </>
        )}
      </Loaded>
    </Card>
  );
}
