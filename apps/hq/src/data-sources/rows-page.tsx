import { useText } from "@rapport/app-shell";
import type { UploadRow, UploadRows } from "@rapport/contract/data-sources";
import { Button, Card, DataTable, EmptyState, Loaded, Select, useFormats } from "@rapport/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { onScreen, type RecordColumn } from "../records/columns.tsx";
import { MoreFoot } from "../records/more-foot.tsx";
import { ExportButton } from "../records/export-button.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { SettledSearch } from "../shell/settled-search.tsx";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import "../records/records.css";
import "./data-sources.css";
import { OfSource } from "./of-source.tsx";
import { receiptQuery } from "./queries.ts";
import { FateDot, RowDetails } from "./row-details.tsx";
import { faultsOf, useRowWords } from "./row-words.ts";
import { rowsQuery, wholeUpload } from "./rows-queries.ts";
import { RowsSearch } from "./rows-search.ts";
import { rowsTexts } from "./rows-texts.ts";
import { useSource } from "./use-source.tsx";

type Counts = NonNullable<UploadRows["counts"]>;

const ROUTE = "/signed-in/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows";

/** Every row of an upload with what became of it (FU14). */
export function RowsPage() {
  const place = useParams({ from: ROUTE });
  return (
    <OfSource place={place}>
      <RowsOfUpload />
    </OfSource>
  );
}

function RowsOfUpload() {
  const text = useText(rowsTexts);
  const formats = useFormats();
  const { rsid, dataSourceId, jobId } = useParams({ from: ROUTE });
  // Without what the address says for every page.
  const search = RowsSearch.parse(useSearch({ from: ROUTE }));
  const pages = useInfiniteQuery(rowsQuery(Number(jobId), search));
  const [open, setOpen] = useState<UploadRow | null>(null);
  const columns = useColumns(rsid);
  const file = useQuery(receiptQuery({ rsid, dataSourceId, jobId })).data?.filename ?? "";
  const { trail } = useSource({ rsid, dataSourceId });
  const upload = (
    <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId }}>
      {file}
    </Link>
  );
  const isNarrowed = Object.values(search).some((part) => part !== undefined);
  return (
    <>
      <PageHead title={text("title", { name: file })} lead={text("lead")} trail={[...trail, { key: "upload", link: upload }]}>
        <ExportButton name={file} columns={columns} whole={() => wholeUpload(Number(jobId), search)} />
      </PageHead>
      <Tools search={search} counts={pages.data?.pages[0]?.counts ?? []} rsid={rsid} />
      <Card>
        <Loaded
          query={pages}
          isEmpty={({ pages: [first] }) => first?.rows.length === 0}
          empty={
            isNarrowed ? (
              <EmptyState icon="search" title={text("nothing")} text={text("nothingText")} />
            ) : (
              <EmptyState icon="search" title={text("none")} text={text("noneText")} />
            )
          }
        >
          {({ pages: read }) => {
            const rows = read.flatMap((page) => page.rows);
            const total = read[0]?.total ?? 0;
            return (
              <>
                <DataTable
                  narrow="stack"
                  caption={text("title", { name: file })}
                  rows={rows}
                  rowKey={({ line }) => String(line)}
                  columns={[
                    ...columns.filter(({ isExtra }) => isExtra !== true).map(onScreen),
                    {
                      key: "details",
                      header: text("details"),
                      cell: (row) => (
                        <Button variant="quiet" aria-label={text("detailsOf", { line: row.line })} onClick={() => setOpen(row)}>
                          {text("details")}
                        </Button>
                      ),
                    },
                  ]}
                />
                <MoreFoot
                  shown={text("shown", { count: total, shown: formats.number(rows.length), formatted: formats.number(total) })}
                  more={text("more")}
                  pages={pages}
                />
              </>
            );
          }}
        </Loaded>
      </Card>
      {open !== null && <RowDetails row={open} rsid={rsid} jobId={Number(jobId)} onClose={() => setOpen(null)} />}
    </>
  );
}

