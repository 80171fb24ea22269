import { describeError, useText } from "@rapport/app-shell";
import { JOBS_IN_ORDER, ScheduleRecurrence, type DistributionJob, type StoredSchedule } from "@rapport/contract/publishing";
import { Banner, Button, Card, Checkbox, DatePicker, ManyCombobox, Select, TextField, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addScheduleOf, putScheduleOf, useDistributionChanged } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import { useThingWords } from "./thing-words.ts";
import { EVERYWHERE, WhereField } from "./where-field.tsx";

const BLANK = {
  name: "",
  jobs: [9999] as DistributionJob[],
  where: EVERYWHERE,
  day: null as string | null,
  time: "03:00",
  recurrence: "daily" as ScheduleRecurrence,
  full: false,
};

/** Makes a schedule, or changes one for whoever saw this version of it. */
export function ScheduleForm({
  legalEntity,
  timeZone,
  schedule,
  onDone,
}: {
  legalEntity: string;
  timeZone: string;
  schedule: StoredSchedule | null;
  onDone: () => void;
}) {
  const text = useText(scheduleTexts);
  const words = useThingWords();
  const toast = useToast();
  const { language } = useUi();
  const [values, setValues] = useState(schedule === null ? BLANK : valuesOf(schedule));
  const [isTried, setTried] = useState(false);
  const change = (changed: Partial<typeof BLANK>) => setValues({ ...values, ...changed });
  const distributionChanged = useDistributionChanged();
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(values.time);
  // A day that is half typed is no day yet.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(values.day ?? "");
  const isComplete = values.name.trim() !== "" && values.jobs.length > 0 && isDay && isTime;
  const save = useMutation({
    mutationFn() {
      const body = {
        name: values.name,
        jobs: values.jobs,
        stores: values.where.stores.length === 0 ? null : [...values.where.stores],
        groups: values.where.groups.length === 0 ? null : [...values.where.groups],
        full: values.full,
        startsAt: `${values.day}T${values.time}`,
        recurrence: values.recurrence,
      };
      return schedule === null ? addScheduleOf(legalEntity, body) : putScheduleOf({ legalEntity, schedule }, body);
    },
    async onSuccess({ name }) {
      toast.say(text(schedule === null ? "added" : "changed", { name }));
      setValues(BLANK);
      setTried(false);
      await distributionChanged();
      onDone();
    },
  });
  const send = () => {
    setTried(true);
    if (isComplete) save.mutate();
  };
  return (
    <Card title={schedule === null ? text("new") : text("changeOf", { name: schedule.name })}>
      <div className="hq-run-form">
        {save.error !== null && <Banner tone="bad">{describeError(save.error, language).text}</Banner>}
        <TextField
          label={text("name")}
          autoComplete="off"
          value={values.name}
          error={isTried && values.name.trim() === "" ? text("nameWrong") : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        <ManyCombobox
          label={text("jobs")}
          hint={text("jobsHint")}
          error={isTried && values.jobs.length === 0 ? text("jobsWrong") : undefined}
          chosen={values.jobs.map(String)}
          options={JOBS_IN_ORDER.toReversed().map((one) => ({ value: String(one), label: words.job(one) }))}
          onChoose={(chosen) => change({ jobs: JOBS_IN_ORDER.filter((one) => chosen.includes(String(one))) })}
        />
        <WhereField legalEntity={legalEntity} where={values.where} onWhere={(where) => change({ where })} />
        <DatePicker label={text("day")} value={values.day} error={isTried && !isDay ? text("dayWrong") : undefined} onValue={(day) => change({ day })} />
        <TextField
          label={text("time")}
          hint={text("timeHint", { timeZone })}
          autoComplete="off"
          value={values.time}
          error={isTime ? undefined : text("timeWrong")}
          onChange={({ target }) => change({ time: target.value })}
        />
        <Select
          label={text("recurrence")}
          value={values.recurrence}
          onChange={({ target }) => change({ recurrence: ScheduleRecurrence.parse(target.value) })}
          options={ScheduleRecurrence.options.map((value) => ({ value, label: text(`recurrence.${value}`) }))}
        />
        <Checkbox label={text("full")} checked={values.full} onChange={({ target }) => change({ full: target.checked })} />
        <div className="r-row">
          <Button variant={schedule === null ? "secondary" : "primary"} busy={save.isPending} onClick={send}>
            {text(schedule === null ? "add" : "save")}
          </Button>
          {schedule !== null && (
            <Button variant="quiet" onClick={onDone}>
              {text("cancel")}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function valuesOf({ name, jobs, stores, groups, startsAt, recurrence, full }: StoredSchedule): typeof BLANK {
  const [day = "", time = ""] = startsAt.split("T");
  return { name, jobs: [...jobs], where: { stores: stores ?? [], groups: groups ?? [] }, day, time, recurrence, full };
}
