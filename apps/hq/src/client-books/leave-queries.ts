import { ask } from "@rapport/app-shell";
import type { CallInput } from "@rapport/contract";
import { leaveClients, listLeaves, previewLeave, undoLeave } from "@rapport/contract/clienteling";
import { queryOptions } from "@tanstack/react-query";
import { bookQueries, type OneBook } from "./queries.ts";

export type Rule = NonNullable<CallInput<typeof previewLeave>["body"]>["rule"];

export function previewQuery(params: OneBook, rule: Rule) {
  return queryOptions({
    queryKey: [bookQueries.key, "leave", params, rule],
    queryFn: () => ask(previewLeave, { params, body: { rule } }),
    gcTime: 0,
  });
}

export function leavesQuery(params: OneBook) {
  return queryOptions({ queryKey: [bookQueries.key, "leaves", params], queryFn: async () => (await ask(listLeaves, { params })).leaves });
}

export async function handOver(params: OneBook, body: NonNullable<CallInput<typeof leaveClients>["body"]>) {
  return await ask(leaveClients, { params, body });
}

export async function giveBack(params: OneBook, leaveId: string) {
  return await ask(undoLeave, { params: { ...params, leaveId } });
}
