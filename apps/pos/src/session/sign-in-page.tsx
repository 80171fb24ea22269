import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { signInPos } from "@rapport/contract/sessions";
import { Banner, Button, Form, Loaded, PasswordField, Select, TextField, useForm } from "@rapport/ui";
import { ask, becomeSignedInAs, describeError, signedInAs, usePreferences, useText } from "@rapport/app-shell";
import { useState } from "react";
import { Activation } from "./activation.tsx";
import { EndWait } from "./end-wait.tsx";
import { Entrance } from "./entrance.tsx";
import { registersQuery, sessionQuery } from "./session-query.ts";
import { hasToWait, registerKey, registerToStartWith, SignInForm, signInRefusal } from "./sign-in.ts";
import { signInTexts } from "./texts.ts";

const route = getRouteApi("/sign-in");
const REMEMBERED_REGISTER = "rapport.register";

export function SignInPage() {
  const text = useText(signInTexts);
  const { expired } = route.useSearch();
  const registers = useQuery(registersQuery);
  const [activating, setActivating] = useState(false);
  const showsActivation = activating || registers.data?.registers.length === 0;
  return (
    <Entrance title={text(showsActivation ? "activation.submit" : "signIn.title")}>
      {expired === true && <Banner tone="info">{text("signIn.expired")}</Banner>}
      <Loaded query={registers}>
        {({ own, registers: all }) =>
          showsActivation ? (
            <Activation onBack={all.length === 0 ? undefined : () => setActivating(false)} onActivated={() => setActivating(false)} />
          ) : (
            <>
              <RegisterSignIn registers={all} own={own} />
              {own === null && (
                <Button variant="quiet" onClick={() => setActivating(true)}>
                  {text("activation.open")}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </Entrance>
  );
}

type Registers = Parameters<typeof registerToStartWith>[0];

/** At the register that this device is, which needs no choice; or at one that was never activated. */
function RegisterSignIn({ registers, own }: { registers: Registers; own: Registers[number] | null }) {
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
    <>
      <Form form={form} className="sign-in-form">
        {signIn.error !== null && <Banner tone="bad">{refusalText(signIn.error)}</Banner>}
        {own !== null && (
          <p>
            <span className="r-strong">{own.storeName}</span> · {own.number}
          </p>
        )}
        {own === null && (
          <Select
            label={text("signIn.register")}
            hint={text("signIn.registerHint")}
            {...form.field("register", { too_small: text("signIn.needRegister") })}
            options={[
              ...(form.value("register") === "" ? [{ value: "", label: text("signIn.registerChoose") }] : []),
              ...registers.map((register) => ({ value: registerKey(register), label: `${register.storeName} · ${register.number}` })),
            ]}
          />
        )}
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
          waiting={{ legalEntity: signIn.variables.legalEntity, register: signIn.variables.register, operatorId: signIn.variables.operatorId }}
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
