import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Refusal } from "@rapport/contract";

/** The first question, whether there is a session at all, may be answered with no. */
export const SESSION_KEY = "session";

/** `onSignedOut` is called when an answer says that the session has ended; answers younger than `staleTimeMs` are not asked again. */
export function createQueryClient({ onSignedOut, staleTimeMs }: { onSignedOut: () => void; staleTimeMs: number }): QueryClient {
  const notice = (error: unknown, hadAnswer: boolean) => {
    if (isSignedOut(error) && hadAnswer) onSignedOut();
    // Who is signed in now is asked again; the shell then says so.
    if (isOtherPerson(error)) void client.invalidateQueries({ queryKey: [SESSION_KEY] });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => notice(error, query.queryKey[0] !== SESSION_KEY || query.state.data !== undefined) }),
    mutationCache: new MutationCache({ onError: (error, _variables, _context, mutation) => notice(error, mutation.options.meta?.["signsIn"] !== true) }),
    defaultOptions: {
      // Without network a person is told so at once; nothing waits silently, and what failed is asked again when it is back.
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

/** Somebody else signed in since this page was opened. */
export function isOtherPerson(error: unknown): boolean {
  return error instanceof Refusal && error.code === "session.other_person";
}

/** Only what may pass by itself is tried again; a refusal would be refused again. */
function isPassing(error: unknown): boolean {
  return error instanceof Refusal && error.kind === "unavailable";
}
