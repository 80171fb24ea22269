import { describeError, useText } from "@rapport/app-shell";
import type { DownloadSession, SessionState } from "@rapport/contract/publishing";
import { Button, Card, DataTable, EmptyState, Loaded, Tag, useFormats, useToast, useUi, type Tone } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { changeSession, sessionsQuery, useDistributionChanged } from "./queries.ts";
import { PackageSize } from "./package-size.tsx";
import { distributionTexts } from "./texts.ts";

const TONES: Readonly<Record<SessionState, Tone>> = {
  available: "info",
  requested: "info",
  downloaded: "info",
  applied: "good",
  canceled: "neutral",
  downloadFailed: "warn",
  applyFailed: "warn",
  suspended: "bad",
};

/** What became of each store's package: of the run in the address, or of all runs. */
export function Sessions({ legalEntity, mayPublish }: { legalEntity: string; mayPublish: boolean }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const { run } = useSearch({ from: "/signed-in/distribution-jobs" });
  const title = run === undefined ? text("sessions") : text("sessionsOfRun", { run: formats.number(run) });
  return (
    <Card
      title={title}
      actions={
        run !== undefined && (
          <Link from="/distribution-jobs" search={(before) => ({ ...before, run: undefined })}>
            {text("allRuns")}
          </Link>
        )
      }
    >
      <Loaded
        query={useQuery(sessionsQuery({ legalEntity, run }))}
        isEmpty={(sessions) => sessions.length === 0}
        empty={<EmptyState icon="cloud" title={text("noSessions")} text={text("noRunsText")} />}
      >
        {(sessions) => (
          <DataTable
            narrow="stack"
            caption={title}
            rows={sessions}
            rowKey={({ session }) => String(session)}
            columns={[
              { key: "session", header: text("session"), isRowHeader: true, cell: ({ session }) => formats.number(session) },
              { key: "store", header: text("store"), cell: ({ store }) => store },
              {
                key: "jobs",
                header: text("runJobs"),
                cell: ({ jobs, full }) => (
                  <>
                    {jobs.join(", ")}
                    {full && <span className="hq-distribution-kind">{text("allOfIt")}</span>}
                  </>
                ),
              },
              {
                key: "state",
                header: text("state"),
                cell: ({ state, reason }) => (
                  <>
                    <Tag tone={TONES[state]}>{text(`state.${state}`)}</Tag>
                    {reason !== null && <span className="hq-distribution-kind">{text(`reason.${reason}`)}</span>}
                  </>
                ),
              },
              { key: "tries", header: text("tries"), align: "end", cell: ({ tries, state }) => formats.number(state === "applied" ? tries + 1 : tries) },
              { key: "size", header: text("size"), cell: ({ rows, bytes }) => <PackageSize rows={rows} bytes={bytes} /> },
              { key: "at", header: text("since"), cell: ({ appliedAt, createdAt }) => formats.dateTime(appliedAt ?? createdAt) },
              ...(mayPublish
                ? [{ key: "actions", header: text("change"), cell: (session: DownloadSession) => <Actions legalEntity={legalEntity} session={session} /> }]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}

function Actions({ legalEntity, session: { session, state, rerunnable } }: { legalEntity: string; session: DownloadSession }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const distributionChanged = useDistributionChanged();
  const change = useMutation({
    mutationFn: (to: "rerun" | "cancel") => changeSession({ legalEntity, session }, to),
    onSuccess: distributionChanged,
    async onError(error) {
      toast.warn(describeError(error, language).text);
      await distributionChanged();
    },
  });
  const number = { session: formats.number(session) };
  return (
    <div className="hq-distribution-actions">
      {rerunnable && (
        <Button variant="quiet" busy={change.isPending} aria-label={text("rerunOf", number)} onClick={() => change.mutate("rerun")}>
          {text("rerun")}
        </Button>
      )}
      {state !== "applied" && state !== "canceled" && (
        <Button variant="quiet" busy={change.isPending} aria-label={text("cancelOf", number)} onClick={() => change.mutate("cancel")}>
          {text("cancel")}
        </Button>
      )}
    </div>
  );
}
