import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { NamedQuery, ReadOptions } from "./warehouse.ts";

const KILL_EVERY_MS = 100;

/** Ends the query with this mark, if it runs. */
export const killQuery = {
  name: "killQuery",
  text: "KILL QUERY WHERE Settings['log_comment'] = {mark:String} ASYNC",
  params: z.object({ mark: z.string() }),
  row: z.unknown(),
} satisfies NamedQuery;

/**
 * Runs a query with a mark of its own (the engine's `log_comment`) until it has answered. When the signal is aborted, it
 * tells the engine to end the query with that mark, several times, because the query may not have begun yet. Then this rejects
 * with the signal's reason, whatever the engine answered. No kill is running when it settles, so none can hit the next query of a session.
 *
 * @param kill runs `killQuery`; if it fails, the query runs to its end
 */
export async function untilUnwanted<T>(
  { signal }: ReadOptions,
  { run, kill }: { run: (mark: string | undefined) => Promise<T>; kill: (params: z.input<typeof killQuery.params>) => Promise<unknown> },
): Promise<T> {
  if (signal === undefined) return await run(undefined);
  signal.throwIfAborted();
  const mark = `rapport-${randomUUID()}`;
  let isAnswered = false;
  let killing: Promise<void> | undefined;
  const begin = (): void => {
    killing = killUntil(() => isAnswered, { kill: () => kill({ mark }) });
  };
  signal.addEventListener("abort", begin, { once: true });
  try {
    const answer = await run(mark);
    // A query that is ended early may answer without an error, with fewer rows than there are.
    signal.throwIfAborted();
    return answer;
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  } finally {
    isAnswered = true;
    signal.removeEventListener("abort", begin);
    await killing;
  }
}

async function killUntil(isAnswered: () => boolean, { kill }: { kill: () => Promise<unknown> }): Promise<void> {
  while (!isAnswered()) {
    try {
      await kill();
    } catch {
      // A server may not allow it, or may be gone. Then the query ends by its own time limit.
      return;
    }
    await sleep(KILL_EVERY_MS);
  }
}
