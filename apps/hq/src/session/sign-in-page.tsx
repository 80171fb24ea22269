import { ask, becomeSignedInAs, isSignedOut, preferenceTexts, signedInAs, useFormError, usePreferences, useText } from "@rapport/app-shell";
import { signInHq } from "@rapport/contract/sessions";
import { Banner, Button, Form, PasswordField, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { z } from "zod";
import { sessionQuery } from "./session-query.ts";
import "./sign-in.css";
import { signInTexts } from "./texts.ts";

export function SignInPage() {
  const text = useText(signInTexts);
  const { appearance, change } = usePreferences();
  const preferenceText = useText(preferenceTexts);
  const { next, expired } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signIn = useMutation({
    meta: { signsIn: true },
    mutationFn: (body: z.output<typeof signInHq.body>) => ask(signInHq, { body }),
    async onSuccess(session) {
      // Another person finds nothing of the one before.
      if (signedInAs() !== session.userId) queryClient.clear();
      becomeSignedInAs(session.userId);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: next ?? "/", replace: true });
    },
  });
  const other = appearance.language === "nl" ? "en" : "nl";
  const { refused, rest } = useFormError(signIn.error, { schema: signInHq.body });
  const form = useForm({ schema: signInHq.body, start: { email: "", password: "" }, busy: signIn.isPending, refused, onSubmit: signIn.mutate });
  // A wrong password is told without naming which of the two is wrong.
  const refusal = isSignedOut(signIn.error) ? text("wrong") : rest;
  return (
    <main className="hq-sign-in">
      <Form form={form} className="hq-sign-in-card">
        <div>
          <p className="hq-brand-name">Rapport</p>
          <h1>{text("title")}</h1>
          <p className="r-muted">{text("lead")}</p>
        </div>
        {expired === true && <Banner tone="info">{text("expired")}</Banner>}
        {refusal !== undefined && <Banner tone="bad">{refusal}</Banner>}
        <TextField label={text("email")} type="email" autoComplete="username" required {...form.field("email")} />
        <PasswordField label={text("password")} required {...form.field("password")} />
        <Button type="submit" variant="primary" wide busy={signIn.isPending}>
          {text("submit")}
        </Button>
        <p className="r-small">
          <button type="button" className="hq-link" lang={other} onClick={() => change({ language: other })}>
            {preferenceText(other)}
          </button>
        </p>
      </Form>
    </main>
  );
}
