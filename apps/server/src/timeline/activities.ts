import { ActivityId, ActivityTypeCode, Refusal, Translated, type Body, type CustomerId } from "@rapport/contract";
import type { Activity, addActivity, changeActivity } from "@rapport/contract/timeline";
import { DAY_MS } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import type { Kysely } from "kysely";
import type { Database } from "@rapport/operational";
import { typeShownAt } from "../activity-types/index.ts";
import { audit } from "../audit/index.ts";
import { customerOrRefusal, noSuchCustomer } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import type { Actor, PosActor } from "../http/index.ts";
import { writtenAtOf } from "./add-note.ts";
import { activityById, insertActivity, lockedActivity, removeActivityRow, saveActivity, type ActivityRow } from "./activity-queries.ts";
import { keepRemoved, wasRemoved } from "./removed-queries.ts";

type WriteDeps = Pick<Deps, "db" | "clock">;
interface OfCustomer {
  readonly actor: PosActor;
  readonly customerId: CustomerId;
}
interface OfActivity extends OfCustomer {
  readonly activityId: ActivityId;
  readonly version: number;
  /** By the right to change anybody's, instead of as the author. */
  readonly asManager: boolean;
}

/** A device's clock that is a little ahead puts nothing into the future. */
const AHEAD_MS = 10 * 60_000;
const EARLIEST = Date.parse("2000-01-01T00:00:00Z");

/** Stores an activity once, however often the device sends it (R55, OF3). Its type keeps the name that the store showed (R60). */
export async function logActivity({ db, clock }: WriteDeps, { actor, customerId, ...written }: OfCustomer & Body<typeof addActivity>): Promise<Activity> {
  const { legalEntity } = actor;
  const { id, type, at, title, text } = written;
  const receivedAt = clock.now();
  const writtenAt = writtenAtOf({ receivedAt, waitedMs: written.waitedMs });
  return await inTransaction(db, async (trx) => {
    await customerOrRefusal(trx, { legalEntity, customerId });
    const known = await activityById(trx, { legalEntity, id });
    let isNew = false;
    if (known === undefined) {
      if (await wasRemoved(trx, { legalEntity, id })) throw new Refusal("activity.removed", {});
      const named = await typeOrRefusal(trx, { actor, code: type });
      const happenedAt = timeOrRefusal(at, { receivedAt, otherwise: writtenAt });
      isNew = await insertActivity(trx, {
        id,
        legalEntity,
        customerId,
        workerId: actor.workerId,
        author: actor.name,
        type: named,
        happenedAt,
        writtenAt,
        receivedAt,
        title,
        text,
      });
      if (isNew)
        await audit(
          { db: trx, clock },
          { legalEntity, actor, action: "customer.activity_added", subjects: [{ id: customerId, changes: { activity: { from: null, to: id } } }] },
        );
    }
    const stored = await activityById(trx, { legalEntity, id });
    // The id of another customer's activity is told nothing about.
    if (stored?.customer_id !== customerId) throw noSuchCustomer();
    // Changed since it was first sent, it is still the same activity.
    const isSame = stored.worker_id === actor.workerId && (stored.version > 1 || (stored.type_code === type && stored.title === title && stored.text === text));
    if (!isSame) throw new Refusal("activity.id_in_use", {});
    // What it is by now goes to the device, also what somebody else made of it.
    if (!isNew) await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
    return activityOf(stored, { actor, now: receivedAt });
  });
}

/** Changes what is named (R61). A write for an older version is refused. */
export async function editActivity(
  { db, clock }: WriteDeps,
  { change, ...of }: OfActivity & { readonly change: Body<typeof changeActivity> },
): Promise<Activity> {
  const { actor, customerId, activityId } = of;
  const { legalEntity } = actor;
  const now = clock.now();
  return await inTransaction(db, async (trx) => {
    const stored = await heldActivity(trx, { ...of, now });
    const type = change.type === undefined || change.type === stored.type_code ? typeOf(stored) : await typeOrRefusal(trx, { actor, code: change.type });
    const happenedAt = timeOrRefusal(change.at ?? null, { receivedAt: now, otherwise: stored.happened_at });
    const after = { type, happenedAt, title: change.title ?? stored.title, text: change.text ?? stored.text };
    const changes = differences(stored, after);
    if (Object.keys(changes).length > 0) {
      await saveActivity(trx, { id: activityId, ...after, at: now, by: actor.name });
      await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.activity_changed", subjects: [{ id: customerId, changes }] });
    } else await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
    const saved = await activityById(trx, { legalEntity, id: activityId });
    return activityOf(saved ?? stored, { actor, now });
  });
}

