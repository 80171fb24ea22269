import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { changeUser, type User } from "@rapport/contract/access";
import { ConfirmDialog, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { USERS_KEY } from "./queries.ts";
import { userTexts } from "./texts.ts";

export function DeactivateUser({ user: { id, name }, onClose }: { user: User; onClose: () => void }) {
  const text = useText(userTexts);
  const { appearance } = usePreferences();
  const toast = useToast();
  const queryClient = useQueryClient();
  const deactivate = useMutation({
    mutationFn: () => ask(changeUser, { params: { userId: id }, body: { active: false } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: [USERS_KEY] });
      toast.say(text("deactivated", { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={text("deactivateTitle", { name })}
      text={text("deactivateText")}
      confirmLabel={text("deactivate")}
      cancelLabel={text("cancel")}
      busy={deactivate.isPending}
      error={deactivate.error === null ? undefined : describeError(deactivate.error, appearance.language).text}
      onConfirm={() => deactivate.mutate()}
    />
  );
}
