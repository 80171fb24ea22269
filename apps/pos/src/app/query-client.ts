import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Refusal } from "@rapport/contract";

/** `onSignedOut` is called when any answer says that the session has ended. */
export function createQueryClient({ onSignedOut }: { onSignedOut: () => void }): QueryClient {
  const notice = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      // Without network a person is told so at once; nothing waits silently.
      queries: { networkMode: "always", staleTime: 15_000, retry: (failures, error) => failures < 2 && isPassing(error), retryDelay: 600 },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refusal && error.code === "signed_out";
}

/** Only what may pass by itself is tried again; a refusal would be refused again. */
function isPassing(error: unknown): boolean {
  return error instanceof Refusal && error.code === "unavailable";
}
