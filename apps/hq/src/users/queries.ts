import { ask } from "@rapport/app-shell";
import { getAccessSettings, getUser, listUsers, type User } from "@rapport/contract/access";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListAsked } from "../records/list-search.ts";
import type { Rows } from "../records/record-queries.ts";

export const USERS_KEY = "users";
export const USER_SORTS = ["name", "email", "lastSignInAt"] as const;

export async function readUsers(query: ListAsked<(typeof USER_SORTS)[number]>): Promise<Rows<User>> {
  const { users: rows, total } = await ask(listUsers, { query });
  return { rows, total };
}

export const usersQuery = (asked: Parameters<typeof readUsers>[0]) =>
  queryOptions({ queryKey: [USERS_KEY, asked], queryFn: () => readUsers(asked), placeholderData: keepPreviousData });

/** Opening the form reads it again, because an older copy would look like a change by somebody else. */
export const userQuery = (userId: string) =>
  queryOptions({ queryKey: [USERS_KEY, "one", userId], queryFn: () => ask(getUser, { params: { userId } }), gcTime: 0 });

export const accessSettingsQuery = queryOptions({ queryKey: ["access-settings"], queryFn: () => ask(getAccessSettings) });
