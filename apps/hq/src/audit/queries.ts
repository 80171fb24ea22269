import { ask } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import { type AuditEntry, listAudit } from "@rapport/contract/system";
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

const MOST_AT_ONCE = "200";
const MOST_NAMES = "1000";

/** Every entry that fits, with all that it names up to 1,000. */
export async function allEntries(search: AuditSearch): Promise<AuditEntry[]> {
  const all: AuditEntry[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Reply<typeof listAudit> = await ask(listAudit, { query: { ...search, limit: MOST_AT_ONCE, names: MOST_NAMES, cursor: cursor ?? undefined } });
    all.push(...page.entries);
    cursor = page.nextCursor;
    if (cursor === null) return all;
  }
}
