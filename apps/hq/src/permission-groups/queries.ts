import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getPermissionGroup, listPermissionGroups } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StoredGroup = Reply<typeof getPermissionGroup>;
type Asked = NonNullable<CallInput<typeof listPermissionGroups>["query"]>;

export const GROUPS_KEY = "permission-groups";

export async function groupList(legalEntity: string, asked: Asked = {}): Promise<{ rows: StoredGroup[]; total: number }> {
  const { permissionGroups: rows, total } = await ask(listPermissionGroups, { params: { legalEntity }, query: asked });
  return { rows, total };
}

export function groupsQuery(legalEntity: string, asked: Asked = {}) {
  return queryOptions({ queryKey: [GROUPS_KEY, legalEntity, asked], queryFn: () => groupList(legalEntity, asked), placeholderData: keepPreviousData });
}

/** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
export function groupQuery(params: { legalEntity: string; code: string }) {
  return queryOptions({ queryKey: [GROUPS_KEY, "one", params], queryFn: () => ask(getPermissionGroup, { params }), gcTime: 0 });
}
