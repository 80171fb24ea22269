import { ask, describeError, useFormError, usePreferences, useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { activateDemoRegister, activateRegister, type getPosRegister } from "@rapport/contract/sessions";
import { Banner, Button, Form, TextField, useForm } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ManagerActivation } from "./manager-activation.tsx";
import { registerQuery } from "./session-query.ts";
import { signInTexts } from "./texts.ts";

type DemoRegisters = Reply<typeof getPosRegister>["demo"];

/** Makes this device a register: with a code from headquarters (SI10), by a manager (SI14), or with a tap in the demo (SI15). */
export function Activation({ demo }: { demo: DemoRegisters }) {
  const text = useText(signInTexts);
  const [byManager, setByManager] = useState(false);
  if (byManager) return <ManagerActivation onBack={() => setByManager(false)} />;
  return (
    <>
      {demo.length > 0 && <DemoActivation registers={demo} />}
      <CodeActivation />
      <Button variant="quiet" onClick={() => setByManager(true)}>
        {text("activation.byManager")}
      </Button>
    </>
  );
}

function DemoActivation({ registers }: { registers: DemoRegisters }) {
  const text = useText(signInTexts);
  const { appearance } = usePreferences();
  const queryClient = useQueryClient();
  const activate = useMutation({
    mutationFn: (register: string) => ask(activateDemoRegister, { body: { register } }),
    onSuccess: () => queryClient.refetchQueries({ queryKey: registerQuery.queryKey }),
  });
  return (
    <section className="sign-in-demo" aria-labelledby="demo-registers">
      <h2 id="demo-registers" className="r-label">
        {text("activation.demo")}
      </h2>
      {activate.error !== null && <Banner tone="bad">{describeError(activate.error, appearance.language).text}</Banner>}
      {registers.map(({ number, storeName }) => (
        <Button key={number} wide icon="store" busy={activate.isPending} onClick={() => activate.mutate(number)}>
          {`${storeName} · ${number}`}
        </Button>
      ))}
      <p className="r-hint">{text("activation.demoHint")}</p>
    </section>
  );
}

function CodeActivation() {
  const text = useText(signInTexts);
  const queryClient = useQueryClient();
  const activate = useMutation({
    mutationFn: (body: { code: string }) => ask(activateRegister, { body }),
    onSuccess: () => queryClient.refetchQueries({ queryKey: registerQuery.queryKey }),
  });
  const { refused, rest } = useFormError(activate.error, { schema: activateRegister.body });
  const form = useForm({ schema: activateRegister.body, start: { code: "" }, busy: activate.isPending, refused, onSubmit: (body) => activate.mutate(body) });
  return (
    <Form form={form} className="sign-in-form">
      <p>{text("activation.lead")}</p>
      {rest !== undefined && <Banner tone="bad">{rest}</Banner>}
      <TextField
        label={text("activation.code")}
        hint={text("activation.hint")}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...form.field("code", { too_small: text("activation.needCode") })}
      />
      <Button type="submit" variant="primary" wide busy={activate.isPending}>
        {text("activation.submit")}
      </Button>
    </Form>
  );
}
