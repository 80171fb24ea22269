import { ask } from "@rapport/app-shell";
import { listRejectedRows, tryMendedRows, type MendedRow } from "@rapport/contract/data-sources";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

export function rowsToMendQuery(jobId: number) {
  return infiniteQueryOptions({
    queryKey: ["rejected-rows", jobId],
    queryFn: ({ pageParam }) => ask(listRejectedRows, { params: { jobId }, query: { after: pageParam, limit: 50 } }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
}

/** What is still wrong with changed rows, by the server's own reading of them. */
export function triedQuery(jobId: number, rows: readonly MendedRow[]) {
  return queryOptions({
    queryKey: ["mended-rows", jobId, rows],
    queryFn: () => ask(tryMendedRows, { params: { jobId }, body: { rows: [...rows] } }),
    enabled: rows.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}
