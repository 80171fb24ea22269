import { ask } from "@rapport/app-shell";
import { listOwnSessions } from "@rapport/contract/access";
import { queryOptions } from "@tanstack/react-query";

export const ownSessionsQuery = queryOptions({ queryKey: ["own-sessions"], queryFn: async () => (await ask(listOwnSessions)).sessions });
