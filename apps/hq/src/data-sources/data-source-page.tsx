import { useText } from "@rapport/app-shell";
import type { DataSourceAccount, DataSourceJob } from "@rapport/contract/data-sources";
import { Button, Card, DataTable, ErrorState, Loaded, Tag, useFormats } from "@rapport/ui";
import { Refusal } from "@rapport/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FolderCard } from "./folder-card.tsx";
import { idsTexts } from "./ids/texts.ts";
import { ExportButton } from "../records/export-button.tsx";
import { everyJob, jobsQuery, sourcesQuery } from "./queries.ts";
import { PageHead } from "../shell/page-head.tsx";
import "./data-sources.css";
import { useSuite, useSuiteFormats, writtenTime } from "../suites/suite-time.ts";
import { sourceName } from "./source-name.ts";
import { JobState, useJobState } from "./job-status.tsx";
import { MatchCard } from "./linking/match-card.tsx";
import { MappingCard } from "./mapping/mapping-card.tsx";
import { TakeBackDays } from "./linking/take-back-days.tsx";
import { ReadingCard } from "./reading-card.tsx";
import { InactiveBanner } from "./manage/inactive-banner.tsx";
import { SourceMenu } from "./manage/source-menu.tsx";
import { MailCard } from "./telling/mail-card.tsx";
import { RecordingBanner } from "./recording-banner.tsx";
import { ChosenCard } from "./wizard/chosen-card.tsx";
import { StoppedBanner } from "./stopped-banner.tsx";
import { UploadCard } from "./upload-card.tsx";
import { sourceTexts } from "./texts.ts";

