import { ask } from "@rapport/app-shell";
import { getAccessSettings, listUsers } from "@rapport/contract/access";
import { queryOptions } from "@tanstack/react-query";

export const usersQuery = queryOptions({ queryKey: ["users"], queryFn: async () => (await ask(listUsers)).users });

export const accessSettingsQuery = queryOptions({ queryKey: ["access-settings"], queryFn: () => ask(getAccessSettings) });
