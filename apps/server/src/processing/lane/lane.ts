import { createRetry, tryLock, type HeldLock, type RetryState } from "@rapport/operational";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps, Running } from "../../deps.ts";
import { createProfileCache } from "../range/memory.ts";
import { createPace } from "./pace.ts";
import { createPlanner, RANGE_LIMITS, type PlannerDeps, type Prepared } from "../range/plan-range.ts";
import { undoneRanges } from "../queries.ts";
import { beginRange, finishRange, redoRange, type Begun, type RangeDeps, type Written } from "../range/run-range.ts";

export type LaneDeps = RangeDeps & Pick<Deps, "pool" | "signals" | "disk"> & Pick<PlannerDeps, "journal">;

export interface LaneOptions {
  /** The most hits and bytes of a range. */
  readonly limits?: { readonly hits: number; readonly bytes: number };
}

/** How often to look for hits when no signal comes: another process may have accepted them. */
const POLL_MS = 1_000;

export type LaneState =
  /** Another process has the lane. */
  | { readonly kind: "waiting" }
  /** Finishes ranges that a process began before it ended. */
  | { readonly kind: "redoing" }
  | { readonly kind: "processing" }
  /** Hits wait for room on the disk (F2). */
  | { readonly kind: "out of room" }
  /** No hit waits except those held back. */
  | { readonly kind: "resting" }
  | Extract<RetryState, { kind: "failing" }>
  | { readonly kind: "stopped" };

export interface Lane extends Required<Running> {
  state(): LaneState;
}

/**
 * The one lane that turns accepted hits of all suites into rows of reports, range after range. A process without the
 * lane waits for it. What fails is tried again until it works: no hit is skipped.
 */
export function startLane(deps: LaneDeps, { limits = RANGE_LIMITS }: LaneOptions = {}): Lane {
  const pace = createPace();
  const retry = createRetry();
  const stopping = new AbortController();
  /** The next hits end this. */
  let quiet = new AbortController();
  let doing: Exclude<LaneState["kind"], "failing"> = "waiting";

  const takeOff = deps.signals.onHitsCommitted(() => quiet.abort());
  const loop = run();

  return {
    state() {
      const failing = retry.state();
      return failing.kind === "failing" && doing !== "stopped" ? failing : { kind: doing };
    },
    healthy: () => retry.healthy(),
    stop: async () => {
      stopping.abort();
      quiet.abort();
      takeOff();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      doing = "waiting";
      try {
        const lock = await tryLock(deps.pool, "lane");
        if (lock === null) await rest(POLL_MS, stopping.signal);
        else await holdLane(lock).finally(() => lock.release());
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error }, "processing failed and will be tried again");
        await retry.pause(stopping.signal);
      }
    }
    doing = "stopped";
  }

  /** Everything in memory is created when the lane is taken, and dropped when it is lost. */
  async function holdLane(lock: HeldLock): Promise<void> {
    const cache = createProfileCache();
    const planner = createPlanner({ ...deps, lane: lock });
    const assertHeld = (): void => lock.assertHeld();
    let unfinished: Written[] = [];
    let ahead: Promise<Prepared | null> | null = null;
    let last: Begun | null = null;
    /** Resolves when every range that has begun is written, and linked if linking works. */
    let ended: Promise<void> = Promise.resolve();
    const finish = async (earlier: Promise<void>, written?: Promise<Written>): Promise<void> => {
      const [, next] = await Promise.all([earlier, written]);
      unfinished = await finishAll(next === undefined ? unfinished : [...unfinished, next]);
      if (unfinished.length === 0) retry.succeeded();
    };
    doing = "redoing";
    for (const range of await undoneRanges(deps.db)) {
      if (stopping.signal.aborted) return;
      await finish(ended, redoRange(deps, { range, cache, assertHeld }));
    }
    try {
      while (!stopping.signal.aborted) {
        quiet = new AbortController();
        lock.assertHeld();
        if (!deps.disk.lastsForProcessing()) {
          doing = "out of room";
          await finish(ended);
          await rest(POLL_MS, stopping.signal);
          continue;
        }
        doing = "processing";
        const next: Prepared | null = await (ahead ?? planner.next(limits));
        ahead = null;
        if (next === null) {
          await finish(ended);
          doing = "resting";
          await rest(Math.min(POLL_MS, planner.quietMs()), quiet.signal);
          continue;
        }
        // While a range is processed, the next one is read and the previous one is written, so that this process and the warehouse are both busy.
        if (next.isFull) ahead = planner.next(limits);
        ahead?.catch(() => undefined);
        last = await beginRange(deps, { ...next, cache, assertHeld, before: last });
        const earlier = ended;
        ended = finish(earlier, last.written);
        // Awaited when the next range begins, or when none follows.
        ended.catch(() => undefined);
        // Only the newest range may wait for its links. Otherwise slow links would pile up, and a stop would wait for them all.
        await (next.isFull ? earlier : ended);
        if (next.isFull) continue;
        await rest(pace.pauseMs(performance.now()), stopping.signal);
      }
      await ended;
    } finally {
      await Promise.allSettled([ahead, ended]);
    }
  }

  /** Late links that fail delay no hit. The range is not done, and is linked again later. */
  async function finishAll(ranges: readonly Written[]): Promise<Written[]> {
    const left: Written[] = [];
    for (const written of ranges) {
      try {
        await finishRange(deps, written);
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error, range: written.range.id }, "rows that waited for hits could not be linked; it will be tried again");
        left.push(written);
      }
    }
    return left;
  }
}

/** Sleeps until the time is over or the signal ends. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0 && !signal.aborted) await pause(ms, undefined, { signal }).catch(() => undefined);
}
