import { ActivityText, ActivityTitle } from "@rapport/contract/timeline";
import { Chip, DatePicker, ErrorText, Form, Loaded, Skeleton, TextArea, TextField, useForm } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { useId } from "react";
import { z } from "zod";
import { activityTexts } from "./activity-texts.ts";
import { nameIn, useActivityTypes } from "./activity-types.ts";
import { useSession } from "../session/use-session.ts";
import { instantOf, wallClockOf } from "./wall-clock.ts";

const Values = z
  .object({ type: z.string().min(1), typeName: z.string(), day: z.string(), time: z.string(), title: ActivityTitle, text: ActivityText })
  .refine(({ day, time }) => (day === "" && time === "") || instantOf({ day, time }, "UTC") !== null, { path: ["day"] });
export type ActivityValues = z.input<typeof Values>;

/** What an activity is made of: type chips, *now* or an earlier time, a title and a text. `onValues` hears every change, `onSubmit` the finished one with its point in time. */
export function ActivityForm({
  id,
  start,
  busy,
  error,
  onValues = () => undefined,
  onSubmit,
}: {
  id: string;
  start: ActivityValues;
  busy?: boolean;
  error?: string | undefined;
  onValues?: (values: ActivityValues) => void;
  onSubmit: (values: ActivityValues & { at: string | null }) => void;
}) {
  const text = useText(activityTexts);
  const legend = useId();
  const { language } = usePreferences().appearance;
  const { timeZone } = useSession().legalEntity;
  const loaded = useActivityTypes();
  const form = useForm({
    schema: Values,
    start,
    ...(busy !== undefined && { busy }),
    onSubmit: (values) => onSubmit({ ...values, at: instantOf(values, timeZone) }),
  });
  const put = (values: Partial<ActivityValues>) => {
    for (const [name, value] of Object.entries(values)) form.set(name as keyof ActivityValues, value);
    onValues({ ...form.values(), ...values });
  };
  const chosen = form.value("type");
  const offered = (loaded.data?.activityTypes ?? []).map(({ code, name }) => ({ code: code as string, name: nameIn(name, language) }));
  // A type that is gone can stay (R60).
  const types = chosen === "" || offered.some(({ code }) => code === chosen) ? offered : [{ code: chosen, name: form.value("typeName") }, ...offered];
  const isNow = form.value("day") === "" && form.value("time") === "";
  const { error: noType } = form.field("type", { too_small: text("chooseType") });
  return (
    <Form form={form} id={id} onChange={() => onValues(form.values())}>
      <div className="activity-choice" role="group" aria-labelledby={legend}>
        <span id={legend} className="r-label">
          {text("what")}
        </span>
        {types.length > 0 && (
          <div className="r-row">
            {types.map(({ code, name }) => (
              <Chip key={code} pressed={code === chosen} onPress={() => put({ type: code, typeName: name })}>
                {name}
              </Chip>
            ))}
          </div>
        )}
        <Loaded query={loaded} skeleton={<Skeleton height={44} />}>
          {({ activityTypes }) => activityTypes.length === 0 && <p className="r-hint">{text("noTypes")}</p>}
        </Loaded>
        <ErrorText>{noType}</ErrorText>
      </div>
      <div className="activity-choice" role="group" aria-label={text("when")}>
        <div className="r-row">
          <Chip pressed={isNow} onPress={() => put({ day: "", time: "" })}>
            {text("now")}
          </Chip>
          <Chip pressed={!isNow} onPress={() => put(wallClockOf(new Date(), timeZone))}>
            {text("earlier")}
          </Chip>
        </div>
        {!isNow && (
          <div className="activity-when">
            <DatePicker
              label={text("day")}
              value={form.value("day") === "" ? null : form.value("day")}
              onValue={(day) => put({ day: day ?? "" })}
              error={form.field("day", { custom: text("noTime") }).error}
            />
            <TextField label={text("time")} type="time" {...form.field("time")} />
          </div>
        )}
      </div>
      <TextField label={text("title")} autoComplete="off" {...form.field("title")} />
      <TextArea label={text("text")} rows={4} enterKeyHint="enter" {...form.field("text")} />
      <ErrorText>{error}</ErrorText>
    </Form>
  );
}
