import { useMutation, useQueryClient } from "@tanstack/react-query";
import { undoBookAction } from "@rapport/contract/clienteling";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { useToast } from "@rapport/ui";
import { BOOK_KEY } from "./book-queries.ts";
import { listTexts } from "./list-texts.ts";

/** Whatever tells whose clients people are loads again. */
export function useRefreshBooks() {
  const queryClient = useQueryClient();
  return () => Promise.all([BOOK_KEY, ["customer"], ["customer-search"]].map((queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] })));
}

/** Says what was done with client books, with the way back for a short time (R12c). */
export function useUndoable() {
  const { appearance } = usePreferences();
  const text = useText(listTexts);
  const toast = useToast();
  const refresh = useRefreshBooks();
  const undo = useMutation({
    mutationFn: (actionId: string) => ask(undoBookAction, { params: { actionId } }),
    onSuccess: () => toast.say(text("undo.done")),
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
    onSettled: refresh,
  });
  return (said: string, actionId: string | null) =>
    actionId === null ? toast.say(said) : toast.say(said, { label: text("undo"), onPress: () => undo.mutate(actionId) });
}
