import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, EmptyState, Loaded, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { onScreen, type RecordColumn } from "../records/columns.tsx";
import { ExportButton } from "../records/export-button.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { suitesQuery } from "./queries.ts";
import { reportSuitesTexts } from "./report-suites-texts.ts";

/** Every report suite; each leads to its settings. */
export function ReportSuitesPage() {
  const text = useText(reportSuitesTexts);
  const suites = useQuery(suitesQuery);
  const columns = useColumns();
  const create = (
    <Link to="/report-suites/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        <div className="r-row">
          {suites.data !== undefined && suites.data.length > 0 && (
            <ExportButton name={text("title")} columns={columns} whole={() => Promise.resolve(suites.data)} />
          )}
          {create}
        </div>
      </PageHead>
      <Card>
        <Loaded
          query={suites}
          isEmpty={(all) => all.length === 0}
          empty={
            <EmptyState title={text("empty")} text={text("emptyText")}>
              {create}
            </EmptyState>
          }
        >
          {(all) => <DataTable caption={text("title")} narrow="stack" rows={all} rowKey={({ rsid }) => rsid} columns={columns.map(onScreen)} />}
        </Loaded>
      </Card>
    </>
  );
}

function useColumns(): RecordColumn<ReportSuite>[] {
  const text = useText(reportSuitesTexts);
  const formats = useFormats();
  const entities = useQuery(entitiesQueryFor("reportSuite.manage")).data ?? [];
  const usedBy = (rsid: string) => entities.filter((entity) => entity.rsid === rsid).map(({ name }) => name);
  return [
    {
      key: "name",
      header: text("name"),
      isRowHeader: true,
      text: ({ name }) => name,
      cell: ({ rsid, name }) => (
        <Link to="/suite-settings" search={{ suite: rsid }}>
          {name}
        </Link>
      ),
    },
    { key: "rsid", header: text("rsid"), text: ({ rsid }) => rsid },
    { key: "timeZone", header: text("timeZone"), text: ({ timeZone }) => timeZone },
    { key: "currency", header: text("currency"), text: ({ currency }) => currency },
    { key: "storage", header: text("storage"), text: ({ transactionIdStorage }) => text(transactionIdStorage ? "kept" : "notKept") },
    { key: "usedBy", header: text("usedBy"), text: ({ rsid }) => usedBy(rsid).join(", ") },
    {
      key: "created",
      header: text("created"),
      text: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <span className="r-num">{formats.dateTime(createdAt)}</span>,
    },
  ];
}
