import type { Refusal } from "@rapport/contract";
import { signInHq } from "@rapport/contract/sessions";
import { Banner, Button, describeError, Form, PasswordField, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { ask } from "../api.ts";
import { sessionQuery } from "../queries.ts";
import { useAppearance } from "../shell/appearance-context.tsx";

export function SignInPage() {
  const { t } = useTranslation();
  const { appearance, change } = useAppearance();
  const { back } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: z.output<typeof signInHq.body>) => ask(signInHq, { body }),
    async onSuccess(session) {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: back ?? "/data-sources", replace: true });
    },
  });
  const form = useForm({ schema: signInHq.body, start: { email: "", password: "" }, busy: signIn.isPending, onSubmit: signIn.mutate });
  return (
    <main className="hq-sign-in">
      <Form form={form} className="hq-sign-in-card">
        <div>
          <p className="hq-brand-name">{t("product")}</p>
          <h1>{t("signIn.title")}</h1>
          <p className="r-muted">{t("signIn.lead")}</p>
        </div>
        {signIn.error !== null && <Banner tone="bad">{refusalText(signIn.error, appearance.language)}</Banner>}
        <TextField label={t("signIn.email")} type="email" autoComplete="username" required {...form.field("email")} />
        <PasswordField label={t("signIn.password")} required {...form.field("password")} />
        <Button type="submit" variant="primary" wide busy={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
        <p className="r-small">
          <button
            type="button"
            className="hq-link"
            lang={appearance.language === "nl" ? "en" : "nl"}
            onClick={() => change({ language: appearance.language === "nl" ? "en" : "nl" })}
          >
            {appearance.language === "nl" ? t("nav.english") : t("nav.dutch")}
          </button>
        </p>
      </Form>
    </main>
  );
}

/** A wrong password is told in the server's words where it has them; it names neither field as the wrong one. */
function refusalText(error: Error | Refusal, language: "en" | "nl"): string {
  if (error.name === "Refusal" && "code" in error && error.code === "signed_out") return WRONG[language];
  return describeError(error, language).text;
}

const WRONG = { en: "This e-mail address and password do not belong together.", nl: "Dit e-mailadres en wachtwoord horen niet bij elkaar." };
