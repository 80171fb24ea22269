import { describeError, useText } from "@rapport/app-shell";
import { JOBS_IN_ORDER, ScheduleRecurrence, type DistributionJob } from "@rapport/contract/publishing";
import { Banner, Button, Card, Checkbox, DatePicker, Select, TextField, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addScheduleOf, useDistributionChanged } from "./queries.ts";
import { scheduleTexts } from "./schedule-texts.ts";
import { useThingWords } from "./thing-words.ts";
import { EVERYWHERE, WhereField } from "./where-field.tsx";

const BLANK = {
  name: "",
  job: 9999 as DistributionJob,
  where: EVERYWHERE,
  day: null as string | null,
  time: "03:00",
  recurrence: "daily" as ScheduleRecurrence,
  full: false,
};

export function ScheduleForm({ legalEntity, timeZone }: { legalEntity: string; timeZone: string }) {
  const text = useText(scheduleTexts);
  const words = useThingWords();
  const toast = useToast();
  const { language } = useUi();
  const [values, setValues] = useState(BLANK);
  const [isTried, setTried] = useState(false);
  const change = (changed: Partial<typeof BLANK>) => setValues({ ...values, ...changed });
  const distributionChanged = useDistributionChanged();
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(values.time);
  // A day that is half typed is no day yet.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(values.day ?? "");
  const isComplete = values.name.trim() !== "" && isDay && isTime;
  const add = useMutation({
    mutationFn: () =>
      addScheduleOf(legalEntity, {
        name: values.name,
        jobs: [values.job],
        stores: values.where.stores.length === 0 ? null : [...values.where.stores],
        groups: values.where.groups.length === 0 ? null : [...values.where.groups],
        full: values.full,
        startsAt: `${values.day}T${values.time}`,
        recurrence: values.recurrence,
      }),
    async onSuccess({ name }) {
      toast.say(text("added", { name }));
      setValues(BLANK);
      setTried(false);
      await distributionChanged();
    },
  });
  const send = () => {
    setTried(true);
    if (isComplete) add.mutate();
  };
  return (
    <Card title={text("new")}>
      <div className="hq-run-form">
        {add.error !== null && <Banner tone="bad">{describeError(add.error, language).text}</Banner>}
        <TextField
          label={text("name")}
          autoComplete="off"
          value={values.name}
          error={isTried && values.name.trim() === "" ? text("nameWrong") : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        <Select
          label={text("job")}
          value={String(values.job)}
          onChange={({ target }) => change({ job: JOBS_IN_ORDER.find((one) => String(one) === target.value) ?? 9999 })}
          options={JOBS_IN_ORDER.toReversed().map((one) => ({ value: String(one), label: words.job(one) }))}
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
        <Button busy={add.isPending} onClick={send}>
          {text("add")}
        </Button>
      </div>
    </Card>
  );
}
