import { ask, becomeSignedInAs, isSignedOut, preferenceTexts, signedInAs, useFormError, usePreferences, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { SecondFactorCode } from "@rapport/contract/access";
import { signInHq, startSignOn } from "@rapport/contract/sessions";
import { Banner, Button, Form, LinkButton, PasswordField, TextField, useForm } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { signOnProblem, signOnQuery } from "./sign-on.ts";
import { sessionQuery } from "./session-query.ts";
import "./sign-in.css";
import { signInTexts } from "./texts.ts";

/** The code is asked for only when it is needed; a blank one is no code. */
const SignIn = signInHq.body.extend({ code: z.literal("").or(SecondFactorCode) });

export function SignInPage() {
  const text = useText(signInTexts);
  const { appearance, change } = usePreferences();
  const preferenceText = useText(preferenceTexts);
  const { next, expired, problem } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signIn = useMutation({
    meta: { signsIn: true },
    mutationFn: (body: z.output<typeof signInHq.body>) => ask(signInHq, { body }),
    async onSuccess(session) {
      // Another person must not find anything of the earlier one.
      if (signedInAs() !== session.userId) queryClient.clear();
      becomeSignedInAs(session.userId);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: next ?? "/", replace: true });
    },
  });
  const { data: signOn } = useQuery(signOnQuery);
  const other = appearance.language === "nl" ? "en" : "nl";
  const { refused, rest } = useFormError(signIn.error, { schema: SignIn });
  const form = useForm({
    schema: SignIn,
    start: { email: "", password: "", code: "" },
    busy: signIn.isPending,
    refused,
    onSubmit: ({ code, ...rest }) => signIn.mutate({ ...rest, ...(code !== "" && { code }) }),
  });
  // A wrong password is told without naming which of the two is wrong.
  const refusedCode = signIn.error instanceof Refusal ? signIn.error.code : undefined;
  const isCodeWrong = refusedCode === "sign_in.code_wrong";
  const needsCode = refusedCode === "sign_in.code_needed" || isCodeWrong;
  const refusal = isSignedOut(signIn.error) && !needsCode ? text("wrong") : needsCode ? undefined : rest;
  return (
    <main className="hq-sign-in">
      <Form form={form} className="hq-sign-in-card">
        <div>
          <p className="hq-brand-name">Rapport</p>
          <h1>{text("title")}</h1>
          <p className="r-muted">{text("lead")}</p>
        </div>
        {expired === true && <Banner tone="info">{text("expired")}</Banner>}
        {problem !== undefined && signIn.isIdle && <Banner tone="bad">{signOnProblem(problem, appearance.language)}</Banner>}
        {refusal !== undefined && <Banner tone="bad">{refusal}</Banner>}
        <TextField label={text("email")} type="email" autoComplete="username" required {...form.field("email")} />
        <PasswordField label={text("password")} required {...form.field("password")} />
        {needsCode && (
          <TextField
            label={text("code")}
            hint={text("codeHint")}
            autoComplete="one-time-code"
            inputMode="text"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for just now, and is all that is left to fill in
            autoFocus
            {...form.field("code")}
            {...(isCodeWrong && { error: text("codeWrong") })}
          />
        )}
        <Button type="submit" variant="primary" wide busy={signIn.isPending}>
          {text("submit")}
        </Button>
        {signOn?.name != null && (
          <LinkButton href={`${startSignOn.path}${next === undefined ? "" : `?next=${encodeURIComponent(next)}`}`} wide>
            {text("signOn", { name: signOn.name })}
          </LinkButton>
        )}
        <p className="r-small">
          <button type="button" className="hq-link" lang={other} onClick={() => change({ language: other })}>
            {preferenceText(other)}
          </button>
        </p>
      </Form>
    </main>
  );
}
