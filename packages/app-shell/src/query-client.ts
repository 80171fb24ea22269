import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Refusal } from "@rapport/contract";

/** The first request, for the session, may be answered that there is none. */
export const SESSION_KEY = "session";

/** `onSignedOut` is called when an answer says that the session has ended. Answers younger than `staleTimeMs` are not loaded again. */
export function createQueryClient({ onSignedOut, staleTimeMs }: { onSignedOut: () => void; staleTimeMs: number }): QueryClient {
  const notice = (error: unknown, hadAnswer: boolean) => {
    if (isSignedOut(error) && hadAnswer) onSignedOut();
    // The session is loaded again; then the shell says who is signed in, or asks for a password of their own.
    if (isOtherPerson(error) || isLocked(error) || mustChangePassword(error)) void client.invalidateQueries({ queryKey: [SESSION_KEY] });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => notice(error, query.queryKey[0] !== SESSION_KEY || query.state.data !== undefined) }),
    mutationCache: new MutationCache({ onError: (error, _variables, _context, mutation) => notice(error, mutation.options.meta?.["signsIn"] !== true) }),
    defaultOptions: {
      // Without a network the person sees that at once; nothing waits in silence, and what failed loads again when the network is back.
      queries: {
        networkMode: "always",
        refetchOnReconnect: true,
        staleTime: staleTimeMs,
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: 600,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && error.kind === "signed_out";
}

/** Somebody else has signed in since this page was opened. */
export function isOtherPerson(error: unknown): boolean {
  return error instanceof Refusal && error.code === "session.other_person";
}

/** Somebody locked the register in another tab, or the server did after minutes without use. */
export function isLocked(error: unknown): boolean {
  return error instanceof Refusal && error.code === "session.locked";
}

function mustChangePassword(error: unknown): boolean {
  return error instanceof Refusal && error.code === "password.must_change";
}

/** Only failures that may pass are tried again; a refusal would be refused again. */
function isPassing(error: unknown): boolean {
  return error instanceof Refusal && error.kind === "unavailable";
}
