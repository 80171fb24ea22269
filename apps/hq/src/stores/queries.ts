import { ask } from "@rapport/app-shell";
import { listLegalEntities, listStores } from "@rapport/contract/organisation";
import { queryOptions } from "@tanstack/react-query";

export const legalEntitiesQuery = queryOptions({ queryKey: ["legal-entities"], queryFn: async () => (await ask(listLegalEntities)).legalEntities });

export function storesQuery(legalEntity: string) {
  return queryOptions({ queryKey: ["stores", legalEntity], queryFn: async () => (await ask(listStores, { params: { legalEntity } })).stores });
}
