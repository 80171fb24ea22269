import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { Reply } from "@rapport/contract";
import { signInPos, type getPosRegister } from "@rapport/contract/sessions";
import { Banner, Button, Form, Loaded, PasswordField, TextField, useForm } from "@rapport/ui";
import { ask, becomeSignedInAs, describeError, signedInAs, usePreferences, useText } from "@rapport/app-shell";
import { lockMark } from "../lock/lock-mark.ts";
import { Activation } from "./activation.tsx";
import { EndWait } from "./end-wait.tsx";
import { Entrance } from "./entrance.tsx";
import { useOpeningLanguage } from "./opening-language.ts";
import { registerQuery, sessionQuery } from "./session-query.ts";
import { hasToWait, signInRefusal } from "./sign-in.ts";
import { signInTexts } from "./texts.ts";

const route = getRouteApi("/sign-in");

/** On a device that is no register there is only the way to become one (SI10). */
export function SignInPage() {
  const text = useText(signInTexts);
  const { expired } = route.useSearch();
  const { storage } = route.useRouteContext();
  const register = useQuery(registerQuery);
  const own = register.data?.register;
  useOpeningLanguage(own?.language, storage);
  return (
    <Entrance title={text(own === null ? "activation.submit" : "signIn.title")}>
      {expired === true && own !== null && <Banner tone="info">{text("signIn.expired")}</Banner>}
      <Loaded query={register}>{({ register: at, demo }) => (at === null ? <Activation demo={demo} /> : <RegisterSignIn register={at} />)}</Loaded>
    </Entrance>
  );
}

function RegisterSignIn({ register }: { register: NonNullable<Reply<typeof getPosRegister>["register"]> }) {
  const { appearance } = usePreferences();
  const text = useText(signInTexts);
  const signIn = useSignIn({ onRefused: () => form.focus("password") });
  const form = useForm({
    schema: signInPos.body,
    start: { operatorId: "", password: "" },
    busy: signIn.isPending,
    onSubmit: (body) => signIn.mutate(body),
  });

  return (
    <>
      <Form form={form} className="sign-in-form">
        {signIn.error !== null && <Banner tone="bad">{refusalText(signIn.error)}</Banner>}
        <p>
          <span className="r-strong">{register.storeName}</span> · {register.number}
        </p>
        <TextField
          label={text("signIn.operator")}
          autoComplete="username"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          {...form.field("operatorId", { invalid_format: text("signIn.needOperator") })}
        />
        <PasswordField label={text("signIn.password")} {...form.field("password", { too_small: text("signIn.needPassword") })} />
        <Button type="submit" variant="primary" wide busy={signIn.isPending}>
          {text("signIn.submit")}
        </Button>
      </Form>
      {/* Its dialog has a form, which may not be inside of this one. */}
      {hasToWait(signIn.error) && signIn.variables !== undefined && (
        <EndWait
          waiting={{ operatorId: signIn.variables.operatorId }}
          onEnded={() => {
            signIn.reset();
            form.focus("password");
          }}
        />
      )}
    </>
  );

  function refusalText(error: unknown): string {
    const known = signInRefusal(error);
    return known === undefined ? describeError(error, appearance.language).text : text(known);
  }
}

function useSignIn({ onRefused }: { onRefused: () => void }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { next } = route.useSearch();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: (body: { operatorId: string; password: string }) => ask(signInPos, { body }),
    onSuccess: async (session) => {
      // Another person at the same device must not find anything of the earlier one; the same person continues where they were.
      if (signedInAs() === session.worker.id) queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
      else queryClient.clear();
      lockMark.clear();
      becomeSignedInAs(session.worker.id);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(`${router.basepath}${next ?? "/"}`);
      await router.invalidate();
    },
    onError: async () => {
      onRefused();
      // The device may be no register any more.
      await queryClient.invalidateQueries({ queryKey: registerQuery.queryKey });
    },
  });
}
