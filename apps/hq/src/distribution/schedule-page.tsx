import { ask, useText } from "@rapport/app-shell";
import {
  addSchedule,
  deleteSchedule,
  DistributionSchedule,
  JOBS_IN_ORDER,
  putSchedule,
  ScheduleRecurrence,
  type StoredSchedule,
} from "@rapport/contract/publishing";
import { Checkbox, DatePicker, Loaded, ManyCombobox, Select, TextField, useFormats } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { DISTRIBUTION_KEY, schedulesQuery } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import { useThingWords } from "./thing-words.ts";
import { WhereField } from "./where-field.tsx";

/** Pausing is done in the list. */
const Form = DistributionSchedule.omit({ paused: true });

const BLANK = { name: "", jobs: [9999 as const], stores: null, groups: null, startsAt: "T03:00", recurrence: "daily" as const, full: false };

export function NewSchedulePage() {
  const text = useText(scheduleTexts);
  return (
    <InEntity title={text("schedules")} permission="publishing.manage">
      {({ code }) => <Read key={code} legalEntity={code} number={undefined} />}
    </InEntity>
  );
}

export function SchedulePage() {
  const text = useText(scheduleTexts);
  const { schedule } = useParams({ from: "/signed-in/distribution-schedules/of/$schedule" });
  return (
    <InEntity title={text("schedules")} permission="publishing.manage">
      {({ code }) => <Read key={`${code} ${schedule}`} legalEntity={code} number={Number(schedule)} />}
    </InEntity>
  );
}

function Read({ legalEntity, number }: { legalEntity: string; number: number | undefined }) {
  const text = useText(scheduleTexts);
  return (
    <Loaded query={useQuery(schedulesQuery(legalEntity))}>
      {({ schedules, timeZone }) => {
        const stored = schedules.find(({ schedule }) => schedule === number);
        if (number !== undefined && stored === undefined) return <p>{text("gone")}</p>;
        return <Fields legalEntity={legalEntity} stored={stored} timeZone={timeZone} />;
      }}
    </Loaded>
  );
}

function Fields({ legalEntity, stored, timeZone }: { legalEntity: string; stored: StoredSchedule | undefined; timeZone: string }) {
  const text = useText(scheduleTexts);
  const words = useThingWords();
  const formats = useFormats();
  const queryClient = useQueryClient();
  const params = { legalEntity, schedule: stored?.schedule ?? 0 };
  const newest = async () => {
    const { schedules } = await queryClient.fetchQuery(schedulesQuery(legalEntity));
    const found = schedules.find(({ schedule }) => schedule === params.schedule);
    if (found === undefined) throw new Error("a schedule that somebody saved is gone");
    return found;
  };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/distribution-schedules", title: text("schedules") }}
      schema={Form}
      labels={{
        name: text("name"),
        jobs: text("jobs"),
        stores: text("stores"),
        groups: text("groups"),
        startsAt: text("day"),
        recurrence: text("recurrence"),
        full: text("full"),
      }}
      told={(field, value) => {
        if (field === "jobs") return formats.list((value as StoredSchedule["jobs"]).map(words.job));
        if (field === "recurrence") return text(`recurrence.${ScheduleRecurrence.parse(value)}`);
        return field === "startsAt" ? String(value).replace("T", " ") : undefined;
      }}
      stored={stored}
      titleOf={({ name }) => name}
      blank={BLANK}
      valuesOf={({ name, jobs, stores, groups, startsAt, recurrence, full }) => ({ name, jobs, stores, groups, startsAt, recurrence, full })}
      put={(body, version) =>
        stored === undefined ? ask(addSchedule, { params: { legalEntity }, body }) : ask(putSchedule, { params, query: { version }, body })
      }
      newest={newest}
      remove={() => ask(deleteSchedule, { params })}
      queryKey={DISTRIBUTION_KEY}
    >
      {(form) => {
        const [day = "", time = ""] = form.value("startsAt").split("T");
        const says = text("dayWrong");
        return (
          <>
            <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
            <ManyCombobox
              label={text("jobs")}
              hint={text("jobsHint")}
              error={form.field("jobs", { too_small: text("jobsWrong") }).error}
              chosen={form.value("jobs").map(String)}
              options={JOBS_IN_ORDER.toReversed().map((one) => ({ value: String(one), label: words.job(one) }))}
              onChoose={(chosen) =>
                form.set(
                  "jobs",
                  JOBS_IN_ORDER.filter((one) => chosen.includes(String(one))),
                )
              }
            />
            <WhereField
              legalEntity={legalEntity}
              where={{ stores: form.value("stores") ?? [], groups: form.value("groups") ?? [] }}
              onWhere={({ stores, groups }) => {
                form.set("stores", stores.length === 0 ? null : [...stores]);
                form.set("groups", groups.length === 0 ? null : [...groups]);
              }}
            />
            <DatePicker
              label={text("day")}
              value={day === "" ? null : day}
              error={form.field("startsAt", { invalid_format: says }).error}
              onValue={(changed) => form.set("startsAt", `${changed ?? ""}T${time}`)}
            />
            <TextField
              label={text("time")}
              hint={text("timeHint", { timeZone: stored?.timeZone ?? timeZone })}
              autoComplete="off"
              value={time}
              error={/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? undefined : text("timeWrong")}
              onChange={({ target }) => form.set("startsAt", `${day}T${target.value}`)}
            />
            <Select
              label={text("recurrence")}
              {...form.field("recurrence")}
              options={ScheduleRecurrence.options.map((value) => ({ value, label: text(`recurrence.${value}`) }))}
            />
            <Checkbox label={text("full")} checked={form.value("full") === true} onChange={({ target }) => form.set("full", target.checked)} />
          </>
        );
      }}
    </RecordPage>
  );
}
