import { useFormError, useText } from "@rapport/app-shell";
import { DatePicker, useForm } from "@rapport/ui";
import { z } from "zod";
import { GuardedDialog } from "../records/guarded-dialog.tsx";
import { featureTexts } from "./texts.ts";

const Values = z.object({ day: z.iso.date().nullable() });

/** The day at whose midnight a feature is on (R71). */
export function ScheduleDialog({
  name,
  day,
  timeZone,
  busy,
  cause,
  onClose,
  onDay,
}: {
  name: string;
  day: string | null;
  timeZone: string;
  busy: boolean;
  cause: Error | null;
  onClose: () => void;
  onDay: (day: string) => void;
}) {
  const text = useText(featureTexts);
  const { refused, rest } = useFormError(cause, { schema: Values });
  const form = useForm({ schema: Values, start: { day }, busy, refused, onSubmit: (values) => values.day !== null && onDay(values.day) });
  const chosen = form.value("day");
  return (
    <GuardedDialog
      form={form}
      error={rest}
      title={text("scheduleTitle", { name })}
      description={text("scheduleText", { timeZone })}
      cancelLabel={text("cancel")}
      submitLabel={text("schedule")}
      onClose={onClose}
    >
      <DatePicker label={text("day")} hint={text("chooseDay")} error={form.field("day").error} value={chosen} onValue={(value) => form.set("day", value)} />
    </GuardedDialog>
  );
}
