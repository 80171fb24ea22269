import { ask } from "@rapport/app-shell";
import { getServerCondition } from "@rapport/contract/system";
import { queryOptions } from "@tanstack/react-query";

export const conditionQuery = queryOptions({ queryKey: ["condition"], queryFn: () => ask(getServerCondition), refetchInterval: 60_000 });
