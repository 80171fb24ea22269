import { ask, useFormError, useText } from "@rapport/app-shell";
import { activateRegister } from "@rapport/contract/sessions";
import { Banner, Button, Form, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { registersQuery } from "./session-query.ts";
import { signInTexts } from "./texts.ts";

/** Makes this device a register, with a code from headquarters (SI10). */
export function Activation({ onBack, onActivated }: { onBack: (() => void) | undefined; onActivated: () => void }) {
  const text = useText(signInTexts);
  const queryClient = useQueryClient();
  const activate = useMutation({
    mutationFn: (body: { code: string }) => ask(activateRegister, { body }),
    async onSuccess() {
      await queryClient.refetchQueries({ queryKey: registersQuery.queryKey });
      onActivated();
    },
  });
  const { refused, rest } = useFormError(activate.error, { schema: activateRegister.body });
  const form = useForm({ schema: activateRegister.body, start: { code: "" }, busy: activate.isPending, refused, onSubmit: (body) => activate.mutate(body) });
  return (
    <Form form={form} className="sign-in-form">
      <p>{text("activation.lead")}</p>
      {rest !== undefined && <Banner tone="bad">{rest}</Banner>}
      <TextField
        label={text("activation.code")}
        hint={text("activation.hint")}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...form.field("code", { too_small: text("activation.needCode") })}
      />
      <Button type="submit" variant="primary" wide busy={activate.isPending}>
        {text("activation.submit")}
      </Button>
      {onBack !== undefined && (
        <Button wide onClick={onBack}>
          {text("password.back")}
        </Button>
      )}
    </Form>
  );
}
