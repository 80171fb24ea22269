import { DAY_MS, suiteRules } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { currentSettings } from "../../report-suites/index.ts";
import { anyoneWaits, linkRows, waitingByUpload } from "./link-queries.ts";
import { withLock, writingWhile } from "../lock.ts";
import { persistenceKeys } from "./persistence-keys.ts";
import { setWaiting, waitingUploads, type WaitingUpload } from "../queries.ts";

export type LinkDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

export interface LinkRequest {
  readonly suite: string;
  /** Ids that are new; every waiting row is looked at when neither this nor `visitorIds` is given. */
  readonly transactionIds?: readonly string[];
  /** Effective visitor ids that are new, as in `hits_v1`: `vid:...`. */
  readonly visitorIds?: readonly string[];
  /** Only the rows of this upload. */
  readonly upload?: number;
}

/** Rows linked in one statement: they and their negatives are one block, so that a crash never parts them. */
const ROWS_AT_ONCE = 100_000;

/**
 * Links rows that waited for their hit or their visitor (LL1, LL2, V5) and answers how many. It may be called
 * at any time and any number of times: it looks at the rows that still wait. Call it after hits, transactions and identities
 * were written. Costs one indexed look-up when nothing waits.
 */
export async function linkWaiting(deps: LinkDeps, request: LinkRequest): Promise<number> {
  const named = namedIds(request);
  if (named !== undefined && named.transactionIds.length + named.visitorIds.length === 0) return 0;
  if ((await uploadsOf(deps, request)).length === 0) return 0;
  return await withLock(deps, "linking", async (assertHeld) => {
    // Read again: an undo may have come first.
    const uploads = await uploadsOf(deps, request);
    return uploads.length === 0 ? 0 : await link({ ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) }, { suite: request.suite, uploads, named });
  });
}

interface NamedIds {
  readonly transactionIds: readonly string[];
  readonly visitorIds: readonly string[];
}

function namedIds({ transactionIds, visitorIds }: LinkRequest): NamedIds | undefined {
  if (transactionIds === undefined && visitorIds === undefined) return undefined;
  // Rows name a visitor without the namespace, and only ever a known id.
  const known = (visitorIds ?? []).filter((id) => id.startsWith("vid:")).map((id) => id.slice("vid:".length));
  return { transactionIds: transactionIds ?? [], visitorIds: known };
}

async function uploadsOf({ db, clock }: LinkDeps, { suite, upload }: LinkRequest): Promise<WaitingUpload[]> {
  return await waitingUploads(db, { rsid: suite, now: clock.now(), only: upload });
}

async function link(
  deps: LinkDeps,
  { suite, uploads, named }: { suite: string; uploads: readonly WaitingUpload[]; named: NamedIds | undefined },
): Promise<number> {
  const settings = await currentSettings(deps, suite);
  if (settings === undefined) return 0;
  const parameters = {
    suite,
    uploads: uploads.map(({ id }) => id),
    uploadedAts: uploads.map(({ uploaded_at }) => uploaded_at.getTime()),
    windows: uploads.map(({ window_days }) => window_days * DAY_MS),
    everyId: named === undefined ? 1 : 0,
    transactionIds: [...(named?.transactionIds ?? [])],
    visitorIds: [...(named?.visitorIds ?? [])],
    ...persistenceKeys(suiteRules(settings)),
    rowsAtOnce: ROWS_AT_ONCE,
  };
  const [found] = await deps.warehouse.rows(anyoneWaits, parameters);
  if (found === undefined || found.rows === 0) return 0;
  let left = await waitingRows(deps, parameters);
  let linked = 0;
  let linkedNow: number;
  do {
    await deps.warehouse.run(linkRows, parameters);
    const now = await waitingRows(deps, parameters);
    linkedNow = total(left) - total(now);
    linked += linkedNow;
    left = now;
  } while (linkedNow >= ROWS_AT_ONCE);
  const counts = uploads.map(({ id }) => ({ upload: id, rows: left.get(id) ?? 0 }));
  if (linked > 0) await setWaiting(deps.db, counts);
  return linked;
}

async function waitingRows({ warehouse }: LinkDeps, of: { suite: string; uploads: readonly number[] }): Promise<Map<number, number>> {
  const counts = await warehouse.rows(waitingByUpload, { suite: of.suite, uploads: [...of.uploads] });
  return new Map(counts.map(({ upload, rows }) => [upload, rows]));
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, rows) => sum + rows, 0);
}
