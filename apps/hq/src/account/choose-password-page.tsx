import { ask, useFormError, useText } from "@rapport/app-shell";
import { choosePassword } from "@rapport/contract/access";
import { Banner, Button, Form, PasswordField, useForm } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import "../session/sign-in.css";
import { accountTexts } from "./texts.ts";

const Choice = choosePassword.body.pick({ password: true });

/** For a person who was invited or forgot their password. The link's token comes after `#`, so that no server logs it. */
export function ChoosePasswordPage() {
  const text = useText(accountTexts);
  const [token] = useState(() => window.location.hash.slice(1));
  const choose = useMutation({ mutationFn: ({ password }: { password: string }) => ask(choosePassword, { body: { token, password } }) });
  const { refused, rest } = useFormError(choose.error, { schema: Choice });
  const form = useForm({ schema: Choice, start: { password: "" }, busy: choose.isPending, refused, onSubmit: choose.mutate });
  return (
    <main className="hq-sign-in">
      <Form form={form} className="hq-sign-in-card">
        <div>
          <p className="hq-brand-name">Rapport</p>
          <h1>{text("chooseTitle")}</h1>
          <p className="r-muted">{text("chooseLead")}</p>
        </div>
        {token === "" && <Banner tone="bad">{text("noLink")}</Banner>}
        {rest !== undefined && <Banner tone="bad">{rest}</Banner>}
        {choose.isSuccess ? (
          <>
            <Banner tone="good">{text("chosen")}</Banner>
            <Link to="/sign-in" className="r-button" data-variant="primary">
              {text("toSignIn")}
            </Link>
          </>
        ) : (
          <>
            <PasswordField label={text("new")} hint={text("passwordHint")} {...form.field("password")} autoComplete="new-password" />
            <Button type="submit" variant="primary" wide busy={choose.isPending}>
              {text("choose")}
            </Button>
          </>
        )}
      </Form>
    </main>
  );
}
