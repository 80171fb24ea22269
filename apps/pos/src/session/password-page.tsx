import { ask, useFormError, useText } from "@rapport/app-shell";
import { changePosPassword } from "@rapport/contract/sessions";
import { Banner, Button, Form, PasswordField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Navigate, useRouter } from "@tanstack/react-router";
import { useIdle } from "../lock/use-idle.ts";
import { Entrance } from "./entrance.tsx";
import { sessionQuery } from "./session-query.ts";
import { signInTexts } from "./texts.ts";
import { useSignOut } from "./use-sign-out.ts";

const route = getRouteApi("/password");

/** Asked for from the menu; or the first thing a person sees when somebody else knows their password (SI8). */
export function PasswordPage() {
  const text = useText(signInTexts);
  const router = useRouter();
  const queryClient = useQueryClient();
  const toast = useToast();
  const signOut = useSignOut();
  const { session } = route.useRouteContext();
  const { data: now = session } = useQuery(sessionQuery);
  useIdle(now.idle);
  const { next } = route.useSearch();
  const must = session.mustChangePassword;
  const goOn = () => router.history.replace(`${router.basepath}${next ?? "/"}`);
  const change = useMutation({
    mutationFn: (body: { current: string; password: string }) => ask(changePosPassword, { body }),
    async onSuccess() {
      toast.say(text("password.changed"));
      queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
      goOn();
      await router.invalidate();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: changePosPassword.body });
  const form = useForm({
    schema: changePosPassword.body,
    start: { current: "", password: "" },
    busy: change.isPending,
    refused,
    onSubmit: (body) => change.mutate(body),
  });
  if (now.locked) return <Navigate to="/locked" search={{ next: "/password" }} />;
  return (
    <Entrance title={text(must ? "password.mustTitle" : "password.title")}>
      {must && <p>{text("password.must")}</p>}
      <Form form={form} className="sign-in-form">
        {rest !== undefined && <Banner tone="bad">{rest}</Banner>}
        {/* A password manager saves the new password under this name. */}
        <input className="r-hidden" autoComplete="username" value={session.worker.operatorId} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField label={text(must ? "password.given" : "password.current")} {...form.field("current")} />
        <PasswordField label={text("password.new")} hint={text("password.hint")} {...form.field("password")} autoComplete="new-password" />
        <Button type="submit" variant="primary" wide busy={change.isPending}>
          {text("password.submit")}
        </Button>
        {must ? (
          <Button wide busy={signOut.isPending} onClick={() => signOut.mutate()}>
            {text("password.signOut")}
          </Button>
        ) : (
          <Button wide onClick={goOn}>
            {text("password.back")}
          </Button>
        )}
      </Form>
    </Entrance>
  );
}
