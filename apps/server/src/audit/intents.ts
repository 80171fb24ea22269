import { Refusal } from "@rapport/contract";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import type { Asked } from "../http/index.ts";
import { addIntent, dropIntents, intentsLeft, renewIntents } from "./intent-queries.ts";
import { addEntry, type NewEntry } from "./queries.ts";

/** A request of another process may still be at work for so long without being renewed. */
const SETTLE_AFTER_MS = 60_000;
const AT_ONCE = 500;
/** Told beside what was called, because nobody knows whether the work was done. */
const UNKNOWN_END = JSON.stringify({ outcome: { from: null, to: "unknown" } });

/** After these nobody knows whether the work was done. Every other refusal changed nothing. */
const UNCERTAIN: ReadonlySet<string> = new Set(["server.database_away", "server.warehouse_away", "server.unexpected"]);

/** Requests of this process that have an intent and no end yet. */
const atWork = new Set<string>();

/**
 * Does work that may change something, with an intent that is durable before it begins and goes with its entry. A refusal changes nothing and leaves none; after
 * any other failure nobody knows whether the work was done, so the intent stays.
 */
export async function withIntent<T>({ db }: Pick<Deps, "db">, entry: NewEntry & { readonly asked: Asked }, work: () => Promise<T>): Promise<T> {
  const { at, legalEntity, actorKind, actorId, secondActorId = null, asked } = entry;
  const { request } = asked;
  atWork.add(request);
  try {
    await addIntent(db, { ...asked, askedAt: at, legalEntity, actorKind, actorId, secondActorId });
    const done = await work();
    await addEntry(db, entry, { unlessWritten: true });
    await dropIntents(db, [request]);
    return done;
  } catch (cause) {
    // An intent that cannot be taken back now is settled later.
    if (cause instanceof Refusal && !UNCERTAIN.has(cause.code)) await dropIntents(db, [request]).catch(() => undefined);
    throw cause;
  } finally {
    atWork.delete(request);
  }
}

/**
 * Writes the entries of changes that were asked for and whose end was never written down (AU6): the server was killed, or lost the database, between the work and
 * its entry. What this process is still at work on is renewed first, so that no other process takes it for cut off. Returns how many. An entry of its own number: if the request goes on after all, in another process, that one writes its own.
 */
export async function settleIntents({ db }: Pick<Deps, "db">, olderThanMs = SETTLE_AFTER_MS): Promise<number> {
  if (atWork.size > 0) await renewIntents(db, [...atWork]);
  return await inTransaction(db, async (trx) => {
    const left = await intentsLeft(trx, { olderThanMs, atWork: [...atWork], limit: AT_ONCE });
    if (left.length === 0) return 0;
    const unwritten = left.filter(({ isWritten }) => !isWritten);
    for (const { request, askedAt, legalEntity, endpoint, path, address, actorKind, actorId, secondActorId } of unwritten) {
      const subjects = [{ kind: "address" as const, id: path, changes: UNKNOWN_END }];
      const asked = { request: `${request}-begun`, endpoint, path, address };
      const who = { actorKind, actorId, secondActorId: secondActorId ?? undefined };
      await addEntry(trx, { at: askedAt, legalEntity, ...who, action: endpoint, asked, subjects }, { unlessWritten: true });
    }
    await dropIntents(
      trx,
      left.map(({ request }) => request),
    );
    return unwritten.length;
  });
}
