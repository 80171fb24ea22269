import { ask } from "@rapport/app-shell";
import { getSecondFactor, listOwnSessions } from "@rapport/contract/access";
import { queryOptions } from "@tanstack/react-query";

export const ownSessionsQuery = queryOptions({ queryKey: ["own-sessions"], queryFn: async () => (await ask(listOwnSessions)).sessions });

export const secondFactorQuery = queryOptions({ queryKey: ["second-factor"], queryFn: () => ask(getSecondFactor) });
