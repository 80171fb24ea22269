import { ask, becomeSignedInAs, useText } from "@rapport/app-shell";
import { signOutPos } from "@rapport/contract/sessions";
import { useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { registerQuery } from "./session-query.ts";
import { signInTexts } from "./texts.ts";

/** What the person wrote and is not sent is locked away, and nothing of them stays on the screen. */
export function useSignOut() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const unsent = useUnsentEntries();
  const toast = useToast();
  const text = useText(signInTexts);
  return useMutation({
    mutationFn: () => ask(signOutPos),
    onSuccess: async () => {
      unsent.forget();
      becomeSignedInAs(null);
      await router.navigate({ to: "/sign-in" });
      // The register stays what it is, and the page that is shown now asks for it already.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== registerQuery.queryKey[0] });
      queryClient.getMutationCache().clear();
    },
    onError: () => toast.warn(text("signOut.failed")),
  });
}
