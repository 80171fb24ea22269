import { DAY_MS, suiteRules } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { currentSettings } from "../../report-suites/index.ts";
import { LINKS, waitingByUpload, type Candidates, type LinkParameters } from "./link-queries.ts";
import { withLock, writingWhile } from "../lock.ts";
import { persistenceKeys } from "./persistence-keys.ts";
import { linkableUploads, type LinkableUpload } from "./linkable-queries.ts";
import { setWaiting } from "../queries.ts";

export type LinkDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

export interface LinkRequest {
  readonly suite: string;
  /** Transaction ids that hits brought. Without this and `visitors`, all rows are checked. */
  readonly transactionIds?: readonly string[];
  /** Visitors whose hits came, as in `hits_v1` (`vid:...`), and the time of the earliest of these hits (epoch ms). */
  readonly visitors?: readonly { readonly id: string; readonly from: number }[];
  /** Only the rows of this upload. */
  readonly upload?: number;
  /** Only rows that hits of this range or of a later one can change. */
  readonly hitsSince?: number;
}

/** About how many rows one statement links. They and their negatives are one block, so that a crash cannot separate them. */
const ROWS_AT_ONCE = 100_000;
const VISITORS_AT_ONCE = 5_000;

/**
 * Links rows that waited for their hit or their visitor (LL1, LL2, V5), and fills rows again whose visitor had hits before them
 * (RW1). Returns how many were linked. It may be called at any time and any number of times: a row that is
 * already right stays as it is. Call it after hits, transactions and identities were written.
 * Costs one look-up when no upload has a row that the hits can reach.
 */
export async function linkWaiting(deps: LinkDeps, request: LinkRequest): Promise<number> {
  const named = namedIds(request);
  if (named !== undefined && named.transactionIds.length + named.visitors.length === 0) return 0;
  if ((await uploadsOf(deps, request, named)).length === 0) return 0;
  return await withLock(deps, "linking", async (assertHeld) => {
    // Read again under the lock: an undo may have come first.
    const uploads = await uploadsOf(deps, request, named);
    if (uploads.length === 0) return 0;
    return await link({ ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) }, { ...request, uploads, named });
  });
}

interface NamedIds {
  readonly transactionIds: readonly string[];
  readonly visitors: readonly { readonly id: string; readonly from: number }[];
}

function namedIds({ transactionIds, visitors }: LinkRequest): NamedIds | undefined {
  if (transactionIds === undefined && visitors === undefined) return undefined;
  // Rows name a visitor without the namespace, and always by a known id.
  const known = (visitors ?? []).filter(({ id }) => id.startsWith("vid:")).map(({ id, from }) => ({ id: id.slice("vid:".length), from }));
  return { transactionIds: transactionIds ?? [], visitors: known };
}

/** Earlier than every hit. */
const EVER = new Date(0);

async function uploadsOf({ db, clock }: LinkDeps, { suite, upload }: LinkRequest, named: NamedIds | undefined): Promise<LinkableUpload[]> {
  const hitsFrom = named === undefined ? EVER : named.visitors.length === 0 ? null : new Date(earliest(named.visitors));
  const uploads = await linkableUploads(db, { rsid: suite, now: clock.now(), only: upload, hitsFrom });
  return named?.transactionIds.length === 0 ? uploads.filter(({ waits, reaches }) => waits || reaches) : uploads;
}

function earliest(visitors: NamedIds["visitors"]): number {
  return visitors.reduce((least, { from }) => Math.min(least, from), Infinity);
}

interface Linking extends LinkRequest {
  readonly uploads: readonly LinkableUpload[];
  readonly named: NamedIds | undefined;
}

async function link(deps: LinkDeps, { suite, hitsSince, uploads, named }: Linking): Promise<number> {
  const settings = await currentSettings(deps, suite);
  if (settings === undefined) return 0;
  const ids = (chosen: readonly LinkableUpload[]) => chosen.map(({ id }) => id);
  const waitingUploads = ids(uploads.filter(({ waits }) => waits));
  const every = {
    suite,
    uploads: ids(uploads),
    uploadedAts: uploads.map(({ uploaded_at }) => uploaded_at.getTime()),
    windows: uploads.map(({ window_days }) => window_days * DAY_MS),
    waitingUploads,
    reachedUploads: ids(uploads.filter(({ reaches }) => reaches)),
    bothUploads: ids(uploads.filter(({ names_both }) => names_both)),
    refundUploads: ids(uploads.filter(({ refunds }) => refunds)),
    earlyUploads: ids(uploads.filter(({ refunds, refuses_early }) => refuses_early && !refunds)),
    zone: settings.timeZone,
    hitsSince: hitsSince ?? 0,
    ...persistenceKeys(suiteRules(settings)),
  };
  const before = await waitingRows(deps, { suite, uploads: waitingUploads });
  let written = 0;
  for (const part of partsOf(named)) written += await linkPart(deps, { candidates: named === undefined ? "all" : "named", parameters: { ...every, ...part } });
  if (written === 0) return 0;
  const left = await waitingRows(deps, { suite, uploads: waitingUploads });
  const linked = total(before) - total(left);
  if (linked > 0)
    await setWaiting(
      deps.db,
      waitingUploads.map((upload) => ({ upload, rows: left.get(upload) ?? 0 })),
    );
  return linked;
}

interface Part {
  readonly transactionIds: string[];
  readonly visitorIds: string[];
  /** The time of each visitor's earliest new hit, and the earliest of all, epoch milliseconds. */
  readonly visitorFroms: number[];
  readonly from: number;
}

/** Splits the visitors into groups of some thousand; the transaction ids go with the first group. */
function partsOf(named: NamedIds | undefined): Part[] {
  if (named === undefined) return [{ transactionIds: [], visitorIds: [], visitorFroms: [], from: 0 }];
  const parts: Part[] = [];
  for (let at = 0; at === 0 || at < named.visitors.length; at += VISITORS_AT_ONCE) {
    const visitors = named.visitors.slice(at, at + VISITORS_AT_ONCE);
    parts.push({
      transactionIds: at === 0 ? [...named.transactionIds] : [],
      visitorIds: visitors.map(({ id }) => id),
      visitorFroms: visitors.map(({ from }) => from),
      from: visitors.length === 0 ? 0 : earliest(visitors),
    });
  }
  return parts;
}

/** Returns how many statements wrote rows. */
async function linkPart(
  { warehouse }: LinkDeps,
  { candidates, parameters }: { candidates: Candidates; parameters: Omit<LinkParameters, "parts" | "part"> },
): Promise<number> {
  const { count, rows } = LINKS[candidates];
  const [found] = await warehouse.rows(count, parameters);
  const parts = Math.ceil((found?.rows ?? 0) / ROWS_AT_ONCE);
  for (let part = 0; part < parts; part++) await warehouse.run(rows, { ...parameters, parts, part });
  return parts;
}

async function waitingRows({ warehouse }: LinkDeps, of: { suite: string; uploads: readonly number[] }): Promise<Map<number, number>> {
  if (of.uploads.length === 0) return new Map();
  const counts = await warehouse.rows(waitingByUpload, { suite: of.suite, uploads: [...of.uploads] });
  return new Map(counts.map(({ upload, rows }) => [upload, rows]));
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, rows) => sum + rows, 0);
}
