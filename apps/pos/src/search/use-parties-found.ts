import { skipToken, useQuery } from "@tanstack/react-query";
import { searchParties } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";
import { charactersMissing, criteriaQuery, type SearchView } from "./search-query.ts";

/** People whom other legal entities share, for a search over all stores. Nothing is asked where nobody shares, or nobody could be opened (CS5). */
export function usePartiesFound({ query, scope, property, attribute }: SearchView) {
  const { data: store } = useQuery(criteriaQuery);
  const isAsked = store?.parties === true && scope === "all" && attribute === undefined && query !== "" && charactersMissing({ query, scope }) === 0;
  return useQuery({
    queryKey: ["customer-search", "parties", property ?? "", query],
    queryFn: isAsked ? () => ask(searchParties, { body: { query, property: property ?? null } }) : skipToken,
  });
}
