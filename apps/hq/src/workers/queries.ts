import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import { getWorker, listWorkers } from "@rapport/contract/organisation";
import { recordQueries } from "../records/record-queries.ts";

export type StoredWorker = Reply<typeof getWorker>;

export const workerQueries = recordQueries({
  key: "workers",
  async list(legalEntity, query: CallInput<typeof listWorkers>["query"] = {}) {
    const { workers: rows, total } = await ask(listWorkers, { params: { legalEntity }, query });
    return { rows, total };
  },
  read: (params: { legalEntity: string; operatorId: string }) => ask(getWorker, { params }),
});
