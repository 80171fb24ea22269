import type { Session } from "chdb";
import { WarehouseError } from "./warehouse.ts";

export interface SessionPool {
  /** Runs `work` on a session of its own. Work whose signal is aborted while it waits never begins. */
  use<T>(work: (session: Session) => Promise<T>, options?: UseOptions): Promise<T>;
  /** Refuses new work, waits for running work, closes the sessions. */
  close(): Promise<void>;
}

export interface UseOptions {
  /** Heavy work never takes the last session. */
  readonly heavy?: boolean;
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly heavy: boolean;
  readonly give: (session: Session) => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * A few sessions on one data directory, one query at a time each. A session that saw an error is closed and
 * replaced: on the same connection, chDB can begin the next answer with the failed query's output, which would be
 * another caller's data.
 */
export function openSessionPool({ size, open }: { size: number; open: () => Session }): SessionPool {
  const idle: Session[] = Array.from({ length: size }, open);
  const waiting: Waiting[] = [];
  const running = new Set<Promise<unknown>>();
  const heavyAtMost = Math.max(1, size - 1);
  let heavyRunning = 0;
  let closed = false;

  return {
    async use(work, { heavy = false, signal } = {}) {
      const session = await take({ heavy, signal });
      const done = run({ session, work, heavy });
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    async close() {
      closed = true;
      for (const entry of waiting.splice(0)) entry.refuse(closedError());
      while (running.size > 0) await Promise.allSettled(running);
      for (const session of idle.splice(0)) session.close();
    },
  };

  async function take({ heavy, signal }: { heavy: boolean; signal: AbortSignal | undefined }): Promise<Session> {
    signal?.throwIfAborted();
    if (closed) throw closedError();
    if (mayStart(heavy)) return reserve(heavy);
    return await new Promise((give, refuse) => {
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        refuse(signal?.reason);
      };
      const stay = () => signal?.removeEventListener("abort", leave);
      const entry: Waiting = {
        heavy,
        give: (session) => {
          stay();
          give(session);
        },
        refuse: (reason) => {
          stay();
          refuse(reason);
        },
      };
      waiting.push(entry);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function mayStart(heavy: boolean): boolean {
    return idle.length > 0 && (!heavy || heavyRunning < heavyAtMost);
  }

  function reserve(heavy: boolean): Session {
    const session = idle.pop();
    if (session === undefined) throw new Error("a session was reserved when none was idle");
    if (heavy) heavyRunning += 1;
    return session;
  }

  async function run<T>({ session, work, heavy }: { session: Session; work: (session: Session) => Promise<T>; heavy: boolean }): Promise<T> {
    let next = session;
    try {
      return await work(session);
    } catch (cause) {
      session.close();
      next = open();
      throw cause;
    } finally {
      idle.push(next);
      if (heavy) heavyRunning -= 1;
      const index = waiting.findIndex((entry) => mayStart(entry.heavy));
      const first = index === -1 ? undefined : waiting.splice(index, 1)[0];
      if (first !== undefined) first.give(reserve(first.heavy));
    }
  }
}

function closedError(): WarehouseError {
  return new WarehouseError("The warehouse is closed.", { code: 0 });
}
