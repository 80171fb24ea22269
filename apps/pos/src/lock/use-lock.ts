import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { sessionQuery } from "../session/session-query.ts";
import { lockMark } from "./lock-mark.ts";

/** Locks this register at once, with or without a network; the session's next load tells the server (SI17). */
export function useLock(): () => void {
  const queryClient = useQueryClient();
  return useCallback(() => {
    lockMark.set();
    queryClient.setQueryData(sessionQuery.queryKey, (session) => session && { ...session, locked: true, draftKey: null });
    void queryClient.refetchQueries({ queryKey: sessionQuery.queryKey });
  }, [queryClient]);
}
