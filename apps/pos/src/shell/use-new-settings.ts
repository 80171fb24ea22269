import { ask, useText } from "@rapport/app-shell";
import { getShownSnapshot } from "@rapport/contract/sessions";
import { useToast } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { shellTexts } from "./texts.ts";
import { useSnapshotEvents } from "./use-snapshot-events.ts";

const EVERY_MS = 10_000;
const KEY = "snapshot";

/** Says when the store shows another snapshot, and loads what is on the page again (PB11). Forms keep what is typed in them. */
export function useNewSettings(): void {
  const text = useText(shellTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const router = useRouter();
  const isTold = useSnapshotEvents(useCallback((number) => void queryClient.setQueryData([KEY], number), [queryClient]));
  const { data: snapshot } = useQuery({
    queryKey: [KEY],
    queryFn: async () => (await ask(getShownSnapshot)).snapshot,
    staleTime: EVERY_MS,
    // Where the server cannot tell, it is asked.
    refetchInterval: isTold ? false : EVERY_MS,
  });
  const shown = useRef<number>(undefined);
  useEffect(() => {
    if (snapshot === undefined || snapshot === null) return;
    const isFirst = shown.current === undefined;
    if (shown.current === snapshot) return;
    shown.current = snapshot;
    if (isFirst) return;
    toast.say(text("settings.new"));
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY }).then(() => router.invalidate());
  }, [snapshot, toast, text, queryClient, router]);
}
