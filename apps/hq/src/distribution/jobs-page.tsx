import { useText } from "@rapport/app-shell";
import type { DistributionRun } from "@rapport/contract/publishing";
import { Card, DataTable, EmptyState, Loaded, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import "./distribution.css";
import { runsQuery } from "./queries.ts";
import { RunForm } from "./run-form.tsx";
import { Sessions } from "./sessions.tsx";
import { SettingsCard } from "./settings-card.tsx";
import { PackageSize } from "./package-size.tsx";
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
  return (
    <Card title={text("runs")}>
      <Loaded
        query={useQuery(runsQuery(legalEntity))}
        isEmpty={(runs) => runs.length === 0}
        empty={<EmptyState icon="cloud" title={text("noRuns")} text={text("noRunsText")} />}
      >
        {(runs) => (
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
                    <Link from="/distribution-jobs" search={(before) => ({ ...before, run })} aria-label={text("showSessionsOf", { run: formats.number(run) })}>
                      {text("showSessions")}
                    </Link>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}

function RunState({ run: { endedAt, failed, canceled } }: { run: DistributionRun }) {
  const text = useText(distributionTexts);
  if (failed + canceled > 0) return <Tag tone="warn">{text("endedPartly")}</Tag>;
  return endedAt === null ? <Tag tone="info">{text("runsOn")}</Tag> : <Tag tone="good">{text("ended")}</Tag>;
}
