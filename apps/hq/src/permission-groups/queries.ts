import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getPermissionGroup, listPermissionGroups } from "@rapport/contract/organisation";
import { recordQueries } from "../records/record-queries.ts";

export type StoredGroup = Reply<typeof getPermissionGroup>;

export const groupQueries = recordQueries({
  key: "permission-groups",
  async list(legalEntity, query: CallInput<typeof listPermissionGroups>["query"] = {}) {
    const { permissionGroups: rows, total } = await ask(listPermissionGroups, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; code: string }) => ask(getPermissionGroup, { params }),
});
