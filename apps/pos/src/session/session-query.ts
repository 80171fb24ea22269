import { queryOptions } from "@tanstack/react-query";
import { getPosRegister, getPosSession, lockPos, type PosSession } from "@rapport/contract/sessions";
import { ask, isSignedOut, SESSION_KEY } from "@rapport/app-shell";
import { lockMark } from "../lock/lock-mark.ts";

/** Who is signed in at this register. Loaded again when the page gets the focus, because another tab may have changed it. */
export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: readSession, staleTime: 60_000 });

/** A lock that the server does not know of yet is told first, so that what it answers is locked (SI17). */
async function readSession(): Promise<PosSession> {
  if (lockMark.isSet()) {
    await ask(lockPos).catch((error: unknown) => {
      // Then there is nothing to lock.
      if (!isSignedOut(error)) throw error;
    });
    lockMark.clear();
  }
  return await ask(getPosSession);
}

/** The register that this device is. Asked again whenever the sign-in page opens, because headquarters may have deactivated it. */
export const registerQuery = queryOptions({ queryKey: ["register"], queryFn: () => ask(getPosRegister), staleTime: 0 });
