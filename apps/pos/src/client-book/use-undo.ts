import { useEffect } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UNDO_MINUTES, undoBookAction } from "@rapport/contract/clienteling";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { useToast } from "@rapport/ui";
import { useSession } from "../session/use-session.ts";
import { BOOK_KEY } from "./book-queries.ts";
import { keepLastAction, keptLastAction } from "./kept-action.ts";
import { listTexts } from "./list-texts.ts";

/** What the associate did last with client books on this device. */
interface LastAction {
  readonly id: string;
  /** Null after a reload, because it may name a client. */
  readonly said: string | null;
  readonly at: number;
}

const LAST_ACTION = ["last-book-action"];
const UNDO_MS = UNDO_MINUTES * 60_000;

/** Whatever tells whose clients people are loads again. */
export function useRefreshBooks() {
  const queryClient = useQueryClient();
  return () => Promise.all([BOOK_KEY, ["customer"], ["customer-search"]].map((queryKey) => queryClient.invalidateQueries({ queryKey: [...queryKey] })));
}

function useUndo() {
  const { appearance } = usePreferences();
  const text = useText(listTexts);
  const toast = useToast();
  const refresh = useRefreshBooks();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (actionId: string) => ask(undoBookAction, { params: { actionId } }),
    onSuccess: () => toast.say(text("undo.done")),
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
    onSettled: async (_, error, actionId) => {
      // Undone or refused, it is not offered again.
      queryClient.setQueryData<LastAction | null>(LAST_ACTION, (last) => (last?.id === actionId ? null : last));
      keepLastAction(null);
      await refresh();
    },
  });
}

/** Says what was done with client books, with the way back (R12c). */
export function useUndoable() {
  const text = useText(listTexts);
  const toast = useToast();
  const undo = useUndo();
  const queryClient = useQueryClient();
  const { worker } = useSession();
  return (said: string, actionId: string | null) => {
    if (actionId === null) {
      toast.say(said);
      return;
    }
    // Kept as long as it can be undone, also while no list is on the screen.
    queryClient.setQueryDefaults(LAST_ACTION, { gcTime: UNDO_MS });
    const at = Date.now();
    queryClient.setQueryData<LastAction>(LAST_ACTION, { id: actionId, said, at });
    keepLastAction({ id: actionId, at, worker: worker.id });
    toast.say(said, { label: text("undo"), onPress: () => undo.mutate(actionId) });
  };
}

/** What the associate did last, as long as it can be undone: longer than its message is there. */
export function useLastAction() {
  const text = useText(listTexts);
  const queryClient = useQueryClient();
  const { worker } = useSession();
  const { data: last } = useQuery<LastAction | null>({ queryKey: LAST_ACTION, queryFn: () => readKept(worker.id), staleTime: Infinity });
  const undo = useUndo();
  useEffect(() => {
    if (last === null || last === undefined) return;
    const timer = setTimeout(() => queryClient.setQueryData(LAST_ACTION, null), Math.max(0, last.at + UNDO_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [last, queryClient]);
  if (last === null || last === undefined) return null;
  return { said: last.said ?? text("undo.last"), isPending: undo.isPending, undo: () => undo.mutate(last.id) };
}

function readKept(worker: string): LastAction | null {
  const kept = keptLastAction();
  return kept === null || kept.worker !== worker || kept.at + UNDO_MS < Date.now() ? null : { id: kept.id, said: null, at: kept.at };
}
