import { describeError, useText } from "@rapport/app-shell";
import type { StoredSchedule } from "@rapport/contract/publishing";
import { Button, Card, DataTable, EmptyState, Loaded, Tag, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import { storeGroupQueries } from "../store-groups/queries.ts";
import { Link } from "@tanstack/react-router";
import { ExportButton } from "../records/export-button.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import "./distribution.css";
import { changeSchedule, publishedStoresQuery, schedulesQuery, startRun, useDistributionChanged } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

/** When jobs run by themselves (R78). */
export function SchedulesPage() {
  const text = useText(scheduleTexts);
  return (
    <EntityPage title={text("schedules")} lead={text("lead")} permission="publishing.read">
      {(entity) => <Schedules key={entity.code} entity={entity} />}
    </EntityPage>
  );
}

function Schedules({ entity: { code: legalEntity, name, permissions } }: { entity: OwnEntity }) {
  const text = useText(scheduleTexts);
  const formats = useFormats();
  const words = useThingWords();
  const query = useQuery(schedulesQuery(legalEntity));
  const stores = useQuery(publishedStoresQuery(legalEntity)).data ?? [];
  const groups = useQuery(storeGroupQueries.listQuery(legalEntity)).data?.rows ?? [];
  const whereOf = (schedule: StoredSchedule) =>
    schedule.stores === null && schedule.groups === null
      ? text("allStores")
      : formats.list([
          ...(schedule.groups ?? []).map((code) => text("groupNamed", { name: groups.find((group) => group.code === code)?.name ?? code })),
          ...(schedule.stores ?? []).map((number) => stores.find(({ store }) => store === number)?.name ?? number),
        ]);
  const mayPublish = permissions.includes("publishing.manage");
  return (
    <>
      <Card
        title={text("of", { name })}
        actions={
          <div className="r-row">
            {query.data !== undefined && query.data.schedules.length > 0 && <SaveSchedules schedules={query.data.schedules} whereOf={whereOf} />}
            {mayPublish && (
              <>
                <ImportLink list="schedules" />
                <Link to="/distribution-schedules/new" className="r-button" data-variant="primary">
                  {text("new")}
                </Link>
              </>
            )}
          </div>
        }
      >
        <Loaded
          query={query}
          isEmpty={({ schedules }) => schedules.length === 0}
          empty={<EmptyState icon="cloud" title={text("none")} text={text("noneText")} />}
        >
          {({ schedules }) => (
            <DataTable
              narrow="stack"
              caption={text("schedules")}
              rows={schedules}
              rowKey={({ schedule }) => String(schedule)}
              columns={[
                { key: "name", header: text("name"), isRowHeader: true, cell: (schedule) => schedule.name },
                { key: "jobs", header: text("jobs"), cell: ({ jobs }) => formats.list(jobs.map(words.job)) },
                { key: "stores", header: text("stores"), cell: (schedule) => whereOf(schedule) },
                { key: "recurrence", header: text("recurrence"), cell: ({ recurrence }) => text(`recurrence.${recurrence}`) },
                { key: "next", header: text("next"), cell: (schedule) => <Next schedule={schedule} /> },
                ...(mayPublish
                  ? [
                      {
                        key: "actions",
                        header: text("change"),
                        cell: (schedule: StoredSchedule) => <Actions legalEntity={legalEntity} schedule={schedule} />,
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}

/** As they are listed. The file that is imported again has codes only (`ImportLink`). */
function SaveSchedules({ schedules, whereOf }: { schedules: readonly StoredSchedule[]; whereOf: (schedule: StoredSchedule) => string }) {
  const text = useText(scheduleTexts);
  const formats = useFormats();
  const words = useThingWords();
  return (
    <ExportButton
      name={text("schedules")}
      whole={async () => schedules}
      columns={[
        { header: text("name"), text: ({ name }) => name },
        { header: text("jobs"), text: ({ jobs }) => formats.list(jobs.map(words.job)) },
        { header: text("stores"), text: whereOf },
        { header: text("codes"), text: ({ groups, stores }) => [...(groups ?? []), ...(stores ?? [])].join(" ") },
        { header: text("recurrence"), text: ({ recurrence }) => text(`recurrence.${recurrence}`) },
        { header: text("next"), text: ({ paused, nextAt }) => (paused ? text("paused") : (nextAt ?? text("over"))) },
        { header: text("refusedColumn"), text: ({ refused }) => (refused === null ? "" : text("refused")) },
      ]}
    />
  );
}

function Next({ schedule: { paused, nextAt, refused } }: { schedule: StoredSchedule }) {
  const text = useText(scheduleTexts);
  const formats = useFormats();
  return (
    <>
      {paused ? <Tag>{text("paused")}</Tag> : nextAt === null ? text("over") : formats.dateTime(nextAt)}
      {refused !== null && (
        <span className="hq-distribution-kind">
          <Tag tone="warn">{text("refused")}</Tag>
        </span>
      )}
    </>
  );
}

function Actions({ legalEntity, schedule: { schedule, name, paused, jobs, full, stores, groups } }: { legalEntity: string; schedule: StoredSchedule }) {
  const text = useText(scheduleTexts);
  const toast = useToast();
  const { language } = useUi();
  const distributionChanged = useDistributionChanged();
  const change = useMutation({
    mutationFn: (to: "pause" | "resume" | "delete") => changeSchedule({ legalEntity, schedule }, to),
    onSuccess: distributionChanged,
    async onError(error) {
      toast.warn(describeError(error, language).text);
      await distributionChanged();
    },
  });
  const told = useText(distributionTexts);
  const run = useMutation({
    mutationFn: () => startRun(legalEntity, { jobs, full, ...(stores !== null && { stores }), ...(groups !== null && { groups }) }),
    async onSuccess({ jobs: run }) {
      toast.say(told("started", { jobs: run.join(", ") }));
      await distributionChanged();
    },
    onError: (error) => toast.warn(describeError(error, language).text),
  });
  return (
    <div className="hq-distribution-actions">
      <Button variant="quiet" busy={run.isPending} aria-label={text("runNowOf", { name })} onClick={() => run.mutate()}>
        {text("runNow")}
      </Button>
      <Link
        to="/distribution-schedules/of/$schedule"
        params={{ schedule: String(schedule) }}
        className="r-button"
        data-variant="quiet"
        aria-label={text("changeOf", { name })}
      >
        {text("change")}
      </Link>
      <Button
        variant="quiet"
        busy={change.isPending}
        aria-label={text(paused ? "resumeOf" : "pauseOf", { name })}
        onClick={() => change.mutate(paused ? "resume" : "pause")}
      >
        {text(paused ? "resume" : "pause")}
      </Button>
      <Button variant="quiet" busy={change.isPending} aria-label={text("deleteOf", { name })} onClick={() => change.mutate("delete")}>
        {text("delete")}
      </Button>
    </div>
  );
}
