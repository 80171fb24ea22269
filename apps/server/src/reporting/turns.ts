import { Refusal } from "@rapport/contract";

export interface TurnsLimits {
  /** How many run at the same time. */
  readonly atOnce: number;
  /** How many may wait, of all callers together. */
  readonly waiting: number;
}

export interface TurnsState {
  readonly running: number;
  readonly waiting: number;
  /** The caller who asks. */
  readonly yours: { readonly running: number; readonly waiting: number };
}

export interface Turns {
  /**
   * Runs `work` when it is the caller's turn. Rejects with the signal's reason when it is aborted first, and with
   * `report.queue_full` when too many wait.
   */
  run<T>(of: { readonly caller: string; readonly signal: AbortSignal }, work: () => Promise<T>): Promise<T>;
  state(caller: string): TurnsState;
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** A full queue takes some seconds to move on. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Runs a few at a time. Callers take turns: whoever asks for one report waits for at most one of each other caller,
 * however many these have asked for. When the queue is full, the caller with the most waiting reports is refused one.
 */
export function createTurns(limits: TurnsLimits): Turns {
  // In the order in which callers come next; no list is empty.
  const queues = new Map<string, Waiting[]>();
  const running = new Map<string, number>();
  let runningNow = 0;
  let waitingNow = 0;

  return {
    async run({ caller, signal }, work) {
      signal.throwIfAborted();
      if (runningNow >= limits.atOnce) await turnOf(caller, signal);
      else begin(caller);
      try {
        return await work();
      } finally {
        end(caller);
      }
    },
    state: (caller) => ({
      running: runningNow,
      waiting: waitingNow,
      yours: { running: running.get(caller) ?? 0, waiting: queues.get(caller)?.length ?? 0 },
    }),
  };

  async function turnOf(caller: string, signal: AbortSignal): Promise<void> {
    makeRoom(caller);
    await new Promise<void>((resolve, reject) => {
      const entry: Waiting = {
        start: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
        refuse: (reason) => {
          signal.removeEventListener("abort", leave);
          reject(reason as Error); // a signal's reason is what its maker chose
        },
      };
      const leave = () => {
        remove(caller, entry);
        entry.refuse(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      queues.set(caller, [...(queues.get(caller) ?? []), entry]);
      waitingNow += 1;
    });
  }

  function makeRoom(caller: string): void {
    if (waitingNow < limits.waiting) return;
    const [longest, queue] = [...queues].reduce<[string, Waiting[]]>((most, next) => (next[1].length > most[1].length ? next : most), ["", []]);
    const last = queue.at(-1);
    if (last === undefined || queue.length <= (queues.get(caller)?.length ?? 0) + 1) throw full(waitingNow);
    remove(longest, last);
    last.refuse(full(waitingNow + 1));
  }

  function begin(caller: string): void {
    runningNow += 1;
    running.set(caller, (running.get(caller) ?? 0) + 1);
  }

  function end(caller: string): void {
    runningNow -= 1;
    const left = (running.get(caller) ?? 1) - 1;
    if (left === 0) running.delete(caller);
    else running.set(caller, left);
    const next = takeNext();
    if (next === undefined) return;
    begin(next.caller);
    next.entry.start();
  }

  /** The caller whose turn it is, who then goes to the end of the line. */
  function takeNext(): { caller: string; entry: Waiting } | undefined {
    const [first] = queues;
    if (first === undefined) return undefined;
    const [caller, queue] = first;
    const [entry, ...rest] = queue;
    queues.delete(caller);
    if (rest.length > 0) queues.set(caller, rest);
    if (entry === undefined) return undefined;
    waitingNow -= 1;
    return { caller, entry };
  }

  function remove(caller: string, entry: Waiting): void {
    const rest = (queues.get(caller) ?? []).filter((other) => other !== entry);
    waitingNow -= 1;
    if (rest.length === 0) queues.delete(caller);
    else queues.set(caller, rest);
  }
}

function full(waiting: number): Refusal {
  return new Refusal("report.queue_full", { waiting }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
