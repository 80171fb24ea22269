import { ask } from "@rapport/app-shell";
import { listAudit } from "@rapport/contract/system";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { AuditSearch } from "./audit-search.ts";

/** Looking is itself written down, so a page that was read is not read again by itself. */
export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ pageParam: cursor }) => ask(listAudit, { query: { ...search, cursor: cursor ?? undefined } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  });
