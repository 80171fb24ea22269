import type { Deps } from "../deps.ts";
import type { LinkRequest } from "../datasources/index.ts";
import { foldRange, type News, type Rows } from "./fold-range.ts";
import { loadMemory, type ProfileCache } from "./memory.ts";
import { setDone, setWritten, type Range } from "./queries.ts";
import { readRange, type RangeHit } from "./read-range.ts";
import { profilesOfRange, suitesOfRange } from "./warehouse-queries.ts";

export type RangeDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log"> & {
  /** Links rows that waited for what a range brought. */
  readonly linkWaiting: (request: LinkRequest) => Promise<unknown>;
  /** Called at every step of a range; a test ends the process there. */
  readonly onStep?: ((step: string) => void) | undefined;
};

export interface Written {
  readonly range: Range;
  readonly suites: readonly string[];
  /** undefined when it is not known any more: then every waiting row of the suites is looked at. */
  readonly news: readonly News[] | undefined;
}

export interface Writing {
  readonly range: Range;
  readonly hits: readonly RangeHit[];
  readonly cache: ProfileCache;
  /** Throws when another process may have begun to process. */
  readonly assertHeld: () => void;
  /** Called when only the writing is left, which needs little of this process. */
  readonly whileWriting?: () => void;
}

/**
 * Brings all rows of a range into the warehouse: quarantine, hits, transactions, identities, claims, profiles last.
 * Repeating it after a crash changes nothing: it reads state as it stood before the range, and its inserts carry tokens.
 */
export async function writeRange(deps: RangeDeps, { range, hits, cache, assertHeld, whileWriting }: Writing): Promise<Written> {
  const memory = await loadMemory(deps, { hits, range: range.id, cache });
  deps.onStep?.("looked up");
  const write = async (rows: Rows): Promise<void> => await insertRows(deps, { rows, range, assertHeld });
  const folded = await foldRange(deps, { range: range.id, hits, memory, cache, write });
  deps.onStep?.("folded");
  whileWriting?.();
  // One after the other, so that collectors always find a session for their own inserts.
  for (const rows of folded.rows) await write(rows);
  await setWritten(deps.db, { id: range.id, at: deps.clock.now() });
  deps.onStep?.("written");
  return { range, suites: folded.suites, news: folded.news };
}

/** Does what is left of a range that was begun by a process which has ended. */
export async function redoRange(deps: RangeDeps, { range, cache, assertHeld }: Omit<Writing, "hits" | "whileWriting">): Promise<Written> {
  if (!range.isWritten && !(await hasProfiles(deps, range))) return await writeRange(deps, { range, hits: await readRange(deps, range), cache, assertHeld });
  if (!range.isWritten) await setWritten(deps.db, { id: range.id, at: deps.clock.now() });
  const suites = await deps.warehouse.rows(suitesOfRange, { writer: range.writer, from: range.fromSeq, to: range.toSeq });
  return { range, suites: suites.map(({ suite }) => suite), news: undefined };
}

/** Links what waited for the range, and ends it: only now its hits count as being in reports. */
export async function finishRange(deps: RangeDeps, { range, suites, news }: Written): Promise<void> {
  for (const request of news ?? suites.map((suite) => ({ suite }))) await deps.linkWaiting(request);
  deps.onStep?.("linked");
  await setDone(deps.db, { id: range.id, at: deps.clock.now(), suites });
  deps.onStep?.("done");
}

async function insertRows(deps: RangeDeps, { rows, range, assertHeld }: { rows: Rows; range: Range; assertHeld: () => void }): Promise<void> {
  const { table, columns, ndjson, name } = rows;
  assertHeld();
  await deps.warehouse.insert({ table, columns, ndjson, token: `r${range.id}-${name}` });
  deps.onStep?.(name);
}

async function hasProfiles({ warehouse }: RangeDeps, { id }: Range): Promise<boolean> {
  return (await warehouse.rows(profilesOfRange, { range: id })).some(({ profiles }) => profiles > 0);
}
