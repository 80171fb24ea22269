import { describeError, useText } from "@rapport/app-shell";
import { Button, ConfirmDialog, useFormats, useToast, useUi } from "@rapport/ui";
import { useState } from "react";
import { CommentDialog } from "./comment-dialog.tsx";
import { type FeatureWish, type ShownFeature, useSwitch } from "./queries.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { featureTexts } from "./texts.ts";

interface Of {
  readonly feature: ShownFeature;
  readonly name: string;
  readonly timeZone: string;
  readonly mayChange: boolean;
}

/** Enable now, schedule, and disable: what fits the state. One that cannot be disabled has no such button (R72). */
export function FeatureActions({ feature, name, timeZone, mayChange }: Of) {
  const text = useText(featureTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const [asking, ask] = useState<"enable" | "disable" | "schedule" | "comment" | null>(null);
  const change = useSwitch(feature, (after) => {
    ask(null);
    const day = after.day === null ? "" : formats.date(after.day);
    toast.say(after.decided === "scheduled" ? text("isScheduled", { name, day }) : text(after.decided === "off" ? "isOff" : "isOn", { name }));
  });
  const { state, decided, canBeDisabled, needsConfirmation } = feature;
  const asksFirst = !canBeDisabled || needsConfirmation;
  const go = (wish: FeatureWish) => change.mutate(wish, { onError: (error) => asking === null && toast.warn(describeError(error, language).text) });
  const button = (key: "enable" | "schedule" | "reschedule" | "disable" | "cancelSchedule" | "comment", onClick: () => void) => (
    <Button disabled={!mayChange} aria-label={text("of", { action: text(key), name })} busy={change.isPending && asking === null} onClick={onClick}>
      {text(key)}
    </Button>
  );
  const error = change.error === null ? undefined : describeError(change.error, language).text;
  const canBeOn = state === "off" || state === "scheduled";
  return (
    <div className="hq-feature-actions">
      {canBeOn && button("enable", () => (asksFirst ? ask("enable") : go({ state: "on" })))}
      {canBeOn && button(state === "scheduled" ? "reschedule" : "schedule", () => ask("schedule"))}
      {decided === "scheduled" && button("cancelSchedule", () => go({ state: "off" }))}
      {decided === "on" && (canBeDisabled || state === "cannot") && button("disable", () => ask("disable"))}
      {mayChange && button("comment", () => ask("comment"))}
      {asking === "comment" && <CommentDialog feature={feature} name={name} onClose={() => ask(null)} />}
      <ConfirmDialog
        open={asking === "enable"}
        onOpenChange={(stays) => !stays && ask(null)}
        title={text("confirmTitle", { name })}
        text={text(canBeDisabled ? "confirmText" : "confirmLasting")}
        confirmLabel={text("enable")}
        cancelLabel={text("cancel")}
        busy={change.isPending}
        error={error}
        onConfirm={() => go({ state: "on", confirmed: true })}
      />
      <ConfirmDialog
        open={asking === "disable"}
        onOpenChange={(stays) => !stays && ask(null)}
        title={text("disableTitle", { name })}
        text={text("disableText")}
        confirmLabel={text("disable")}
        cancelLabel={text("cancel")}
        busy={change.isPending}
        error={error}
        onConfirm={() => go({ state: "off" })}
      />
      {asking === "schedule" && (
        <ScheduleDialog
          name={name}
          day={feature.day}
          timeZone={timeZone}
          busy={change.isPending}
          cause={change.error}
          onClose={() => ask(null)}
          onDay={(day) => go({ state: "scheduled", day, ...(asksFirst && { confirmed: true }) })}
        />
      )}
    </div>
  );
}