export async function removeActivity({ db, clock }: WriteDeps, of: OfActivity): Promise<void> {
  const { actor, customerId, activityId } = of;
  const { legalEntity } = actor;
  await inTransaction(db, async (trx) => {
    const stored = await heldActivity(trx, { ...of, now: clock.now() });
    await removeActivityRow(trx, activityId);
    await keepRemoved(trx, { legalEntity, id: activityId, at: clock.now() });
    const changes = { activity: { from: activityId, to: null }, title: { from: stored.title, to: null }, text: { from: stored.text, to: null } };
    await audit({ db: trx, clock }, { legalEntity, actor, action: "customer.activity_removed", subjects: [{ id: customerId, changes }] });
  });
}

/** An activity as this caller may treat it now. */
export function activityOf(row: ActivityRow, { actor, now }: { actor: Actor; now: Date }): Activity {
  return {
    id: ActivityId.parse(row.id),
    type: typeOf(row),
    at: row.happened_at.toISOString(),
    title: row.title,
    text: row.text,
    author: row.author,
    writtenAt: row.written_at.toISOString(),
    version: row.version,
    edited: row.edited_at === null ? null : { at: row.edited_at.toISOString(), by: row.edited_by ?? "" },
    changedBy: isAuthor(row, { actor, now }) ? "author" : "manager",
  };
}

/** R61: for 24 hours after it arrived. */
function isAuthor({ worker_id, received_at }: Pick<ActivityRow, "worker_id" | "received_at">, { actor, now }: { actor: Actor; now: Date }): boolean {
  return actor.kind === "pos" && actor.workerId === worker_id && now.getTime() - received_at.getTime() < DAY_MS;
}

async function heldActivity(
  trx: Kysely<Database>,
  { actor, customerId, activityId, version, asManager, now }: OfActivity & { now: Date },
): Promise<ActivityRow> {
  const { legalEntity } = actor;
  await customerOrRefusal(trx, { legalEntity, customerId });
  const stored = await lockedActivity(trx, { legalEntity, customerId, id: activityId });
  if (stored === undefined) throw new Refusal("activity.unknown", {});
  if (!asManager && !isAuthor(stored, { actor, now })) throw new Refusal("activity.not_yours", {});
  if (stored.version !== version) throw new Refusal("activity.meanwhile", {});
  return stored;
}

async function typeOrRefusal(db: Kysely<Database>, { actor, code }: { actor: PosActor; code: string }): Promise<Activity["type"]> {
  const { legalEntity, store } = actor;
  const name = await typeShownAt(db, { legalEntity, store, code });
  if (name === undefined) throw new Refusal("activity.type_unknown", { type: code });
  return { code: ActivityTypeCode.parse(code), name };
}

function typeOf(row: Pick<ActivityRow, "type_code" | "type_name">): Activity["type"] {
  return { code: ActivityTypeCode.parse(row.type_code), name: Translated.parse(row.type_name) };
}

/** An activity is no plan (R62), so its time is over. */
function timeOrRefusal(at: string | null, { receivedAt, otherwise }: { receivedAt: Date; otherwise: Date }): Date {
  if (at === null) return otherwise;
  const time = Date.parse(at);
  if (time < EARLIEST || time > receivedAt.getTime() + AHEAD_MS) throw new Refusal("activity.time", {});
  return new Date(time);
}

function differences(before: ActivityRow, { type, happenedAt, title, text }: { type: Activity["type"]; happenedAt: Date; title: string; text: string }) {
  const all = {
    type: { from: before.type_code, to: type.code },
    at: { from: before.happened_at.toISOString(), to: happenedAt.toISOString() },
    title: { from: before.title, to: title },
    text: { from: before.text, to: text },
  };
  return Object.fromEntries(Object.entries(all).filter(([, { from, to }]) => from !== to));
}
