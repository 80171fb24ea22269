import pg from "pg";
import { setTimeout as pause } from "node:timers/promises";

/** Whether PostgreSQL answers on a connection of our own. `since` is `performance.now()`. */
export type StoreState = { readonly kind: "answering" } | { readonly kind: "away"; readonly since: number };

export interface StoreWatch {
  state(): StoreState;
  /** The outcome of the work, or `StoreAway` as soon as it is known that PostgreSQL does not answer. The work itself continues. */
  whileAnswering<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export class StoreAway extends Error {
  override readonly name = "StoreAway";
  constructor() {
    super("PostgreSQL does not answer");
  }
}

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 2_500;
/** A connection that is silent for this long is replaced by a new one. */
const FORGET_AFTER_MS = 30_000;
/** How long work may take while PostgreSQL is away: it may not need PostgreSQL, or fail at once without it. */
const GRACE_MS = 500;

/**
 * Checks twice a second whether PostgreSQL answers. A stopped database process keeps its connections open and is
 * silent, so that a query would wait for ever.
 */
export function watchStore(connection: pg.ClientConfig): StoreWatch {
  let state: StoreState = { kind: "answering" };
  let client: pg.Client | undefined;
  let asked: Promise<"yes" | "no"> | undefined;
  let askedAt = 0;
  const stopping = new AbortController();
  const waiting = new Set<() => void>();
  const loop = run();

  return {
    state: () => state,
    async whileAnswering(work) {
      let timer: NodeJS.Timeout | undefined;
      let giveUp = (): void => undefined;
      const away = new Promise<never>((_, reject) => (giveUp = () => reject(new StoreAway())));
      waiting.add(giveUp);
      if (state.kind === "away") timer = setTimeout(giveUp, GRACE_MS);
      try {
        return await Promise.race([work(), away]);
      } finally {
        clearTimeout(timer);
        waiting.delete(giveUp);
      }
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const answer = await answered();
      if (answer === "yes") state = { kind: "answering" };
      else {
        if (answer === "no" || performance.now() - askedAt > FORGET_AFTER_MS) drop();
        if (state.kind === "answering") state = { kind: "away", since: performance.now() };
        for (const giveUp of waiting) giveUp();
      }
      await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    drop();
  }

  /** A query without an answer is kept, because a database process that was only stopped answers it in the end. */
  async function answered(): Promise<"yes" | "no" | "not yet"> {
    if (asked === undefined) {
      askedAt = performance.now();
      asked = ask().then(
        () => "yes",
        () => "no",
      );
    }
    const answer = await Promise.race([asked, late()]);
    if (answer !== "not yet") asked = undefined;
    return answer;
  }

  async function late(): Promise<"not yet"> {
    await pause(PATIENCE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    // This process may have been busy, so read first what came meanwhile.
    return await new Promise((resolve) => setImmediate(() => setImmediate(resolve, "not yet")));
  }

  async function ask(): Promise<void> {
    if (client === undefined) {
      client = new pg.Client({ ...connection, application_name: "rapport watch", keepAlive: true });
      // The next check notices a lost connection.
      client.on("error", () => undefined);
      await client.connect();
    }
    await client.query("select 1");
  }

  function drop(): void {
    client?.end().catch(() => undefined);
    client = undefined;
    asked = undefined;
  }
}
