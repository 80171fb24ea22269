import type { Deps, Running } from "../../deps.ts";
import { takeLane, type LaneLock } from "./lane-lock.ts";
import { createProfileCache } from "../range/memory.ts";
import { createPace } from "./pace.ts";
import { createPlanner, RANGE_LIMITS, type Planner } from "../range/plan-range.ts";
import { undoneRanges, type Range } from "../queries.ts";
import { readRange, type RangeHit } from "../range/read-range.ts";
import { beginRange, finishRange, redoRange, type Begun, type RangeDeps, type Written } from "../range/run-range.ts";

export type LaneDeps = RangeDeps & Pick<Deps, "pool" | "signals">;

export interface LaneOptions {
  /** Hits and bytes a range takes at most. */
  readonly limits?: { readonly hits: number; readonly bytes: number };
}

/** A range that is written down, with its hits. */
interface Prepared {
  readonly range: Range;
  readonly hits: readonly RangeHit[];
  /** More hits may wait behind it. */
  readonly isFull: boolean;
}

/** Hits are looked for this often when no signal comes: another process may have taken them in. */
const POLL_MS = 1_000;
const RETRY_AFTER_MS = [100, 500, 2_000, 5_000];
const UNHEALTHY_AFTER_MS = 30_000;

/**
 * The one lane that turns accepted hits of all suites into rows of reports, range after range. A process without the
 * lane waits for it. What fails is tried again until it works: no hit is passed over.
 */
export function startLane(deps: LaneDeps, { limits = RANGE_LIMITS }: LaneOptions = {}): Running {
  const pace = createPace();
  let isStopping = false;
  let isWoken = false;
  let wake = (): void => undefined;
  let failingSince: number | null = null;
  let failures = 0;

  const takeOff = deps.signals.onHitsCommitted(() => {
    isWoken = true;
    wake();
  });
  const loop = run();

  return {
    healthy: () => failingSince === null || performance.now() - failingSince < UNHEALTHY_AFTER_MS,
    stop: async () => {
      isStopping = true;
      takeOff();
      wake();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!isStopping) {
      let lock: LaneLock | null = null;
      try {
        lock = await takeLane(deps);
        if (lock === null) await rest(POLL_MS, { isForced: true });
        else await holdLane(lock);
      } catch (error) {
        failingSince ??= performance.now();
        deps.log.error({ err: error }, "processing failed and will be tried again");
        await rest(RETRY_AFTER_MS[Math.min(failures++, RETRY_AFTER_MS.length - 1)] ?? POLL_MS, { isForced: true });
      } finally {
        lock?.release();
      }
    }
  }

  /** Everything that is remembered begins and ends with the lane. */
  async function holdLane(lock: LaneLock): Promise<void> {
    const cache = createProfileCache();
    const planner = createPlanner({ ...deps, lane: lock });
    const assertHeld = (): void => lock.assertHeld();
    let unfinished: Written[] = [];
    let ahead: Promise<Prepared | null> | null = null;
    let last: Begun | null = null;
    /** Settles once every range that was begun is written, and linked as far as that works. */
    let ended: Promise<void> = Promise.resolve();
    const finish = async (earlier: Promise<void>, written?: Promise<Written>): Promise<void> => {
      const [, next] = await Promise.all([earlier, written]);
      unfinished = await finishAll(next === undefined ? unfinished : [...unfinished, next]);
      if (unfinished.length > 0) return;
      failingSince = null;
      failures = 0;
    };
    for (const range of await undoneRanges(deps.db)) {
      if (isStopping) return;
      await finish(ended, redoRange(deps, { range, cache, assertHeld }));
    }
    try {
      while (!isStopping) {
        isWoken = false;
        lock.assertHeld();
        const next: Prepared | null = await (ahead ?? prepare(planner));
        ahead = null;
        if (next === null) {
          await finish(ended);
          await rest(POLL_MS);
          continue;
        }
        // While a range is folded, the one behind it is read and the one before it is written: this process and the warehouse are both kept busy.
        if (next.isFull) ahead = prepare(planner);
        ahead?.catch(() => undefined);
        last = await beginRange(deps, { ...next, cache, assertHeld, before: last });
        const earlier = ended;
        ended = finish(earlier, last.written);
        // Awaited where the next range begins or none follows.
        ended.catch(() => undefined);
        // Only the newest range may wait for its links: else slow ones would pile up, and a stop would wait for them all.
        await (next.isFull ? earlier : ended);
        if (next.isFull) continue;
        await rest(pace.pauseMs(performance.now()), { isForced: true });
      }
      await ended;
    } finally {
      await Promise.allSettled([ahead, ended]);
    }
  }

  async function prepare(planner: Planner): Promise<Prepared | null> {
    const next = await planner.next(limits);
    if (next === null) return null;
    deps.onStep?.("planned");
    const hits = await readRange(deps, next.range);
    deps.onStep?.("read");
    return { ...next, hits };
  }

  /** Late links that fail hold up no hit: the range stays undone and is tried again. */
  async function finishAll(ranges: readonly Written[]): Promise<Written[]> {
    const left: Written[] = [];
    for (const written of ranges) {
      try {
        await finishRange(deps, written);
      } catch (error) {
        failingSince ??= performance.now();
        deps.log.error({ err: error, range: written.range.id }, "rows that waited for hits could not be linked; it will be tried again");
        left.push(written);
      }
    }
    return left;
  }

  /** Sleeps until a signal, unless `isForced`: then for all of the time, but never into a stop. */
  async function rest(ms: number, { isForced = false } = {}): Promise<void> {
    if (isStopping || ms <= 0 || (isWoken && !isForced)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (isForced && !isStopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => undefined;
  }
}
