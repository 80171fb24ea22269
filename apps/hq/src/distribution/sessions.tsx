import { describeError, useText } from "@rapport/app-shell";
import type { DownloadSession, SessionState } from "@rapport/contract/publishing";
import { Button, Card, DataTable, EmptyState, Loaded, Tag, useFormats, useToast, useUi, type Tone } from "@rapport/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { ExportButton } from "../records/export-button.tsx";
import { Earlier } from "./earlier.tsx";
import { changeSession, everySession, sessionsQuery, useDistributionChanged, type SessionsOf } from "./queries.ts";
import { PackageSize } from "./package-size.tsx";
import { fileTexts } from "./file-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

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
  const query = useInfiniteQuery(sessionsQuery({ legalEntity, run }));
  return (
    <Card
      title={title}
      actions={
        <div className="r-row">
          {run !== undefined && (
            <Link from="/distribution-jobs" search={(before) => ({ ...before, run: undefined })}>
              {text("allRuns")}
            </Link>
          )}
          {query.data !== undefined && query.data.length > 0 && <SaveSessions of={{ legalEntity, run }} name={title} />}
        </div>
      }
    >
      <Loaded
        query={query}
        isEmpty={(sessions) => sessions.length === 0}
        empty={<EmptyState icon="cloud" title={text("noSessions")} text={text("noRunsText")} />}
      >
        {(sessions) => (
          <>
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
                { key: "tries", header: text("tries"), align: "end", cell: (session) => formats.number(triesOf(session)) },
                { key: "size", header: text("size"), cell: ({ rows, bytes }) => <PackageSize rows={rows} bytes={bytes} /> },
                { key: "at", header: text("since"), cell: ({ appliedAt, createdAt }) => formats.dateTime(appliedAt ?? createdAt) },
                ...(mayPublish
                  ? [{ key: "actions", header: text("change"), cell: (session: DownloadSession) => <Actions legalEntity={legalEntity} session={session} /> }]
                  : []),
              ]}
            />
            <Earlier count={sessions.length} query={query} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

/** Every session, not only those that are listed. */
function SaveSessions({ of, name }: { of: SessionsOf; name: string }) {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const formats = useFormats();
  const words = useThingWords();
  return (
    <ExportButton
      name={name}
      of={name}
      whole={() => everySession(of)}
      columns={[
        { header: text("session"), text: ({ session }) => session },
        { header: fileText("runNumber"), text: ({ run }) => run },
        { header: text("store"), text: ({ store }) => store },
        { header: text("runJobs"), text: ({ jobs }) => formats.list(jobs.map(words.job)) },
        { header: fileText("whatOfIt"), text: ({ full }) => (full ? text("allOfIt") : fileText("differing")) },
        { header: text("state"), text: ({ state }) => text(`state.${state}`) },
        { header: fileText("stateCode"), text: ({ state }) => state },
        { header: fileText("reason"), text: ({ reason }) => (reason === null ? "" : text(`reason.${reason}`)) },
        { header: fileText("reasonCode"), text: ({ reason }) => reason ?? "" },
        { header: text("tries"), text: triesOf },
        { header: fileText("rowCount"), text: ({ rows }) => rows },
        { header: fileText("byteCount"), text: ({ bytes }) => bytes },
        { header: fileText("madeAt"), text: ({ createdAt }) => createdAt },
        { header: fileText("appliedAt"), text: ({ appliedAt }) => appliedAt ?? "" },
        { header: text("snapshot"), text: ({ snapshot }) => snapshot ?? "" },
      ]}
    />
  );
}

/** With the one that worked. */
function triesOf({ tries, state }: DownloadSession): number {
  return state === "applied" ? tries + 1 : tries;
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
