import type { Deps } from "../../deps.ts";
import { convertWaiting, type ForeignDay } from "../../currency-rates/index.ts";
import { foldRange, type Rows } from "./fold-range.ts";
import { currenciesOf, foreignDaysOf } from "./foreign.ts";
import { loadMemory, type Memory, type ProfileCache } from "./memory.ts";
import { newsOf, type News } from "./news.ts";
import { setDone, setWritten, type Range } from "../queries.ts";
import { readRange, type RangeHit } from "./read-range.ts";
import { profilesOfRange } from "../warehouse-queries.ts";

export type RangeDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log"> & {
  /** Links rows that waited for what a range brought. */
  readonly linkWaiting: (news: News) => Promise<unknown>;
  /** Called at every step of a range, so that a test can end the process there. */
  readonly onStep?: ((step: string) => void) | undefined;
};

export interface Written {
  readonly range: Range;
  readonly suites: readonly string[];
  readonly news: readonly News[];
  /** The amounts in other currencies that it may have brought. */
  readonly foreign: readonly { readonly suite: string; readonly days: readonly ForeignDay[] }[];
}

/** A range whose rows are being written. */
export interface Begun {
  /** The state after the range. The next range continues from it, even before this one is written. */
  readonly memory: Memory;
  readonly written: Promise<Written>;
}

export interface Beginning {
  readonly range: Range;
  readonly hits: readonly RangeHit[];
  readonly cache: ProfileCache;
  /** Throws when another process may have begun to process. */
  readonly assertHeld: () => void;
  /** The previous range, when it is not known to be written. */
  readonly before?: Begun | null;
}

/**
 * Folds a range and begins to write its rows: quarantine, hits, transactions, identities, claims,
 * profiles last. It is folded while the range before it is written, and written after that. Repeating it after a crash
 * changes nothing: it reads state as it stood before the range, and its inserts carry tokens.
 */
export async function beginRange(deps: RangeDeps, { range, hits, cache, assertHeld, before = null }: Beginning): Promise<Begun> {
  const currencies = await currenciesOf(deps, hits);
  const memory = await loadMemory(deps, { hits, range: range.id, cache, before: before?.memory });
  deps.onStep?.("looked up");
  const write = async (rows: Rows): Promise<void> => {
    await before?.written;
    await insertRows(deps, { rows, range, assertHeld });
  };
  const folded = await foldRange(deps, { range: range.id, hits, memory, currencies, cache, write });
  deps.onStep?.("folded");
  await before?.written;
  return { memory, written: finishWriting() };

  // One after the other, so that collection always has a session for its own inserts.
  async function finishWriting(): Promise<Written> {
    for (const rows of folded.rows) await write(rows);
    await setWritten(deps.db, { id: range.id, at: deps.clock.now() });
    deps.onStep?.("written");
    return { range, suites: folded.suites, news: folded.news, foreign: foreignDaysOf(hits, currencies) };
  }
}

/** Finishes a range that a process began before it ended. */
export async function redoRange(deps: RangeDeps, { range, cache, assertHeld }: Omit<Beginning, "hits" | "before">): Promise<Written> {
  const hits = await readRange(deps, range);
  if (!range.isWritten && !(await hasProfiles(deps, range))) {
    const { written } = await beginRange(deps, { range, hits, cache, assertHeld });
    return await written;
  }
  if (!range.isWritten) await setWritten(deps.db, { id: range.id, at: deps.clock.now() });
  return { range, suites: [...new Set(hits.map(({ suite }) => suite))], news: newsOf(hits), foreign: foreignDaysOf(hits, await currenciesOf(deps, hits)) };
}

/** Links rows that waited for the range, converts its amounts, and ends it. Only now its hits count as being in reports. */
export async function finishRange(deps: RangeDeps, { range, suites, news, foreign }: Written): Promise<void> {
  for (const request of news) await deps.linkWaiting(request);
  for (const amounts of foreign) await convertWaiting(deps, amounts);
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
