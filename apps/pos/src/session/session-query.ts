import { queryOptions } from "@tanstack/react-query";
import { getPosSession, listPosRegisters } from "@rapport/contract/sessions";
import { ask, SESSION_KEY } from "@rapport/app-shell";

/** Who is signed in at this register. Loaded again when the page gets the focus, because another tab may have changed it. */
export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: () => ask(getPosSession), staleTime: 60_000 });

export const registersQuery = queryOptions({ queryKey: ["registers"], queryFn: () => ask(listPosRegisters), staleTime: 60_000 });
