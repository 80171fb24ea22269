import { Refusal } from "@rapport/contract";
import { asRequest, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { Asked } from "../http/index.ts";
import { addIntent, dropIntents, intentsLeft, renewIntents } from "./intent-queries.ts";
import { addEntry, type NewEntry } from "./queries.ts";
import { takeChanges } from "./recorded.ts";
import { requestsLeft } from "./recorded-queries.ts";

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
    const done = await asRequest(request, async () => {
      const answer = await work();
      await addEntry(db, entry, { unlessWritten: true });
      return answer;
    });
    await dropIntents(db, [request]);
    return done;
  } catch (cause) {
    // An intent that cannot be taken back now is settled later.
    if (cause instanceof Refusal && !UNCERTAIN.has(cause.code)) await dropRefused(db, entry).catch(() => undefined);
    throw cause;
  } finally {
    atWork.delete(request);
  }
}

/** A refused request changed nothing, as a rule. When a part of it was done all the same, such as a change that could then not be published, that has its entry. */
async function dropRefused(db: Deps["db"], entry: NewEntry & { readonly asked: Asked }): Promise<void> {
  const { asked } = entry;
  await inTransaction(db, async (trx) => {
    const changed = await takeChanges(trx, asked.request);
    if (changed.length > 0)
      await addEntry(trx, { ...entry, asked: { ...asked, request: `${asked.request}-part` }, subjects: [{ kind: "address", id: asked.path }, ...changed] });
    await dropIntents(trx, [asked.request]);
  });
}

/**
 * Writes the entries of changes that were asked for and whose end was never written down (AU6): the server was killed, or lost the database, between the work and
 * its entry. They say what of it was stored. What this process is still at work on is renewed first, so that no other process takes it for cut off. Returns how many. An entry of its own number: if the request goes on after all, in another process, that one writes its own.
 */
export async function settleIntents({ db, clock }: Pick<Deps, "db" | "clock">, olderThanMs = SETTLE_AFTER_MS): Promise<number> {
  if (atWork.size > 0) await renewIntents(db, [...atWork]);
  return await inTransaction(db, async (trx) => {
    const left = await intentsLeft(trx, { olderThanMs, atWork: [...atWork], limit: AT_ONCE });
    await settleLater(trx, { olderThanMs, now: clock.now() });
    if (left.length === 0) return 0;
    const unwritten = left.filter(({ isWritten }) => !isWritten);
    for (const { request, askedAt, legalEntity, endpoint, path, address, actorKind, actorId, secondActorId } of unwritten) {
      const subjects = [{ kind: "address" as const, id: path, changes: UNKNOWN_END }, ...(await takeChanges(trx, request))];
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

/** What was changed for a request after its entry was written has one of its own. Nobody knows any more who asked for what has no entry at all. */
async function settleLater(trx: Transaction<Database>, { olderThanMs, now }: { olderThanMs: number; now: Date }): Promise<void> {
  for (const left of await requestsLeft(trx, { olderThanMs, atWork: [...atWork], limit: AT_ONCE })) {
    const { request, legalEntity, actorKind, actorId, secondActorId, address, endpoint, action } = left;
    const subjects = await takeChanges(trx, request);
    if (subjects.length === 0) continue;
    const asked = { request: `${request}-later`, endpoint: endpoint ?? "", path: "", address: address ?? "" };
    const who = { actorKind: actorKind ?? "server", actorId: actorId ?? "server", secondActorId: secondActorId ?? undefined };
    await addEntry(trx, { at: now, legalEntity, ...who, action: action ?? UNKNOWN_ACTION, asked, subjects }, { unlessWritten: true });
  }
}

const UNKNOWN_ACTION = "settings.changed";
