import { ask, useText } from "@rapport/app-shell";
import { type DataSourceAccount, listDataSources, listSourceActivity, type SourceActivity } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { DataTable, Skeleton, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { COMPANY } from "../../company.ts";
import { ExportButton } from "../../records/export-button.tsx";
import { useSuiteFormats } from "../../suites/suite-time.ts";
import { jobOf } from "../file-log/file-log-page.tsx";
import { activityQuery, lookAtSources, sourcesUnderWay } from "../file-log/queries.ts";
import { JobState, useJobState } from "../job-status.tsx";
import { sourceName } from "../source-name.ts";
import { sourceTexts } from "../texts.ts";
import { SourceMenu } from "./source-menu.tsx";
import { manageTexts } from "./texts.ts";

const stateOf = ({ active, stopped_by }: DataSourceAccount) => (active ? (stopped_by === null ? "active" : "stopped") : "inactive");

/** The data sources of a suite, with what came to each of them. */
export function SourcesTable({ suite, sources }: { suite: ReportSuite; sources: readonly DataSourceAccount[] }) {
  const text = useText(sourceTexts);
  const manage = useText(manageTexts);
  const formats = useFormats();
  const times = useSuiteFormats(suite.timeZone);
  const { rsid } = suite;
  const activity = useQuery(activityQuery(rsid)).data;
  useQuery(lookAtSources(rsid, sourcesUnderWay(activity ?? [])));
  const known = (source: DataSourceAccount, shown: (of: SourceActivity) => ReactNode) => {
    const of = activity?.find(({ dataSourceId }) => dataSourceId === source.data_source_id);
    return of === undefined ? activity === undefined ? <Skeleton width={48} /> : "–" : shown(of);
  };
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
            <>
              <span className="r-row">
                <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId: String(source.data_source_id) }}>
                  {sourceName(source, text)}
                </Link>
                {stateOf(source) !== "active" && <Tag tone={stateOf(source) === "stopped" ? "warn" : "neutral"}>{manage(`state.${stateOf(source)}`)}</Tag>}
              </span>
              <span className="hq-reason r-muted">{text(`sources.types.${source.type}`)}</span>
              {source.on_errors === "stop" && <span className="hq-reason r-muted">{manage("stopsOnErrors")}</span>}
            </>
          ),
        },
        {
          key: "queue",
          header: manage("queue"),
          align: "end",
          cell: (source) => known(source, ({ filesInQueue }) => formats.number(filesInQueue)),
        },
        { key: "rows", header: manage("rows"), align: "end", cell: (source) => known(source, ({ rows }) => formats.number(rows)) },
        {
          key: "errors",
          header: manage("errors"),
          align: "end",
          cell: (source) =>
            known(source, ({ errors, failedFiles }) => (
              <>
                {formats.number(errors)}
                {failedFiles > 0 && (
                  <span className="hq-reason r-muted">{manage("failed", { count: failedFiles, formatted: formats.number(failedFiles) })}</span>
                )}
              </>
            )),
        },
        {
          key: "last",
          header: text("sources.lastFile", { zone: suite.timeZone }),
          cell: (source) =>
            known(source, ({ newest }) =>
              newest === null ? (
                <span className="r-muted">{text("sources.noFile")}</span>
              ) : (
                <>
                  <span className="r-num">{times.dateTime(newest.receivedAt)}</span>
                  <span className="hq-last-state">
                    <JobState job={jobOf(newest)} />
                  </span>
                </>
              ),
            ),
        },
        { key: "actions", header: manage("actions"), cell: (source) => <SourceMenu rsid={rsid} source={source} /> },
      ]}
    />
  );
}

/** The list of sources as a file. */
export function SaveSources({ suite }: { suite: ReportSuite }) {
  const text = useText(sourceTexts);
  const manage = useText(manageTexts);
  const times = useSuiteFormats(suite.timeZone);
  const jobState = useJobState();
  const { rsid } = suite;
  return (
    <ExportButton
      name={text("sources.title")}
      whole={async () => {
        const [sources, activity] = await Promise.all([
          ask(listDataSources, { params: { company: COMPANY, rsid } }),
          ask(listSourceActivity, { params: { rsid }, query: {} }),
        ]);
        return sources.map((source) => ({ source, of: activity.find(({ dataSourceId }) => dataSourceId === source.data_source_id) }));
      }}
      columns={[
        { header: text("sources.name"), text: ({ source }) => sourceName(source, text) },
        { header: text("sources.number"), text: ({ source }) => source.data_source_id },
        { header: text("sources.type"), text: ({ source }) => text(`sources.types.${source.type}`) },
        { header: text("sources.typeCode"), text: ({ source }) => source.type },
        { header: manage("state"), text: ({ source }) => manage(`state.${stateOf(source)}`) },
        { header: text("sources.mode"), text: ({ source }) => text(`sources.modes.${source.mode}`) },
        { header: text("sources.modeCode"), text: ({ source }) => source.mode },
        { header: manage("onErrors"), text: ({ source }) => manage(`onErrors.${source.on_errors}`) },
        { header: manage("queue"), text: ({ of }) => of?.filesInQueue ?? "" },
        { header: manage("rows"), text: ({ of }) => of?.rows ?? "" },
        { header: manage("errors"), text: ({ of }) => of?.errors ?? "" },
        { header: manage("failedFiles"), text: ({ of }) => of?.failedFiles ?? "" },
        {
          header: text("sources.lastFile", { zone: suite.timeZone }),
          text: ({ of }) => (of?.newest == null ? text("sources.noFile") : times.dateTime(of.newest.receivedAt)),
        },
        { header: text("source.status"), text: ({ of }) => (of?.newest == null ? "" : jobState(jobOf(of.newest)).words) },
        { header: text("source.statusCode"), text: ({ of }) => of?.newest?.status ?? "" },
        { header: text("sources.created"), text: ({ source }) => source.date_created },
      ]}
    />
  );
}