function Tools({ search, counts, rsid }: { search: RowsSearch; counts: Counts; rsid: string }) {
  const text = useText(rowsTexts);
  const formats = useFormats();
  const words = useRowWords(rsid);
  const navigate = useNavigate({ from: "/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows" });
  const change = (changed: Partial<RowsSearch>) => void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const named = (name: string, of: Counts) => text("withCount", { name, formatted: formats.number(of.reduce((sum, { rows }) => sum + rows, 0)) });
  const fates = [...new Set(counts.map(({ fate }) => fate))];
  const reasons = counts.filter(({ fate, reason }) => reason !== "" && (search.fate === undefined || fate === search.fate));
  return (
    <div className="hq-list-tools">
      <SettledSearch label={text("search")} value={search.search ?? ""} most={254} onValue={(value) => change({ search: value.trim() || undefined })} />
      <Select
        label={text("result")}
        hideLabel
        value={search.fate ?? ""}
        onChange={({ target }) => change({ fate: fates.find((fate) => fate === target.value), reason: undefined })}
        options={[
          { value: "", label: text("anyResult") },
          ...fates.map((fate) => ({
            value: fate,
            label: named(
              words.fate(fate),
              counts.filter((count) => count.fate === fate),
            ),
          })),
        ]}
      />
      {reasons.length > 0 && (
        <Select
          label={text("reason")}
          hideLabel
          value={search.reason ?? ""}
          onChange={({ target }) => change({ reason: reasons.find(({ reason }) => reason === target.value)?.reason || undefined })}
          options={[
            { value: "", label: text("anyReason") },
            ...reasons.map((count) => ({ value: count.reason, label: named(words.reason(count.reason), [count]) })),
          ]}
        />
      )}
      {Object.values(search).some((part) => part !== undefined) && (
        <Button variant="quiet" onClick={() => change({ fate: undefined, reason: undefined, search: undefined })}>
          {text("clear")}
        </Button>
      )}
    </div>
  );
}

/** On the screen and in its file; the extra ones only in the file. */
function useColumns(rsid: string): RecordColumn<UploadRow>[] {
  const text = useText(rowsTexts);
  const words = useRowWords(rsid);
  const zone = useSuite(rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  const amount = (key: "orders" | "units" | "revenue") => ({
    key,
    header: text(key),
    align: "end" as const,
    text: (row: UploadRow) => (row.fate === "rejected" ? "" : row[key]),
    cell: (row: UploadRow) => (row.fate === "rejected" ? "–" : <span className="hq-whole">{words[key === "revenue" ? "money" : "number"](row[key])}</span>),
  });
  return [
    { key: "line", header: text("line"), align: "end", isRowHeader: true, text: ({ line }) => String(line) },
    {
      key: "fate",
      header: text("result"),
      text: ({ fate }) => words.fate(fate),
      cell: (row) => (
        <>
          <span className="hq-fate-name">
            <FateDot fate={row.fate} />
            {words.fate(row.fate)}
          </span>
          {words.why(row) !== "" && <span className="hq-reason r-muted">{words.why(row)}</span>}
        </>
      ),
    },
    { key: "why", header: text("reason"), isExtra: true, text: words.why },
    {
      key: "code",
      header: text("code"),
      isExtra: true,
      text: ({ fault, reason }) =>
        fault === null
          ? (reason ?? "")
          : faultsOf(fault)
              .map(({ code }) => code)
              .join(" "),
    },
    {
      key: "at",
      header: text("day"),
      text: ({ at }) => at ?? "",
      cell: ({ at }) => (at === null ? "–" : <span className="r-num hq-whole">{formats.date(at)}</span>),
    },
    {
      key: "id",
      header: text("id"),
      text: ({ transactionId }) => transactionId ?? "",
      cell: ({ transactionId }) => <span className="hq-cell-value">{transactionId ?? "–"}</span>,
    },
    { key: "customer", header: text("customer"), text: ({ visitorId }) => visitorId ?? "" },
    {
      key: "product",
      header: text("product"),
      text: ({ products }) => formats.list(products.map(({ name }) => name)),
      cell: (row) => words.products(row) || "–",
    },
    { key: "category", header: text("category"), isExtra: true, text: ({ products }) => formats.list([...new Set(products.map(({ category }) => category))]) },
    amount("orders"),
    amount("units"),
    amount("revenue"),
    { key: "metrics", header: text("metrics"), isExtra: true, text: ({ metrics }) => words.values(metrics) },
    { key: "own", header: text("own"), isExtra: true, text: ({ said }) => words.values(said) },
    { key: "taken", header: text("taken"), isExtra: true, text: ({ took }) => words.values(took) },
    { key: "sent", header: text("sent"), isExtra: true, text: (row) => row.text ?? "" },
  ];
}
