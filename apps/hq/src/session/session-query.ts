import { ask, SESSION_KEY } from "@rapport/app-shell";
import { getHqSession } from "@rapport/contract/sessions";
import { queryOptions } from "@tanstack/react-query";

export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: () => ask(getHqSession), staleTime: 60_000, retry: false });
