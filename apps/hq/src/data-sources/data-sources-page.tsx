import { useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Card, DataTable, EmptyState, Loaded, Skeleton, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ExportButton } from "../records/export-button.tsx";
import { everySource, jobsQuery, sourcesQuery } from "./queries.ts";
import { useSuiteFormats, writtenTime } from "../suites/suite-time.ts";
import { sourceName } from "./source-name.ts";
import { CreateDataSource } from "./create-data-source.tsx";
import { JobState, useJobState } from "./job-status.tsx";
import { RecordingBanner } from "./recording-banner.tsx";
import { SuitePage } from "../suites/suite-page.tsx";
import "./data-sources.css";
import { sourceTexts } from "./texts.ts";

export function DataSourcesPage() {
  const text = useText(sourceTexts);
  return (
    <SuitePage title={text("sources.title")} lead={text("sources.lead")}>
      {(suite) => (
        <>
          <RecordingBanner suite={suite} />
          <Sources suite={suite} />
        </>
      )}
    </SuitePage>
  );
}

function Sources({ suite }: { suite: ReportSuite }) {
  const text = useText(sourceTexts);
  const [creating, setCreating] = useState(false);
  const sources = useQuery(sourcesQuery(suite.rsid));
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {text("sources.create")}
    </Button>
  );
  return (
    <Card
      title={text("sources.ofSuite", { suite: suite.name })}
      actions={
        sources.data !== undefined &&
        sources.data.length > 0 && (
          <div className="r-row">
            <SaveSources suite={suite} />
            {create}
          </div>
        )
      }
    >
      <Loaded
        query={sources}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState title={text("sources.empty")} text={text("sources.emptyText")}>
            {create}
          </EmptyState>
        }
      >
        {(all) => <SourceTable suite={suite} sources={all} />}
      </Loaded>
      <CreateDataSource suite={suite} open={creating} onOpenChange={setCreating} />
    </Card>
  );
}

function SaveSources({ suite }: { suite: ReportSuite }) {
  const text = useText(sourceTexts);
  const stateOf = useJobState();
  return (
    <ExportButton
      name={text("sources.title")}
      whole={() => everySource(suite.rsid)}
      columns={[
        { header: text("sources.name"), text: ({ source }) => sourceName(source, text) },
        { header: text("sources.number"), text: ({ source }) => source.data_source_id },
        { header: text("sources.type"), text: ({ source }) => text(`sources.types.${source.type}`) },
        { header: text("sources.typeCode"), text: ({ source }) => source.type },
        { header: text("sources.mode"), text: ({ source }) => text(`sources.modes.${source.mode}`) },
        { header: text("sources.modeCode"), text: ({ source }) => source.mode },
        { header: text("sources.lastFile", { zone: suite.timeZone }), text: ({ newest }) => newest?.uploaded_date ?? text("sources.noFile") },
        { header: text("source.status"), text: ({ newest }) => (newest === undefined ? "" : stateOf(newest).words) },
        { header: text("source.statusCode"), text: ({ newest }) => newest?.status ?? "" },
        { header: text("sources.created"), text: ({ source }) => source.date_created },
      ]}
    />
  );
}

function SourceTable({ suite, sources }: { suite: ReportSuite; sources: readonly DataSourceAccount[] }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  return (
    <DataTable
      narrow="stack"
      caption={text("sources.title")}
      rows={sources}
      rowKey={(source) => String(source.data_source_id)}
      columns={[
        {
          key: "name",
          header: text("sources.name"),
          isRowHeader: true,
          cell: (source) => (
            <span className="r-row">
              <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid: suite.rsid, dataSourceId: String(source.data_source_id) }}>
                {sourceName(source, text)}
              </Link>
              {source.stopped_by !== null && <Tag tone="warn">{text("stopped.mark")}</Tag>}
            </span>
          ),
        },
        { key: "type", header: text("sources.type"), cell: (source) => text(`sources.types.${source.type}`) },
        { key: "mode", header: text("sources.mode"), cell: (source) => text(`sources.modes.${source.mode}`) },
        {
          key: "last",
          header: text("sources.lastFile", { zone: suite.timeZone }),
          cell: (source) => <LastFile rsid={suite.rsid} dataSourceId={source.data_source_id} />,
        },
        { key: "created", header: text("sources.created"), align: "end", cell: (source) => formats.date(source.date_created) },
      ]}
    />
  );
}

/** When the newest file came, and its outcome. */
function LastFile({ rsid, dataSourceId }: { rsid: string; dataSourceId: number }) {
  const text = useText(sourceTexts);
  const formats = useSuiteFormats("UTC");
  const { data } = useQuery(jobsQuery({ rsid, dataSourceId, page: 1 }));
  const job = data?.jobs[0];
  if (data === undefined) return <Skeleton width={160} />;
  if (job === undefined) return <span className="r-muted">{text("sources.noFile")}</span>;
  return (
    <span className="r-row">
      <span className="r-num">{formats.dateTime(writtenTime(job.uploaded_date))}</span>
      <JobState job={job} />
    </span>
  );
}
