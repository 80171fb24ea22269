import { ask, becomeSignedInAs, deviceStorage, signInSearchFor } from "@rapport/app-shell";
import { signOutPos, type PosSession } from "@rapport/contract/sessions";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { sessionQuery } from "../session/session-query.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { lockMark } from "./lock-mark.ts";
import { useLock } from "./use-lock.ts";

/** Locks or logs off after the store's minutes without a touch, and when another tab was locked (SI17, SI18). */
export function useIdle(idle: PosSession["idle"]): void {
  const queryClient = useQueryClient();
  const lock = useLock();
  const logOff = useLogOff();
  const minutes = idle?.minutes ?? null;
  const action = idle?.action;
  useEffect(() => {
    const lockToo = (event: StorageEvent) => lockMark.isIn(event) && lock();
    globalThis.addEventListener("storage", lockToo);
    return () => globalThis.removeEventListener("storage", lockToo);
  }, [lock]);
  useEffect(() => {
    if (minutes === null) return;
    let stopped = false;
    let stop = () => {};
    // Loaded when a store wants it, so that the first page does not wait for it.
    void import("./watch-touches.ts").then(({ watchTouches }) => {
      if (stopped) return;
      stop = watchTouches({
        storage: deviceStorage(),
        minutes,
        onIdle: action === "logOff" ? logOff : lock,
        tell: () => void queryClient.refetchQueries({ queryKey: sessionQuery.queryKey }),
      });
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [minutes, action, lock, logOff, queryClient]);
}

/** What the person wrote stays on the device; nothing of them stays on the screen. */
function useLogOff(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  const unsent = useUnsentEntries();
  return useCallback(() => {
    const { pathname } = router.state.location;
    unsent.lock();
    // Without a network the next load locks first, because the server does not know yet.
    lockMark.set();
    void ask(signOutPos).then(lockMark.clear, () => undefined);
    becomeSignedInAs(null);
    void router.navigate({ to: "/sign-in", search: { ...signInSearchFor(pathname), expired: true } }).then(() => queryClient.clear());
  }, [router, queryClient, unsent]);
}
