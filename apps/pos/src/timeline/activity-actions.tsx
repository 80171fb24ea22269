import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CustomerId } from "@rapport/contract";
import { type Activity, deleteActivity, deleteAnyActivity } from "@rapport/contract/timeline";
import { ConfirmDialog, IconButton, Menu, useToast } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { activityTexts } from "./activity-texts.ts";
import { timelineKey } from "./timeline-queries.ts";

/** Edit and delete. Both show without the right too, which a manager can lend (R50). */
export function ActivityActions({ customerId, activity, name, onEdit }: { customerId: CustomerId; activity: Activity; name: string; onEdit: () => void }) {
  const text = useText(activityTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const { language } = usePreferences().appearance;
  const { askOrApprove, isAsking } = useApprovals();
  const [isDeleting, setDeleting] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      askOrApprove(activity.changedBy === "author" ? deleteActivity : deleteAnyActivity, {
        params: { customerId, activityId: activity.id },
        query: { version: activity.version },
      }),
    onSuccess: () => {
      toast.say(text("deleted"));
      setDeleting(false);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: timelineKey(customerId) }),
  });
  return (
    <>
      <Menu
        trigger={<IconButton label={text("moreOf", { name })} icon="more" />}
        entries={[
          { kind: "action", label: text("edit"), icon: "edit", onSelect: onEdit },
          { kind: "action", label: text("delete"), tone: "bad", onSelect: () => setDeleting(true) },
        ]}
      />
      <ConfirmDialog
        open={isDeleting && !isAsking}
        onOpenChange={setDeleting}
        title={text("deleteTitle")}
        text={text("deleteText")}
        confirmLabel={text("delete")}
        cancelLabel={text("cancel")}
        busy={remove.isPending}
        error={remove.error === null || remove.error instanceof NotApproved ? undefined : describeError(remove.error, language).text}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
