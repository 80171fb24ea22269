import { OperatorId, Refusal, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { LeaveRule, leaveClients, listLeaves, previewLeave } from "@rapport/contract/clienteling";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { audit, inPart, type Audited } from "../audit/index.ts";
import { reachOf, type Actor } from "../http/index.ts";
import { entityOrRefusal, putWorkerOf, readWorker, withNumbers } from "../organisation/index.ts";
import { addAll } from "./add-clients.ts";
import { addLeave, addLeaveClients, leavesOf, type LeaveRow } from "./leave-queries.ts";
import { planLeave, sharesOf, type LeavePlan } from "./plan-leave.ts";
import { lockBooks, removeEntries } from "./entry-queries.ts";
import { dayOfLeaving, lockedWorkers, workerOf } from "./queries.ts";
import { metByLeaving } from "./request-queries.ts";

export const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;
/** Clients named in one entry of the audit log. */
const AUDIT_PART = 1_000;

interface Leaver {
  readonly legalEntity: LegalEntityCode;
  readonly operatorId: OperatorId;
}

export async function previewLeaveOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, rule }: Leaver & { readonly rule: LeaveRule },
): Promise<Reply<typeof previewLeave>> {
  await entityOrRefusal(db, legalEntity);
  const worker = await workerOf(db, { legalEntity, operatorId });
  if (worker === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  const plan = await planLeave(db, { legalEntity, worker, rule, locked: false, today: dayOfLeaving(clock.now()) });
  return { clients: plan.clients.length, receivers: sharesOf(plan), plan: plan.digest };
}

interface Leave extends Leaver {
  readonly rule: LeaveRule;
  readonly plan?: string | undefined;
  readonly employedTo?: string | undefined;
  readonly actor: Actor;
}

/** Gives all clients of somebody who leaves to others, all or none, and ends their employment if asked. */
export async function leave(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, operatorId, rule, plan: seen, employedTo, actor }: Leave,
): Promise<Reply<typeof leaveClients>> {
  const { db, clock } = deps;
  await entityOrRefusal(db, legalEntity);
  if (employedTo !== undefined) refuseWithoutRight(actor, legalEntity);
  return await withNumbers(db, { legalEntity, reference: "clientBook" }, async (trx, next) => {
    // Before the locks below, because it takes locks of its own.
    const employment = employedTo === undefined ? null : await endEmployment({ db: trx, clock }, { legalEntity, operatorId, employedTo, actor });
    const wanted = [...new Set([operatorId, ...receiversIn(rule)])];
    const found = await workerOf(trx, { legalEntity, operatorId });
    if (found === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
    const plan = await planLeave(trx, { legalEntity, worker: found, rule, locked: true, today: dayOfLeaving(clock.now()) });
    if (seen !== undefined && seen !== plan.digest) throw new Refusal("leave.changed", {});
    await lockedWorkers(trx, { legalEntity, operatorIds: wanted, today: dayOfLeaving(clock.now()) });
    const by = actor.kind === "headquarters" ? actor.name : null;
    const id = await addLeave(trx, { legalEntity, workerId: found.id, clientBookId: plan.clientBookId, at: clock.now(), by, employment });
    await moveAll({ db: trx, clock }, { legalEntity, plan, leaveId: id, actor, next });
    return { id, clients: plan.clients.length, receivers: sharesOf(plan) };
  });
}

function receiversIn(rule: LeaveRule): OperatorId[] {
  const inCases = "cases" in rule ? rule.cases.map(({ to }) => to) : [];
  const rest = "rest" in rule ? rule.rest : "among" in rule ? rule.among : [rule.to];
  return [...inCases, ...rest];
}

/** A last day of employment is part of the organisation. */
export function refuseWithoutRight(actor: Actor, legalEntity: LegalEntityCode): void {
  const reach = reachOf(actor, "organisation.manage");
  if (reach !== "all" && !reach.has(legalEntity)) throw new Refusal("permission.missing", { permission: "organisation.manage" });
}

async function endEmployment(
  deps: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] },
  { employedTo, actor, ...of }: Leaver & { readonly employedTo: string; readonly actor: Actor },
) {
  const { employedTo: from } = await readWorker(deps, of);
  await putWorkerOf(deps, { ...of, actor, change: { employedTo }, password: undefined, mustChangePassword: undefined });
  return { from, to: employedTo };
}

