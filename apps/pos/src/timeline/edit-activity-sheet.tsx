import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { type CustomerId, Refusal } from "@rapport/contract";
import { type Activity, changeActivity, changeAnyActivity } from "@rapport/contract/timeline";
import { Banner, Button, Sheet, useToast } from "@rapport/ui";
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
  const start = { type: activity.type.code, typeName: nameIn(activity.type.name, language), ...wallClockOf(new Date(activity.at), timeZone) };
  const save = useMutation({
    mutationFn: ({ type, day, time, title, text: body, at }: ActivityValues & { at: string | null }) => {
      // Without seconds a time that was not touched would move.
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
  return (
    <Sheet
      open={!isAsking}
      onOpenChange={(open) => !open && onClose()}
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
        start={save.variables ?? { ...start, title: activity.title, text: activity.text }}
        busy={save.isPending}
        error={save.error === null || isMeanwhile || save.error instanceof NotApproved ? undefined : describeError(save.error, language).text}
        onSubmit={(values) => save.mutate(values)}
      />
    </Sheet>
  );
}
