import { describeFileFailure, useText } from "@rapport/app-shell";
import type { SourceFile } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, useFormats, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { RecordColumn } from "../../records/columns.tsx";
import { RecordList } from "../../records/list-page.tsx";
import { SuitePage } from "../../suites/suite-page.tsx";
import { useSuiteFormats } from "../../suites/suite-time.ts";
import "../data-sources.css";
import { JobState, useJobState } from "../job-status.tsx";
import { useLasting } from "../linking/lasting.ts";
import { sourceTexts } from "../texts.ts";
import { FilterFields } from "./filter-fields.tsx";
import { allFiles, filesQuery, jobsUnderWay, lookAtJobs } from "./queries.ts";
import { filesAskedFor, isFiltered, UNFILTERED } from "./search.ts";
import { fileLogTexts } from "./texts.ts";

/** The files of all sources of a suite, which its head picks (FU17). */
export function FileLogPage() {
  const text = useText(fileLogTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")} resets={["source", "page"]}>
      {(suite) => <Files suite={suite} />}
    </SuitePage>
  );
}

function Files({ suite }: { suite: ReportSuite }) {
  const text = useText(fileLogTexts);
  const search = useSearch({ from: "/signed-in/data-sources/files" });
  const asked = filesAskedFor(search);
  const query = useQuery(filesQuery(suite.rsid, asked));
  useQuery(lookAtJobs(suite.rsid, { asked, jobs: jobsUnderWay(query.data?.rows ?? []) }));
  return (
    <Card
      title={text("ofSuite", { suite: suite.name })}
      actions={
        <Link className="r-button" data-variant="secondary" to="/data-sources" search={{ suite: suite.rsid }}>
          {text("toSources")}
        </Link>
      }
    >
      <RecordList
        name={text("title")}
        search={search}
        query={query}
        whole={() => allFiles(suite.rsid, asked)}
        rowKey={({ jobId }) => String(jobId)}
        begin={{ title: text("empty"), text: text("emptyText") }}
        unfiltered={isFiltered(search) ? UNFILTERED : undefined}
        filters={<FilterFields rsid={suite.rsid} search={search} />}
        columns={useColumns(suite)}
      />
    </Card>
  );
}

const FATES = ["linked", "waiting", "unlinked", "summary", "rejected"] as const;

function useColumns(suite: ReportSuite): RecordColumn<SourceFile>[] {
  const text = useText(fileLogTexts);
  const sourceText = useText(sourceTexts);
  const formats = useFormats();
  const { language } = useUi();
  const times = useSuiteFormats(suite.timeZone);
  const lasting = useLasting();
  const stateOf = useJobState();
  const { rsid } = suite;
  const zone = { zone: suite.timeZone };
  const nameOf = ({ source, type, dataSourceId: id }: SourceFile) =>
    source === "" ? sourceText("sources.unnamed", { type: sourceText(`sources.types.${type}`), id }) : source;
  const fatesOf = ({ fates }: SourceFile) =>
    FATES.flatMap((fate) => (fates[fate] === 0 ? [] : [text(`fate.${fate}`, { formatted: formats.number(fates[fate]) })]));
  const number = (key: "rows" | "errors") =>
    ({
      key,
      header: text(key),
      align: "end",
      sortable: true,
      text: (file: SourceFile) => String(file[key]),
      cell: (file: SourceFile) => formats.number(file[key]),
    }) as const;
  const count = (fate: "linked" | "waiting" | "unlinked" | "summary"): RecordColumn<SourceFile> => ({
    key: fate,
    header: text(fate),
    align: "end",
    isExtra: true,
    text: ({ fates }) => String(fates[fate]),
    cell: ({ fates }) => formats.number(fates[fate]),
  });
  return [
    {
      key: "filename",
      header: text("file"),
      isRowHeader: true,
      sortable: true,
      text: ({ filename }) => filename,
      cell: ({ filename, dataSourceId, jobId }) => (
        <Link
          className="hq-file-name"
          to="/data-sources/$rsid/$dataSourceId/uploads/$jobId"
          params={{ rsid, dataSourceId: String(dataSourceId), jobId: String(jobId) }}
        >
          {filename}
        </Link>
      ),
    },
    {
      key: "source",
      header: text("source"),
      sortable: true,
      text: (file) => (file.sourceExists ? nameOf(file) : `${nameOf(file)} (${text("deleted")})`),
      cell: (file) =>
        file.sourceExists ? (
          <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId: String(file.dataSourceId) }}>
            {nameOf(file)}
          </Link>
        ) : (
          <span className="r-muted">{`${nameOf(file)} (${text("deleted")})`}</span>
        ),
    },
    { key: "status", header: text("status"), sortable: true, text: (file) => stateOf(jobOf(file)).words, cell: (file) => <JobState job={jobOf(file)} /> },
    { key: "type", header: text("type"), sortable: true, isExtra: true, text: ({ type }) => sourceText(`sources.types.${type}`) },
    number("rows"),
    {
      key: "fates",
      header: text("fates"),
      text: (file) => fatesOf(file).join(", "),
      cell: (file) =>
        fatesOf(file).length === 0
          ? "–"
          : fatesOf(file).map((words) => (
              <span key={words} className="hq-reason">
                {words}
              </span>
            )),
    },
    count("linked"),
    count("waiting"),
    count("unlinked"),
    count("summary"),
    number("errors"),
    {
      key: "received",
      header: text("received", zone),
      sortable: true,
      text: ({ receivedAt }) => times.dateTime(receivedAt),
      cell: ({ receivedAt }) => <span className="r-num">{times.dateTime(receivedAt)}</span>,
    },
    {
      key: "finished",
      header: text("finished", zone),
      isExtra: true,
      text: ({ finishedAt }) => (finishedAt === null ? "" : times.dateTime(finishedAt)),
    },
    {
      key: "why",
      header: text("why"),
      isExtra: true,
      text: ({ error }) => (error === null ? "" : describeFileFailure(error, language)),
    },
    { key: "took", header: text("took"), align: "end", sortable: true, text: ({ tookMs }) => (tookMs === null ? "" : lasting(tookMs)) },
    { key: "cameBy", header: text("way"), sortable: true, text: ({ cameBy }) => sourceText(`way.${cameBy}`) },
    { key: "bytes", header: text("size"), align: "end", sortable: true, text: ({ bytes }) => String(bytes), cell: ({ bytes }) => formats.bytes(bytes) },
    { key: "number", header: text("number"), align: "end", sortable: true, isExtra: true, text: ({ jobId }) => String(jobId) },
  ];
}

/** The file as its job is shown elsewhere. */
export function jobOf({ status, fates, duplicateOf }: Pick<SourceFile, "status" | "fates" | "duplicateOf">) {
  return { status: status === "duplicate" ? ("success" as const) : status, fates, ...(duplicateOf !== null && { duplicateOf }) };
}
