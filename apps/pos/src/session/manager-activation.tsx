import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { activateRegisterAsManager } from "@rapport/contract/sessions";
import { Banner, Button, Form, PasswordField, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { registerQuery } from "./session-query.ts";
import { signInTexts } from "./texts.ts";

const asWritten = { autoComplete: "off", autoCapitalize: "none", autoCorrect: "off", spellCheck: false } as const;

/** Somebody with the right for it says which register this device is, and signs for it (SI14). Nobody is signed in by it. */
export function ManagerActivation({ onBack }: { onBack: () => void }) {
  const text = useText(signInTexts);
  const { appearance } = usePreferences();
  const activate = useActivate({ onRefused: () => form.focus("password") });
  const form = useForm({
    schema: activateRegisterAsManager.body,
    start: { legalEntity: "", register: "", operatorId: "", password: "" },
    busy: activate.isPending,
    onSubmit: (body) => activate.mutate(body),
  });
  return (
    <Form form={form} className="sign-in-form">
      <p>{text("manager.lead")}</p>
      {activate.error !== null && <Banner tone="bad">{refusalText(activate.error)}</Banner>}
      <TextField label={text("manager.legalEntity")} {...asWritten} {...form.field("legalEntity", { invalid_format: text("manager.needLegalEntity") })} />
      <TextField
        label={text("manager.register")}
        hint={text("manager.registerHint")}
        {...asWritten}
        {...form.field("register", { invalid_format: text("manager.needRegister") })}
      />
      <TextField label={text("manager.operator")} {...asWritten} {...form.field("operatorId", { invalid_format: text("signIn.needOperator") })} />
      <PasswordField label={text("manager.password")} {...form.field("password", { too_small: text("signIn.needPassword") })} autoComplete="off" />
      <Button type="submit" variant="primary" wide busy={activate.isPending}>
        {text("activation.submit")}
      </Button>
      <Button variant="quiet" onClick={onBack}>
        {text("password.back")}
      </Button>
    </Form>
  );

  function refusalText(error: unknown): string {
    if (error instanceof Refusal && error.code === "approver.wrong") return text("manager.wrong");
    if (error instanceof Refusal && error.code === "approver.lacks_right") return text("manager.mayNot");
    return describeError(error, appearance.language).text;
  }
}

function useActivate({ onRefused }: { onRefused: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: (body: { legalEntity: string; register: string; operatorId: string; password: string }) => ask(activateRegisterAsManager, { body }),
    onSuccess: () => queryClient.refetchQueries({ queryKey: registerQuery.queryKey }),
    onError: onRefused,
  });
}
