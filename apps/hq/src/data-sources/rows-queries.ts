import { ask } from "@rapport/app-shell";
import { listUploadRows, type UploadRow, type UploadRows } from "@rapport/contract/data-sources";
import { getTransaction } from "@rapport/contract/report-suites";
import type { TransactionId } from "@rapport/contract";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RowsSearch } from "./rows-search.ts";

const AT_ONCE = 2_000;

export function rowsQuery(jobId: number, search: RowsSearch) {
  return infiniteQueryOptions({
    queryKey: ["upload-rows", jobId, search],
    queryFn: ({ pageParam: after }) => ask(listUploadRows, { params: { jobId }, query: { ...search, after, limit: 100 } }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchOnReconnect: false,
  });
}

/** Everything that fits, some at a time. */
export async function* wholeUpload(jobId: number, search: RowsSearch): AsyncGenerator<readonly UploadRow[]> {
  for (let after: number | null = 0; after !== null;) {
    const page: UploadRows = await ask(listUploadRows, {
      params: { jobId },
      query: { ...search, after, limit: AT_ONCE },
    });
    yield page.rows;
    after = page.next;
  }
}

export function transactionQuery(rsid: string, transactionId: string) {
  return queryOptions({
    queryKey: ["transaction", rsid, transactionId],
    queryFn: () => ask(getTransaction, { params: { rsid, transactionId: transactionId as TransactionId } }),
  });
}