async function moveAll(
  { db: trx, clock }: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] },
  {
    legalEntity,
    plan: { clientBookId, clients, receivers },
    leaveId,
    actor,
    next,
  }: { legalEntity: LegalEntityCode; plan: LeavePlan; leaveId: string; actor: Actor; next: Parameters<typeof addAll>[1]["next"] },
): Promise<void> {
  if (clientBookId === null || clients.length === 0) return;
  const customerIds = clients.map(({ id }) => id);
  await lockBooks(trx, { legalEntity, customerIds, workerIds: receivers.map(({ worker }) => worker.id) });
  const removed = await removeEntries(trx, { legalEntity, clientBookId, customerIds });
  if (removed.length < clients.length) throw new Overtaken("somebody removed one of the clients in the meantime");
  const places = new Map(removed.map(({ customer_id, place }) => [customer_id, place]));
  const subjects: { id: string; changes: { clientBook: { from: string; to: string } } }[] = [];
  for (const { worker, gets } of receivers) {
    if (gets.length === 0) continue;
    const { clientBookId: to, there, met } = await addAll(trx, { legalEntity, worker, customers: gets, places, next, at: clock.now() });
    await metByLeaving(trx, { leaveId, requestIds: met });
    const ids = gets.map(({ id }) => id);
    await addLeaveClients(trx, { leaveId, toBook: to, clients: ids.map((id) => ({ id, kept: there.has(id), place: places.get(id) ?? null })) });
    subjects.push(...ids.map((id) => ({ id, changes: { clientBook: { from: clientBookId, to } } })));
  }
  await auditMoves({ db: trx, clock }, { legalEntity, actor, subjects });
}

/** In parts, because a book may hold more clients than one entry of the log. */
export async function auditMoves(
  deps: Pick<Deps, "db" | "clock">,
  {
    legalEntity,
    actor,
    action = "customer.moved_to_book",
    subjects,
  }: Omit<Audited, "action" | "legalEntity"> & { legalEntity: LegalEntityCode; action?: Audited["action"] },
): Promise<void> {
  for (let part = 0; part * AUDIT_PART < subjects.length; part++) {
    const named = subjects.slice(part * AUDIT_PART, (part + 1) * AUDIT_PART);
    await audit(deps, { legalEntity, actor: inPart(actor, part), action, subjects: named });
  }
}

const LEAVES_SHOWN = 20;

export async function leavesOfWorker({ db, clock }: Pick<Deps, "db" | "clock">, { legalEntity, operatorId }: Leaver): Promise<Reply<typeof listLeaves>> {
  await entityOrRefusal(db, legalEntity);
  if ((await workerOf(db, { legalEntity, operatorId })) === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  const rows = await leavesOf(db, { legalEntity, operatorId, limit: LEAVES_SHOWN });
  return { leaves: rows.map((row) => shown(row, clock.now())) };
}

function shown({ id, at, by, receivers, employed_to: employedTo, undone_at }: LeaveRow, now: Date) {
  return {
    id,
    at: at.toISOString(),
    by,
    clients: receivers.reduce((sum, { clients }) => sum + clients, 0),
    receivers: receivers.map(({ operatorId, ...rest }) => ({ operatorId: OperatorId.parse(operatorId), ...rest })),
    employedTo,
    undoUntil: undoUntil(at).toISOString(),
    undoneAt: undone_at?.toISOString() ?? null,
    undoable: undone_at === null && now <= undoUntil(at),
  };
}

export function undoUntil(at: Date): Date {
  return new Date(at.getTime() + UNDO_DAYS * DAY_MS);
}
