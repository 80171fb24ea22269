import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { signInPos } from "@rapport/contract/sessions";
import { Banner, Button, Form, Loaded, PasswordField, Select, TextField, useForm } from "@rapport/ui";
import { ask, becomeSignedInAs, describeError, signedInAs, usePreferences, useText } from "@rapport/app-shell";
import { Entrance } from "./entrance.tsx";
import { registersQuery, sessionQuery } from "./session-query.ts";
import { registerKey, registerToStartWith, SignInForm, signInRefusal } from "./sign-in.ts";
import { signInTexts } from "./texts.ts";

const route = getRouteApi("/sign-in");
const REMEMBERED_REGISTER = "rapport.register";

export function SignInPage() {
  const text = useText(signInTexts);
  const { expired } = route.useSearch();
  const registers = useQuery(registersQuery);
  return (
    <Entrance title={text("signIn.title")}>
      {expired === true && <Banner tone="info">{text("signIn.expired")}</Banner>}
      <Loaded query={registers} isEmpty={({ registers: all }) => all.length === 0} empty={<Banner tone="warn">{text("signIn.noRegisters")}</Banner>}>
        {({ registers: all }) => <RegisterSignIn registers={all} />}
      </Loaded>
    </Entrance>
  );
}

function RegisterSignIn({ registers }: { registers: Parameters<typeof registerToStartWith>[0] }) {
  const { appearance } = usePreferences();
  const text = useText(signInTexts);
  const { storage } = route.useRouteContext();
  const signIn = useSignIn({ onRefused: () => form.focus("password") });
  const form = useForm({
    schema: SignInForm,
    start: { register: registerToStartWith(registers, storage.getItem(REMEMBERED_REGISTER)), operatorId: "", password: "" },
    busy: signIn.isPending,
    onSubmit({ register, operatorId, password }) {
      const chosen = registers.find((known) => registerKey(known) === register);
      if (chosen === undefined) return;
      storage.setItem(REMEMBERED_REGISTER, register);
      signIn.mutate({ legalEntity: chosen.legalEntity, register: chosen.number, operatorId, password });
    },
  });

  return (
    <Form form={form} className="sign-in-form">
      {signIn.error !== null && <Banner tone="bad">{refusalText(signIn.error)}</Banner>}
      <Select
        label={text("signIn.register")}
        hint={text("signIn.registerHint")}
        {...form.field("register", { too_small: text("signIn.needRegister") })}
        options={[
          ...(form.value("register") === "" ? [{ value: "", label: text("signIn.registerChoose") }] : []),
          ...registers.map((register) => ({ value: registerKey(register), label: `${register.storeName} · ${register.number}` })),
        ]}
      />
      <TextField
        label={text("signIn.operator")}
        autoComplete="username"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        maxLength={20}
        {...form.field("operatorId", { invalid_format: text("signIn.needOperator") })}
      />
      <PasswordField label={text("signIn.password")} maxLength={200} {...form.field("password", { too_small: text("signIn.needPassword") })} />
      <Button type="submit" variant="primary" wide busy={signIn.isPending}>
        {text("signIn.submit")}
      </Button>
    </Form>
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
    mutationFn: (body: { legalEntity: string; register: string; operatorId: string; password: string }) => ask(signInPos, { body }),
    onSuccess: async (session) => {
      // Another person at the same device must not find anything of the earlier one; the same person continues where they were.
      if (signedInAs() === session.worker.id) queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
      else queryClient.clear();
      becomeSignedInAs(session.worker.id);
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(`${router.basepath}${next ?? "/"}`);
      await router.invalidate();
    },
    onError: onRefused,
  });
}
