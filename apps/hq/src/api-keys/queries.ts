import { ask } from "@rapport/app-shell";
import { listApiKeys } from "@rapport/contract/access";
import { queryOptions } from "@tanstack/react-query";

export const apiKeysQuery = queryOptions({ queryKey: ["api-keys"], queryFn: async () => (await ask(listApiKeys)).apiKeys });
