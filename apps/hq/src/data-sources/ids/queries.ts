import { ask } from "@rapport/app-shell";
import type { Rsid } from "@rapport/contract";
import { getIdRule, listUnlinkedIds, UnlinkedFilter, type UnlinkedId, type UnlinkedIds } from "@rapport/contract/data-sources";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { SourcePlace } from "../source-place.ts";

const AT_ONCE = 1_000;

export const placeOf = ({ rsid, dataSourceId }: SourcePlace) => ({ rsid: rsid as Rsid, dataSourceId });

/** Which ids are shown, in the address. What nobody can ask is left out. */
export const UnlinkedSearch = z.object({
  state: UnlinkedFilter.shape.state.catch(undefined),
  search: z.coerce.string().max(100).optional().catch(undefined),
});
export type UnlinkedSearch = z.infer<typeof UnlinkedSearch>;

/** @param settled how many changes of how ids are read were made so far, because each may link rows */
export function unlinkedQuery(place: SourcePlace, { settled, ...search }: UnlinkedSearch & { settled: string }) {
  return infiniteQueryOptions({
    queryKey: ["unlinked-ids", place, search, settled],
    queryFn: ({ pageParam: after }) => ask(listUnlinkedIds, { params: placeOf(place), query: { ...search, limit: 50, ...(after !== "" && { after }) } }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchOnReconnect: false,
  });
}

/** Everything that fits, some at a time. */
export async function* everyUnlinked(place: SourcePlace, search: UnlinkedSearch): AsyncGenerator<readonly UnlinkedId[]> {
  for (let after: string | null = ""; after !== null;) {
    const page: UnlinkedIds = await ask(listUnlinkedIds, { params: placeOf(place), query: { ...search, limit: AT_ONCE, ...(after !== "" && { after }) } });
    yield page.ids;
    after = page.next;
  }
}

export function idRuleQuery(place: SourcePlace) {
  return queryOptions({
    queryKey: ["id-rule", place],
    queryFn: () => ask(getIdRule, { params: placeOf(place) }),
    refetchInterval: ({ state }) =>
      state.data?.changes.some((change) => change.state === "applying" || change.state === "taking_back") === true ? 700 : false,
  });
}
