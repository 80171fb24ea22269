import { ask } from "@rapport/app-shell";
import type { CallInput, Permission, Reply } from "@rapport/contract";
import { getLegalEntity, listLegalEntities, listOwnLegalEntities } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type OwnEntity = Reply<typeof listOwnLegalEntities>["legalEntities"][number];
export type StoredEntity = Reply<typeof getLegalEntity>;
type Asked = NonNullable<CallInput<typeof listLegalEntities>["query"]>;

export const ENTITIES_KEY = "legal-entities";

/** The legal entities in which the person has any right. */
const ownEntitiesQuery = queryOptions({
  queryKey: [ENTITIES_KEY, "own"],
  queryFn: async () => (await ask(listOwnLegalEntities)).legalEntities,
});

/** The legal entities for which the person holds this right. The picker of a page offers them. */
export function entitiesQueryFor(permission: Permission) {
  return queryOptions({ ...ownEntitiesQuery, select: (all: OwnEntity[]) => all.filter(({ permissions }) => permissions.includes(permission)) });
}

export async function entityList(query: Asked): Promise<{ rows: StoredEntity[]; total: number }> {
  const { legalEntities: rows, total } = await ask(listLegalEntities, { query });
  return { rows, total };
}

export function entityListQuery(asked: Asked) {
  return queryOptions({ queryKey: [ENTITIES_KEY, "list", asked], queryFn: () => entityList(asked), placeholderData: keepPreviousData });
}

/** Opening a form reads it again, because an older copy would look like a change by somebody else. */
export function entityQuery(params: { legalEntity: string }) {
  return queryOptions({ queryKey: [ENTITIES_KEY, "one", params], queryFn: () => ask(getLegalEntity, { params }), gcTime: 0 });
}
