import { ask, useFormError, useText } from "@rapport/app-shell";
import { changeOwnPassword } from "@rapport/contract/access";
import { Button, ErrorText, Form, PasswordField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ownSessionsQuery } from "./queries.ts";
import { accountTexts } from "./texts.ts";

export function ChangePassword({ email }: { email: string }) {
  const text = useText(accountTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: z.output<typeof changeOwnPassword.body>) => ask(changeOwnPassword, { body }),
    async onSuccess() {
      form.set("current", "");
      form.set("password", "");
      toast.say(text("changed"));
      await queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: changeOwnPassword.body });
  const form = useForm({
    schema: changeOwnPassword.body,
    start: { current: "", password: "" },
    busy: change.isPending,
    refused,
    onSubmit: (body) => change.mutate(body),
  });
  return (
    <Form form={form}>
      {/* A password manager saves the new password under this name. */}
      <input className="r-hidden" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField label={text("current")} {...form.field("current")} />
      <PasswordField label={text("new")} hint={text("passwordHint")} {...form.field("password")} autoComplete="new-password" />
      <ErrorText>{rest}</ErrorText>
      <div>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {text("change")}
        </Button>
      </div>
    </Form>
  );
}
