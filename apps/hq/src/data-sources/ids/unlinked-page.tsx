import { useText } from "@rapport/app-shell";
import type { UnlinkedId, UnlinkedIds } from "@rapport/contract/data-sources";
import { Button, Card, DataTable, EmptyState, Loaded, Select, useFormats } from "@rapport/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { onScreen, type RecordColumn } from "../../records/columns.tsx";
import { MoreFoot } from "../../records/more-foot.tsx";
import { ExportButton } from "../../records/export-button.tsx";
import "../../records/records.css";
import { PageHead } from "../../shell/page-head.tsx";
import { SettledSearch } from "../../shell/settled-search.tsx";
import { useSuite, useSuiteFormats } from "../../suites/suite-time.ts";
import "../data-sources.css";
import { useSource } from "../use-source.tsx";
import { IdRuleCard } from "./id-rule-card.tsx";
import { everyUnlinked, idRuleQuery, UnlinkedSearch, unlinkedQuery } from "./queries.ts";
import { idsTexts } from "./texts.ts";
import type { SourcePlace } from "../source-place.ts";

const ROUTE = "/signed-in/data-sources/$rsid/$dataSourceId/unlinked";

/** The ids of a source's rows that are not linked, and how its ids are read (UL1 to UL5). */
export function UnlinkedPage() {
  const text = useText(idsTexts);
  const formats = useFormats();
  const { rsid, dataSourceId } = useParams({ from: ROUTE });
  // Without what the address says for every page.
  const search = UnlinkedSearch.parse(useSearch({ from: ROUTE }));
  const place: SourcePlace = { rsid, dataSourceId: Number(dataSourceId) };
  const { source, name = "", trail } = useSource({ rsid, dataSourceId });
  const changes = useQuery(idRuleQuery(place)).data?.changes ?? [];
  const settled = changes.map(({ id, state }) => `${id} ${state}`).join();
  const pages = useInfiniteQuery(unlinkedQuery(place, { ...search, settled }));
  const columns = useColumns(rsid, dataSourceId);
  const isNarrowed = Object.values(search).some((part) => part !== undefined);
  return (
    <>
      <PageHead title={text("title", { name })} lead={text("lead")} trail={trail}>
        <ExportButton name={text("title", { name })} columns={columns} whole={() => everyUnlinked(place, search)} />
      </PageHead>
      <Tools search={search} counts={pages.data?.pages[0]?.counts ?? []} />
      <Card>
        <Loaded
          query={pages}
          isEmpty={({ pages: [first] }) => first?.ids.length === 0}
          empty={
            isNarrowed ? (
              <EmptyState icon="search" title={text("nothing")} text={text("nothingText")} />
            ) : (
              <EmptyState icon="check" title={text("none")} text={text("noneText")} />
            )
          }
        >
          {({ pages: read }) => {
            const ids = read.flatMap((page) => page.ids);
            const total = read[0]?.total ?? 0;
            return (
              <>
                <DataTable
                  narrow="stack"
                  caption={text("title", { name })}
                  rows={ids}
                  rowKey={({ kind, id, state }) => `${kind} ${state} ${id}`}
                  columns={columns.filter(({ isExtra }) => isExtra !== true).map(onScreen)}
                />
                <MoreFoot
                  shown={text("shown", { count: total, shown: formats.number(ids.length), formatted: formats.number(total) })}
                  more={text("more")}
                  pages={pages}
                />
              </>
            );
          }}
        </Loaded>
      </Card>
      {source !== undefined && source.type !== "summary" && source.type !== "visitorid" && <IdRuleCard place={place} />}
    </>
  );
}

function Tools({ search, counts }: { search: UnlinkedSearch; counts: NonNullable<UnlinkedIds["counts"]> }) {
  const text = useText(idsTexts);
  const formats = useFormats();
  const navigate = useNavigate({ from: "/data-sources/$rsid/$dataSourceId/unlinked" });
  const change = (changed: Partial<UnlinkedSearch>) => void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  return (
    <div className="hq-list-tools">
      <SettledSearch label={text("search")} value={search.search ?? ""} most={100} onValue={(value) => change({ search: value.trim() || undefined })} />
      <Select
        label={text("why")}
        hideLabel
        value={search.state ?? ""}
        onChange={({ target }) => change({ state: counts.find(({ state }) => state === target.value)?.state })}
        options={[
          { value: "", label: text("anyState") },
          ...counts.map(({ state, ids }) => ({ value: state, label: text("withCount", { name: text(`states.${state}`), formatted: formats.number(ids) }) })),
        ]}
      />
      {Object.values(search).some((part) => part !== undefined) && (
        <Button variant="quiet" onClick={() => change({ state: undefined, search: undefined })}>
          {text("clear")}
        </Button>
      )}
    </div>
  );
}

/** On the screen and in its file; the extra ones only in the file. */
function useColumns(rsid: string, dataSourceId: string): RecordColumn<UnlinkedId>[] {
  const text = useText(idsTexts);
  const formats = useFormats();
  const suiteFormats = useSuiteFormats(useSuite(rsid)?.timeZone ?? "UTC");
  return [
    {
      key: "id",
      header: text("id"),
      isRowHeader: true,
      text: ({ id }) => id,
      cell: ({ id, kind, upload }) => (
        <Link
          className="hq-cell-value"
          title={id}
          to="/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows"
          params={{ rsid, dataSourceId, jobId: String(upload) }}
          search={{ fate: "unlinked", search: id }}
        >
          {id}
          {kind === "customer" && <span className="hq-reason r-muted">{text("kinds.customer")}</span>}
        </Link>
      ),
    },
    { key: "kind", header: text("kind"), isExtra: true, text: ({ kind }) => text(`kinds.${kind}`) },
    { key: "state", header: text("why"), text: ({ state }) => text(`states.${state}`) },
    { key: "code", header: text("code"), isExtra: true, text: ({ state }) => state },
    { key: "rows", header: text("rows"), align: "end", text: ({ rows }) => String(rows), cell: ({ rows }) => formats.number(rows) },
    {
      key: "since",
      header: text("since"),
      text: ({ since }) => since,
      cell: ({ since }) => <span className="r-num hq-whole">{suiteFormats.date(since)}</span>,
    },
    { key: "upload", header: text("upload"), isExtra: true, text: ({ upload }) => String(upload) },
    { key: "counts", header: text("counts"), isExtra: true, text: ({ from, to }) => (from === to ? from : `${from} – ${to}`) },
    {
      key: "similar",
      header: text("similar"),
      text: ({ similar }) => formats.list(similar),
      cell: ({ similar }) => (similar.length === 0 ? "–" : <span className="hq-code">{similar.join("  ·  ")}</span>),
    },
  ];
}
