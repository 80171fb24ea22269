import { ask } from "@rapport/app-shell";
import type { Permission, Reply } from "@rapport/contract";
import { listOwnLegalEntities } from "@rapport/contract/organisation";
import { queryOptions } from "@tanstack/react-query";

export type OwnEntity = Reply<typeof listOwnLegalEntities>["legalEntities"][number];

export const ENTITIES_KEY = "legal-entities";

/** The legal entities that a person has any right in. */
export const ownEntitiesQuery = queryOptions({
  queryKey: [ENTITIES_KEY, "own"],
  queryFn: async () => (await ask(listOwnLegalEntities)).legalEntities,
});

/** Those of them where they hold this right: what the picker of a page offers. */
export function entitiesQueryFor(permission: Permission) {
  return queryOptions({ ...ownEntitiesQuery, select: (all: OwnEntity[]) => all.filter(({ permissions }) => permissions.includes(permission)) });
}
