import type { SessionState } from "@rapport/contract/publishing";
import { danglingNames, isSameState, type SectionHashes } from "@rapport/domain/publishing";
import { inTransaction } from "@rapport/operational";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { addJob, job, mayPass, type Job } from "../jobs/index.ts";
import { holdPublishing } from "./publish.ts";
import { knownSections, showSnapshots, storesNow } from "./queries.ts";
import { advanceSession, broughtLater, lockedSession, openSessions, saveSession, saveWhole, settingsOf, type SessionRow } from "./run-queries.ts";
import { configOf } from "./store-config.ts";

type DistributeDeps = Pick<Deps, "db" | "clock" | "log" | "beforeStep">;

export const DISTRIBUTE = "distribute";
/** A session that failed is tried again after this time, and later after a few times as much. */
const RETRY_MS = 2_000;

export function distributeJob(deps: Deps): Job {
  return job({
    name: DISTRIBUTE,
    payload: z.object({ legalEntity: z.string() }),
    run: async ({ legalEntity }) => {
      const tries = await distribute(deps, legalEntity);
      if (tries === null) return;
      const runAt = new Date(Date.now() + RETRY_MS * 3 ** (tries - 1));
      await addJob(deps.db, {
        name: DISTRIBUTE,
        payload: { legalEntity },
        queue: `${DISTRIBUTE} ${legalEntity}`,
        key: `${DISTRIBUTE} ${legalEntity} again`,
        runAt,
      });
    },
  });
}

/** Every store gets the packages that wait for it, in their order. Returns how often a session that has to be tried again was tried; null when there is none. */
export async function distribute(deps: DistributeDeps, legalEntity: string): Promise<number | null> {
  const row = await settingsOf(deps.db, legalEntity);
  const settings = { keepOrder: row?.keep_order ?? false, tries: row?.tries ?? 3 };
  const behind = new Set<string>();
  let triesOfFailed: number | null = null;
  for (const session of await openSessions(deps.db, { legalEntity })) {
    if (behind.has(session.store)) continue;
    const outcome = session.state === "suspended" ? "waits" : await deliver(deps, { legalEntity, session, settings });
    if (outcome === "applied") continue;
    if (outcome === "again") triesOfFailed = Math.min(triesOfFailed ?? Infinity, session.tries + 1);
    if (settings.keepOrder) behind.add(session.store);
  }
  return triesOfFailed;
}

interface Delivery {
  readonly legalEntity: string;
  readonly session: SessionRow;
  readonly settings: { readonly keepOrder: boolean; readonly tries: number };
}

/** `applied` also stands for a session that needs nothing more. */
async function deliver(deps: DistributeDeps, { legalEntity, session, settings }: Delivery): Promise<"applied" | "again" | "waits"> {
  const { db, clock, log } = deps;
  let failed: SessionState = "downloadFailed";
  try {
    if (!(await advanceSession(db, session.number, { state: "requested" }))) return "applied";
    await download(deps, { legalEntity, session });
    failed = "applyFailed";
    await apply(deps, { legalEntity, session });
    return "applied";
  } catch (error) {
    // A store of ours that is away is not the session's fault.
    if (mayPass(error)) throw error;
    const tries = session.tries + 1;
    const isLast = tries >= settings.tries;
    log.warn({ event: "distribution.failed", legalEntity, session: session.number, tries, err: error }, failed);
    const reason = error instanceof Incoherent ? ("incoherent" as const) : ("fault" as const);
    const change: Parameters<typeof advanceSession>[2] = !isLast
      ? { state: failed, tries, reason }
      : settings.keepOrder
        ? { state: "suspended", tries, reason }
        : { state: "canceled", tries, reason: "tooManyTries", ended_at: clock.now() };
    if (!(await advanceSession(db, session.number, change))) return "applied";
    return isLast ? "waits" : "again";
  }
}

class Incoherent extends Error {
  override readonly name = "Incoherent";
}

/** Everything that the session names has to be there. */
async function download(
  { db, clock, beforeStep }: DistributeDeps,
  { legalEntity, session: { number, store, sections } }: Omit<Delivery, "settings">,
): Promise<void> {
  await beforeStep?.({ step: "download", legalEntity, store, session: number });
  const hashes = [...new Set(Object.values(sections))];
  const known = await knownSections(db, { legalEntity, hashes });
  if (known.size < hashes.length) throw new Error(`session ${number} names contents that are not kept`);
  await advanceSession(db, number, { state: "downloaded", downloaded_at: clock.now() });
}

/** The store shows what the session brings. What a later session brought stays (PB2). */
async function apply(
  { db, clock, beforeStep }: DistributeDeps,
  { legalEntity, session: { number: session, store, sections, whole, started_by: by } }: Omit<Delivery, "settings">,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await holdPublishing(trx, legalEntity);
    // It may have been cancelled meanwhile, or its store deleted.
    const held = await lockedSession(trx, { legalEntity, session });
    const [now] = await storesNow(trx, { legalEntity, stores: [store] });
    if (held === undefined || held.ended_at !== null || now === undefined) return;
    const later = await broughtLater(trx, { legalEntity, store, session });
    const own = Object.fromEntries(Object.entries(sections).filter(([name]) => !later.has(name)));
    const wanted: SectionHashes = { ...now.sections, ...own };
    const dangling = danglingNames(await configOf(trx, { legalEntity, sections: wanted, keptFor: db }));
    if (dangling.length > 0) throw new Incoherent(dangling.map(({ section, key, names }) => `${section} ${key} names ${names}`).join("; "));
    await beforeStep?.({ step: "apply", legalEntity, store, session });
    const at = clock.now();
    const isNew = now.number === 0 || !isSameState(now.sections, wanted);
    const snapshot = isNew ? now.number + 1 : null;
    if (snapshot !== null) await showSnapshots(trx, { legalEntity, snapshots: [{ store, number: snapshot, sections: wanted }], at, by });
    if (whole) await saveWhole(trx, { legalEntity, store, sections: Object.keys(sections), at });
    await saveSession(trx, session, { state: "applied", reason: null, applied_at: at, ended_at: at, snapshot });
  });
}
