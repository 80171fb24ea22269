import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { type CustomerId, Refusal } from "@rapport/contract";
import { type Activity, changeActivity, changeAnyActivity } from "@rapport/contract/timeline";
import { Banner, Button, ConfirmDialog, Sheet, useToast } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { useSession } from "../session/use-session.ts";
import { ActivityForm, type ActivityValues } from "./activity-form.tsx";
import { activityTexts } from "./activity-texts.ts";
import { nameIn } from "./activity-types.ts";
import { timelineKey } from "./timeline-queries.ts";
import { wallClockOf } from "./wall-clock.ts";

/** Changes a stored activity: as its author, or with the right of a manager, which can be lent (R61, R50). */
export function EditActivitySheet({ customerId, activity, onClose }: { customerId: CustomerId; activity: Activity; onClose: () => void }) {
  const text = useText(activityTexts);
  const form = useId();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { language } = usePreferences().appearance;
  const { timeZone } = useSession().legalEntity;
  const { askOrApprove, isAsking } = useApprovals();
  const [typed, setTyped] = useState<ActivityValues | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const valuesOf = ({ type, at, title, text: body }: Activity): ActivityValues => ({
    type: type.code,
    typeName: nameIn(type.name, language),
    ...wallClockOf(new Date(at), timeZone),
    title,
    text: body,
  });
  const [opened] = useState(() => valuesOf(activity));
  const save = useMutation({
    mutationFn: ({ type, day, time, title, text: body, at }: ActivityValues & { at: string | null }) => {
      // Without seconds a time that was not touched would move.
      const start = valuesOf(activity);
      const isMoved = at !== null && (day !== start.day || time !== start.time);
      const change = { type, title, text: body, ...(isMoved && { at }) };
      const endpoint = activity.changedBy === "author" ? changeActivity : changeAnyActivity;
      return askOrApprove(endpoint, { params: { customerId, activityId: activity.id }, query: { version: activity.version }, body: change });
    },
    onSuccess: () => {
      toast.say(text("changed"));
      onClose();
    },
    // After a conflict too, so that the newest shows and a second try is about it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: timelineKey(customerId) }),
  });
  const isMeanwhile = save.error instanceof Refusal && save.error.code === "activity.meanwhile";
  const isChanged = typed !== null && (Object.keys(opened) as (keyof ActivityValues)[]).some((name) => typed[name] !== opened[name]);
  return (
    <Sheet
      open={!isAsking}
      onOpenChange={(open) => {
        if (open) return;
        if (isChanged) setLeaving(true);
        else onClose();
      }}
      title={text("editTitle")}
      footer={
        <Button type="submit" form={form} variant="primary" wide busy={save.isPending}>
          {text("saveChange")}
        </Button>
      }
    >
      {isMeanwhile && <Banner tone="warn">{text("meanwhile", { text: [activity.title, activity.text].filter((part) => part !== "").join(" · ") })}</Banner>}
      <ActivityForm
        id={form}
        start={typed ?? opened}
        busy={save.isPending}
        error={save.error === null || isMeanwhile || save.error instanceof NotApproved ? undefined : describeError(save.error, language).text}
        onValues={setTyped}
        onSubmit={(values) => save.mutate(values)}
      />
      <ConfirmDialog
        open={isLeaving}
        onOpenChange={setLeaving}
        title={text("leaveTitle")}
        text={text("leaveText")}
        confirmLabel={text("leave")}
        cancelLabel={text("stay")}
        onConfirm={onClose}
      />
    </Sheet>
  );
}
