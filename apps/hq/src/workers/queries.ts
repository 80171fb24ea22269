import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getWorker, listWorkers } from "@rapport/contract/organisation";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

export type StoredWorker = Reply<typeof getWorker>;
type Asked = NonNullable<CallInput<typeof listWorkers>["query"]>;

export const WORKERS_KEY = "workers";

export async function workerList(legalEntity: string, asked: Asked = {}): Promise<{ rows: StoredWorker[]; total: number }> {
  const { workers: rows, total } = await ask(listWorkers, { params: { legalEntity }, query: asked });
  return { rows, total };
}

export function workersQuery(legalEntity: string, asked: Asked = {}) {
  return queryOptions({ queryKey: [WORKERS_KEY, legalEntity, asked], queryFn: () => workerList(legalEntity, asked), placeholderData: keepPreviousData });
}

/** A form that is opened reads it anew: an older copy would be taken for what somebody else changed. */
export function workerQuery(params: { legalEntity: string; operatorId: string }) {
  return queryOptions({ queryKey: [WORKERS_KEY, "one", params], queryFn: () => ask(getWorker, { params }), gcTime: 0 });
}