export function DataSourcePage() {
  const { rsid, dataSourceId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId" });
  const { again = false } = useSearch({ from: "/signed-in/data-sources/$rsid/$dataSourceId" });
  const sources = useQuery(sourcesQuery(rsid));
  return (
    <Loaded query={sources}>
      {(all) => {
        const source = all.find((candidate) => String(candidate.data_source_id) === dataSourceId);
        return source === undefined ? (
          <ErrorState error={new Refusal("data_source.unknown", { dataSourceId: Number(dataSourceId), rsid })} />
        ) : (
          <Source rsid={rsid} source={source} again={again} />
        );
      }}
    </Loaded>
  );
}

/** The types whose rows need transaction ids that were recorded. */
const JOINS_BY_ORDER: ReadonlySet<DataSourceAccount["type"]> = new Set(["transactionid", "refund"]);

function Source({ rsid, source, again }: { rsid: string; source: DataSourceAccount; again: boolean }) {
  const text = useText(sourceTexts);
  const idsText = useText(idsTexts);
  const suite = useSuite(rsid);
  return (
    <>
      <PageHead
        title={sourceName(source, text)}
        trail={[
          {
            key: "sources",
            link: (
              <Link to="/data-sources" search={{ suite: rsid }}>
                {text("sources.title")}
              </Link>
            ),
          },
        ]}
        facts={
          <>
            <Tag>{text(`sources.types.${source.type}`)}</Tag>
            <Tag>{text(`sources.modes.${source.mode}`)}</Tag>
          </>
        }
      >
        {source.type !== "summary" && (
          <Link
            className="r-button"
            data-variant="secondary"
            to="/data-sources/$rsid/$dataSourceId/unlinked"
            params={{ rsid, dataSourceId: String(source.data_source_id) }}
          >
            {idsText("link")}
          </Link>
        )}
        <SourceMenu rsid={rsid} source={source} />
      </PageHead>
      {suite !== undefined && JOINS_BY_ORDER.has(source.type) && <RecordingBanner suite={suite} />}
      <InactiveBanner rsid={rsid} source={source} />
      <StoppedBanner rsid={rsid} source={source} />
      {source.active && <UploadCard key={source.data_source_id} rsid={rsid} source={source} again={again} />}
      <FolderCard rsid={rsid} source={source} />
      <FileLog rsid={rsid} dataSourceId={source.data_source_id} />
      {source.type !== "summary" && <MatchCard place={{ rsid, dataSourceId: source.data_source_id }} name={sourceName(source, text)} />}
      {suite !== undefined && <ChosenCard suite={suite} source={source} />}
      <MailCard place={{ rsid, dataSourceId: source.data_source_id }} name={sourceName(source, text)} />
      <ReadingCard rsid={rsid} source={source} />
      <MappingCard rsid={rsid} dataSourceId={source.data_source_id} />
    </>
  );
}

function FileLog({ rsid, dataSourceId }: { rsid: string; dataSourceId: number }) {
  const text = useText(sourceTexts);
  const navigate = useNavigate();
  // In the address, so that Back from a file leads to its page of the log.
  const { page = 1 } = useSearch({ from: "/signed-in/data-sources/$rsid/$dataSourceId" });
  const setPage = (chosen: number) => void navigate({ to: ".", search: (before) => ({ ...before, page: chosen === 1 ? undefined : chosen }), replace: true });
  const jobs = useQuery(jobsQuery({ rsid, dataSourceId, page }));
  return (
    <Card
      title={text("source.log")}
      actions={
        jobs.data !== undefined &&
        jobs.data.total_pages > 0 && (
          <>
            <TakeBackDays place={{ rsid, dataSourceId }} />
            <SaveLog rsid={rsid} dataSourceId={dataSourceId} />
          </>
        )
      }
    >
      <Loaded query={jobs} isEmpty={(answer) => answer.jobs.length === 0 && page === 1} empty={<p className="r-muted">{text("source.logEmpty")}</p>}>
        {(answer) => (
          <>
            <JobTable rsid={rsid} dataSourceId={dataSourceId} jobs={answer.jobs} />
            {answer.total_pages > 1 && (
              <div className="hq-pages">
                <Button disabled={page === 1} onClick={() => setPage(page - 1)}>
                  {text("source.newer")}
                </Button>
                <span className="r-small r-muted">{text("source.page", { page, pages: answer.total_pages })}</span>
                <Button disabled={page >= answer.total_pages} onClick={() => setPage(page + 1)}>
                  {text("source.more")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** The whole log, with all its pages. */
function SaveLog({ rsid, dataSourceId }: { rsid: string; dataSourceId: number }) {
  const text = useText(sourceTexts);
  const stateOf = useJobState();
  const zone = useSuite(rsid)?.timeZone ?? "";
  const count = (fate: keyof NonNullable<DataSourceJob["fates"]>) => (job: DataSourceJob) => job.fates?.[fate] ?? "";
  return (
    <ExportButton
      name={text("source.log")}
      whole={() => everyJob({ rsid, dataSourceId })}
      columns={[
        { header: text("source.file"), text: ({ filename }) => filename },
        { header: text("source.number"), text: ({ job_id: id }) => id },
        { header: text("source.received", { zone }), text: (job) => job.uploaded_date },
        { header: text("source.way"), text: ({ cameBy }) => text(`way.${cameBy}`) },
        { header: text("source.wayCode"), text: ({ cameBy }) => cameBy },
        { header: text("source.rows"), text: ({ rows }) => rows },
        { header: text("source.linked"), text: count("linked") },
        { header: text("source.waiting"), text: count("waiting") },
        { header: text("source.unlinked"), text: count("unlinked") },
        { header: text("source.rejected"), text: count("rejected") },
        { header: text("source.status"), text: (job) => stateOf(job).words },
        { header: text("source.statusCode"), text: ({ status }) => status },
      ]}
    />
  );
}

function JobTable({ rsid, dataSourceId, jobs }: { rsid: string; dataSourceId: number; jobs: readonly DataSourceJob[] }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  const number = (count: number | undefined) => (count === undefined ? "–" : formats.number(count));
  const asWritten = useSuiteFormats("UTC");
  const zone = useSuite(rsid)?.timeZone ?? "";
  return (
    <DataTable
      narrow="stack"
      caption={text("source.log")}
      rows={jobs}
      rowKey={(job) => String(job.job_id)}
      columns={[
        {
          key: "file",
          header: text("source.file"),
          isRowHeader: true,
          cell: (job) => (
            <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId: String(dataSourceId), jobId: String(job.job_id) }}>
              {job.filename}
            </Link>
          ),
        },
        {
          key: "received",
          header: text("source.received", { zone }),
          cell: (job) => (
            <>
              <span className="r-num">{asWritten.dateTime(writtenTime(job.uploaded_date))}</span>
              <span className="hq-reason r-muted">{text(`way.${job.cameBy}`)}</span>
            </>
          ),
        },
        { key: "rows", header: text("source.rows"), align: "end", cell: (job) => formats.number(job.rows) },
        { key: "linked", header: text("source.linked"), align: "end", cell: ({ fates }) => number(fates?.linked) },
        {
          key: "waiting",
          header: text("source.waiting"),
          align: "end",
          cell: ({ fates }) => (
            <>
              {number(fates?.waiting)}
              {fates !== undefined && fates.unlinked > 0 && (
                <span className="hq-reason r-muted">{text("source.neverLinked", { formatted: formats.number(fates.unlinked) })}</span>
              )}
            </>
          ),
        },
        { key: "rejected", header: text("source.rejected"), align: "end", cell: ({ fates }) => number(fates?.rejected) },
        { key: "status", header: text("source.status"), cell: (job) => <JobState job={job} /> },
      ]}
    />
  );
}
