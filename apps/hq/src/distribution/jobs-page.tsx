import { useText } from "@rapport/app-shell";
import type { DistributionRun } from "@rapport/contract/publishing";
import { Card, DataTable, EmptyState, Loaded, Tag, useFormats } from "@rapport/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import "./distribution.css";
import { ExportButton } from "../records/export-button.tsx";
import { Earlier } from "./earlier.tsx";
import { everyRun, runsQuery } from "./queries.ts";
import { RunForm } from "./run-form.tsx";
import { Sessions } from "./sessions.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { PackageSize } from "./package-size.tsx";
import { fileTexts } from "./file-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

/** Runs of jobs and their sessions (R80, R82). */
export function JobsPage() {
  const text = useText(distributionTexts);
  return (
    <EntityPage title={text("jobs")} lead={text("jobsLead")} permission="publishing.read" resets={["run"]}>
      {(entity) => <Jobs key={entity.code} entity={entity} />}
    </EntityPage>
  );
}

function Jobs({ entity: { code: legalEntity, permissions } }: { entity: OwnEntity }) {
  const mayPublish = permissions.includes("publishing.manage");
  return (
    <>
      {mayPublish && <RunForm legalEntity={legalEntity} />}
      <Runs legalEntity={legalEntity} />
      <Sessions legalEntity={legalEntity} mayPublish={mayPublish} />
      {mayPublish && <SettingsCard legalEntity={legalEntity} />}
    </>
  );
}

function Runs({ legalEntity }: { legalEntity: string }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const words = useThingWords();
  const query = useInfiniteQuery(runsQuery(legalEntity));
  return (
    <Card title={text("runs")} actions={query.data !== undefined && query.data.length > 0 && <SaveRuns legalEntity={legalEntity} />}>
      <Loaded query={query} isEmpty={(runs) => runs.length === 0} empty={<EmptyState icon="cloud" title={text("noRuns")} text={text("noRunsText")} />}>
        {(runs) => (
          <>
            <DataTable
              narrow="stack"
              caption={text("runs")}
              rows={runs}
              rowKey={({ run }) => String(run)}
              columns={[
                {
                  key: "jobs",
                  header: text("runJobs"),
                  isRowHeader: true,
                  cell: ({ jobs }) => formats.list(jobs.map(words.job)),
                },
                { key: "state", header: text("state"), cell: (run) => <RunState run={run} /> },
                {
                  key: "applied",
                  header: text("applied"),
                  cell: ({ applied, stores, customers }) => (
                    <>
                      {stores > 0 && text("publishedTo", { count: stores, applied: formats.number(applied), stores: formats.number(stores) })}
                      {customers !== null && (
                        <span className="hq-distribution-kind">{text("customers", { count: customers, formatted: formats.number(customers) })}</span>
                      )}
                    </>
                  ),
                },
                { key: "size", header: text("size"), cell: ({ rows, bytes }) => <PackageSize rows={rows} bytes={bytes} /> },
                {
                  key: "started",
                  header: text("startedAt"),
                  cell: ({ startedAt, startedBy }) => (
                    <>
                      {formats.dateTime(startedAt)}
                      <span className="hq-distribution-kind">{startedBy}</span>
                    </>
                  ),
                },
                {
                  key: "sessions",
                  header: text("sessions"),
                  cell: ({ run, stores }) =>
                    stores > 0 && (
                      <Link
                        from="/distribution-jobs"
                        search={(before) => ({ ...before, run })}
                        aria-label={text("showSessionsOf", { run: formats.number(run) })}
                      >
                        {text("showSessions")}
                      </Link>
                    ),
                },
              ]}
            />
            <Earlier count={runs.length} query={query} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** Every run, not only those that are listed. */
function SaveRuns({ legalEntity }: { legalEntity: string }) {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const formats = useFormats();
  const words = useThingWords();
  return (
    <ExportButton
      name={text("runs")}
      of={text("runs")}
      whole={() => everyRun(legalEntity)}
      columns={[
        { header: fileText("runNumber"), text: ({ run }) => run },
        { header: text("runJobs"), text: ({ jobs }) => formats.list(jobs.map(words.job)) },
        { header: fileText("whatOfIt"), text: ({ full }) => (full ? text("allOfIt") : fileText("differing")) },
        { header: text("state"), text: (run) => text(stateOf(run)) },
        { header: text("stores"), text: ({ stores }) => stores },
        { header: text("applied"), text: ({ applied }) => applied },
        { header: text("state.applyFailed"), text: ({ failed }) => failed },
        { header: text("state.canceled"), text: ({ canceled }) => canceled },
        { header: fileText("customersLive"), text: ({ customers }) => customers ?? "" },
        { header: fileText("rowCount"), text: ({ rows }) => rows },
        { header: fileText("byteCount"), text: ({ bytes }) => bytes },
        { header: text("startedAt"), text: ({ startedAt }) => startedAt },
        { header: fileText("startedBy"), text: ({ startedBy }) => startedBy ?? "" },
        { header: fileText("endedAt"), text: ({ endedAt }) => endedAt ?? "" },
      ]}
    />
  );
}

const TONES = { endedPartly: "warn", runsOn: "info", ended: "good" } as const;

function RunState({ run }: { run: DistributionRun }) {
  const text = useText(distributionTexts);
  const state = stateOf(run);
  return <Tag tone={TONES[state]}>{text(state)}</Tag>;
}

function stateOf({ endedAt, failed, canceled }: DistributionRun): keyof typeof TONES {
  if (failed + canceled > 0) return "endedPartly";
  return endedAt === null ? "runsOn" : "ended";
}
