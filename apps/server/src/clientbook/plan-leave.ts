import { OperatorId, Refusal, unreachable, WorkerId, type LegalEntityCode } from "@rapport/contract";
import type { LeaveRule } from "@rapport/contract/clienteling";
import { splitClients, type SplitRule } from "@rapport/domain";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { createHash } from "node:crypto";
import { leavingClients, receiversOf, type LeavingClient, type Receiver } from "./leave-queries.ts";
import { bookOfWorker } from "./queries.ts";

export interface LeavePlan {
  readonly clientBookId: string | null;
  readonly clients: readonly LeavingClient[];
  readonly receivers: readonly { readonly worker: Receiver; readonly gets: readonly LeavingClient[] }[];
  /** Says who gets whom. */
  readonly digest: string;
}

/** Who gets whom of the clients of a worker who leaves. Refuses receivers who are not there, out of use, or the leaver. */
export async function planLeave(
  db: Kysely<Database>,
  {
    legalEntity,
    worker,
    rule,
    locked,
    today,
  }: { legalEntity: LegalEntityCode; worker: { readonly id: string; readonly name: string }; rule: LeaveRule; locked: boolean; today: string },
): Promise<LeavePlan> {
  const split = splitRuleOf(rule);
  const named = [...new Set([...split.cases.map(({ to }) => to), ...split.rest])];
  const receivers = await receiversOf(db, { legalEntity, operatorIds: named, today });
  const known = new Map(receivers.map((receiver) => [receiver.operator_id, receiver]));
  const unknown = named.find((operatorId) => !known.has(operatorId));
  if (unknown !== undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId: unknown });
  if (receivers.some(({ id }) => id === worker.id)) throw new Refusal("client_book.same", { worker: worker.name });
  const out = receivers.filter(({ may_receive }) => !may_receive);
  if (out.length > 0) throw new Refusal("leave.out_of_use", { workers: out.map(({ name }) => name) });
  const clientBookId = (await bookOfWorker(db, { legalEntity, workerId: WorkerId.parse(worker.id) })) ?? null;
  const clients = clientBookId === null ? [] : await leavingClients(db, { legalEntity, clientBookId, rule, locked });
  const receiverOf = splitClients(
    clients.map(({ account_number: id, keys }) => ({ id, keys })),
    split,
  );
  const shares = new Map<string, LeavingClient[]>(named.map((operatorId) => [operatorId, []]));
  for (const client of clients) shares.get(receiverOf.get(client.account_number) ?? "")?.push(client);
  const digest = createHash("sha256")
    .update(JSON.stringify([clientBookId, clients.map(({ account_number: account }) => [account, receiverOf.get(account)])]))
    .digest("base64url");
  return { clientBookId, clients, receivers: receivers.map((one) => ({ worker: one, gets: shares.get(one.operator_id) ?? [] })), digest };
}

/** How many each gets, as a person sees it. */
export function sharesOf({ receivers }: LeavePlan) {
  return receivers.map(({ worker: { operator_id, name, clients }, gets }) => ({
    operatorId: OperatorId.parse(operator_id),
    name,
    has: clients,
    gets: gets.length,
  }));
}

function splitRuleOf(rule: LeaveRule): SplitRule {
  switch (rule.kind) {
    case "one":
      return { cases: [], rest: [rule.to] };
    case "evenly":
      return { cases: [], rest: several(rule.among) };
    case "store":
      return { cases: rule.cases.map(({ store: key, to }) => ({ key, to })), rest: several(rule.rest) };
    case "lastContact":
      return { cases: rule.among.map((to) => ({ key: to, to })), rest: several(rule.among) };
    case "attribute":
      return { cases: rule.cases.map(({ value: key, to }) => ({ key, to })), rest: several(rule.rest) };
    default:
      return unreachable(rule);
  }
}

/** Each once, in the order in which they were chosen. */
function several(chosen: readonly string[]): SplitRule["rest"] {
  const [first, ...others] = new Set(chosen);
  if (first === undefined) throw new Error("a rule has a receiver");
  return [first, ...others];
}
