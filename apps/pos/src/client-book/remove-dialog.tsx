import { useMutation } from "@tanstack/react-query";
import { type OwnChosenClients, removeClients } from "@rapport/contract/clienteling";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import { ConfirmDialog, useFormats } from "@rapport/ui";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { listTexts } from "./list-texts.ts";
import { useRefreshBooks, useUndoable } from "./use-undo.ts";

interface Remove {
  chosen: OwnChosenClients;
  count: number;
  onClose: () => void;
  onDone: () => void;
}

/** Operation 715: removes clients from the own book. Without the right a manager is asked for in place (R50). */
export function RemoveDialog({ chosen, count, onClose, onDone }: Remove) {
  const { appearance } = usePreferences();
  const text = useText(listTexts);
  const formats = useFormats();
  const say = useUndoable();
  const refresh = useRefreshBooks();
  const { askOrApprove, isAsking } = useApprovals();
  const remove = useMutation({
    mutationFn: () => askOrApprove(removeClients, { body: { chosen } }),
    onSuccess: ({ removed, undo }) => {
      say(text("remove.done", { count: removed, shown: formats.number(removed) }), undo);
      onDone();
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <ConfirmDialog
      open={!isAsking}
      onOpenChange={(open) => {
        if (!open && !remove.isPending) onClose();
      }}
      title={text("remove.title", { count, shown: formats.number(count) })}
      text={text("remove.text")}
      confirmLabel={text("remove.confirm")}
      cancelLabel={text("remove.cancel")}
      busy={remove.isPending}
      error={remove.error === null || remove.error instanceof NotApproved ? undefined : describeError(remove.error, appearance.language).text}
      onConfirm={() => remove.mutate()}
    />
  );
}
