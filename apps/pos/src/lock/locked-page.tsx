import { ask, describeError, signInSearchFor, usePreferences, useText } from "@rapport/app-shell";
import { unlockPos } from "@rapport/contract/sessions";
import { Banner, Button, Form, PasswordField, useForm } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { EndWait } from "../session/end-wait.tsx";
import { Entrance } from "../session/entrance.tsx";
import { sessionQuery } from "../session/session-query.ts";
import { hasToWait } from "../session/sign-in.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { lockMark } from "./lock-mark.ts";
import { lockTexts } from "./texts.ts";

const route = getRouteApi("/locked");
const TOLD_AGAIN_MS = 10_000;

/** Nothing of the person is in memory that the device keeps encrypted; they go on where they were with their password (SI17). */
export function LockedPage() {
  const text = useText(lockTexts);
  const { appearance } = usePreferences();
  const router = useRouter();
  const navigate = useNavigate();
  const unsent = useUnsentEntries();
  const { session } = route.useRouteContext();
  const { next } = route.useSearch();
  const { data: now = session } = useQuery({ ...sessionQuery, refetchInterval: () => (lockMark.isSet() ? TOLD_AGAIN_MS : false) });
  useEffect(() => unsent.lock(), [unsent]);
  useEffect(() => {
    // Unlocked in another tab, or another person has signed in there.
    if (!now.locked) void goOn();
  });
  const unlock = useUnlock({ onRefused: () => form.focus("password") });
  const form = useForm({ schema: unlockPos.body, start: { password: "" }, busy: unlock.isPending, onSubmit: (body) => unlock.mutate(body) });
  return (
    <Entrance title={text("title")}>
      <Form form={form} className="sign-in-form">
        {unlock.error !== null && <Banner tone="bad">{describeError(unlock.error, appearance.language).text}</Banner>}
        <p>
          <span className="r-strong">{session.worker.name}</span> · {session.store.name} · {session.register.number}
        </p>
        <input className="r-hidden" autoComplete="username" value={session.worker.operatorId} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField label={text("password")} {...form.field("password", { too_small: text("needPassword") })} />
        <Button type="submit" variant="primary" wide busy={unlock.isPending}>
          {text("unlock")}
        </Button>
        <Button wide onClick={() => void navigate({ to: "/sign-in" })}>
          {text("somebodyElse")}
        </Button>
        <p className="r-hint">{text("kept")}</p>
      </Form>
      {hasToWait(unlock.error) && (
        <EndWait
          waiting={{ operatorId: session.worker.operatorId }}
          onEnded={() => {
            unlock.reset();
            form.focus("password");
          }}
        />
      )}
    </Entrance>
  );

  async function goOn(): Promise<void> {
    router.history.replace(`${router.basepath}${signInSearchFor(next ?? "/").next ?? "/"}`);
    await router.invalidate();
  }
}

function useUnlock({ onRefused }: { onRefused: () => void }) {
  const queryClient = useQueryClient();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: (body: { password: string }) => ask(unlockPos, { body }),
    onSuccess: async (unlocked) => {
      lockMark.clear();
      // What is on its way was asked while it was locked.
      await queryClient.cancelQueries({ queryKey: sessionQuery.queryKey });
      queryClient.setQueryData(sessionQuery.queryKey, unlocked);
    },
    onError: onRefused,
  });
}
