import { ask, useFormError, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { removeSecondFactor, startSecondFactor } from "@rapport/contract/access";
import { FormDialog, PasswordField, useForm, useToast } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { accountTexts } from "./texts.ts";

type Asked =
  | { readonly what: "start"; readonly onStarted: (made: Reply<typeof startSecondFactor>) => void }
  | { readonly what: "stop"; readonly onStarted?: undefined };

/** Turning a second factor on or off takes the password, because somebody else may find an open session. */
export function AskPassword({ onClose, ...asked }: Asked & { onClose: () => void }) {
  const text = useText(accountTexts);
  const toast = useToast();
  const go = useMutation({
    mutationFn: async (body: { password: string }) => {
      if (asked.what === "start") return await ask(startSecondFactor, { body });
      await ask(removeSecondFactor, { body });
      return null;
    },
    onSuccess(made) {
      if (made !== null) return asked.onStarted?.(made);
      toast.say(text("factorStopped"));
      onClose();
    },
  });
  const { refused, rest } = useFormError(go.error, { schema: startSecondFactor.body });
  const form = useForm({ schema: startSecondFactor.body, start: { password: "" }, busy: go.isPending, refused, onSubmit: (body) => go.mutate(body) });
  return (
    <FormDialog
      title={text(asked.what === "start" ? "startFactor" : "stopFactor")}
      form={form}
      error={rest}
      cancelLabel={text("factorCancel")}
      submitLabel={text("factorNext")}
      onClose={onClose}
    >
      <PasswordField label={text("factorPassword")} {...form.field("password")} />
    </FormDialog>
  );
}
