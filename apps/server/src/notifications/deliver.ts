import { Notice } from "@rapport/contract/data-sources";
import { waitAfter } from "@rapport/domain";
import { createRetry } from "@rapport/operational";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps, Running } from "../deps.ts";
import { noteTry, takeDue, type Answer, type DueDelivery, type InFlight, type Way } from "./queries.ts";

export interface Delivery extends Omit<DueDelivery, "about" | "receiver"> {
  readonly notice: Notice;
}

/** `failed` is tried again after a while, `refused` never. `to` is the address that was tried, when it is not that of the delivery. */
export type Outcome = { readonly kind: "sent" | "failed" | "refused"; readonly answer: Answer; readonly to?: string };

/** One way by which notices leave the server. */
export interface Sender {
  readonly way: Way;
  send(delivery: Delivery): Promise<Outcome>;
}

type DeliverDeps = Pick<Deps, "db" | "clock" | "log">;

const LOOK_EVERY_MS = 1_000;
/** Longer than a try may take. After this long, the try of a process that ended is made again. */
const TAKEN_FOR_MS = 90_000;

/** Sends what is due, again and again. */
export function startDelivering(deps: DeliverDeps, sender: Sender): Required<Pick<Running, "stop">> {
  const retry = createRetry();
  const stopping = new AbortController();
  let resting = new AbortController();
  // A slot that comes free is filled at once, whatever the others still do.
  const tries = createTries(deps, { sender, onEnd: () => resting.abort() });
  const loop = run();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
      await tries.ended();
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      resting = new AbortController();
      try {
        const begun = await tries.begin();
        retry.succeeded();
        if (begun > 0) continue;
        await pause(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([stopping.signal, resting.signal]) }).catch(() => undefined);
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error, way: sender.way }, "notices could not be sent and will be tried again");
        await retry.pause(stopping.signal);
      }
    }
  }
}

/** Tries once what is due now, and writes down what became of each (NO6). Returns how many were tried. */
export async function deliverDue(deps: DeliverDeps, sender: Sender): Promise<number> {
  const tries = createTries(deps, { sender });
  const begun = await tries.begin();
  await tries.ended();
  return begun;
}

interface Tries {
  /** Begins a try of what is due, as far as there is room. Returns how many began. */
  begin(): Promise<number>;
  ended(): Promise<void>;
}

function createTries(deps: DeliverDeps, { sender, onEnd = () => undefined }: { sender: Sender; onEnd?: () => void }): Tries {
  const running = new Map<InFlight, Promise<void>>();
  return {
    async begin() {
      const now = deps.clock.now();
      const until = new Date(now.getTime() + TAKEN_FOR_MS);
      const due = await takeDue(deps.db, { way: sender.way, now, until, inFlight: [...running.keys()] });
      for (const { about, receiver, ...delivery } of due) {
        const one = { id: delivery.id, receiver };
        const done = tryOne(deps, { sender, delivery, about })
          // It is due again when it is not taken any more.
          .catch((error: unknown) => deps.log.error({ err: error, delivery: delivery.id }, "what became of a notice could not be written down"))
          .finally(() => {
            running.delete(one);
            onEnd();
          });
        running.set(one, done);
      }
      return due.length;
    },
    ended: async () => void (await Promise.all(running.values())),
  };
}

interface One {
  readonly sender: Sender;
  readonly delivery: Omit<Delivery, "notice">;
  readonly about: unknown;
}

async function tryOne(deps: DeliverDeps, { sender, delivery, about }: One): Promise<void> {
  const { db, clock, log } = deps;
  const outcome = await outcomeOf(deps, { sender, delivery, about });
  const at = clock.now();
  const wait = outcome.kind === "failed" ? waitAfter(delivery.tries + 1) : null;
  const next = wait === null ? null : new Date(at.getTime() + wait);
  const state = outcome.kind === "sent" ? "sent" : next === null ? "given_up" : "waiting";
  await noteTry(db, { id: delivery.id, state, at, next, answer: outcome.answer, to: outcome.to });
  if (outcome.kind !== "sent")
    log.warn({ delivery: delivery.id, way: sender.way, ...outcome.answer, tries: delivery.tries + 1, state }, "a notice was not taken");
}

/** Never rejects: a fault of the server itself is a try that failed, so that it ends some time and holds up nobody. */
async function outcomeOf({ log }: DeliverDeps, { sender, delivery, about }: One): Promise<Outcome> {
  const notice = Notice.safeParse(about);
  // Another version of the server wrote it, which may run again.
  if (!notice.success) return { kind: "failed", answer: { status: null, code: "notice_unreadable" } };
  try {
    return await sender.send({ ...delivery, notice: notice.data });
  } catch (error) {
    log.error({ err: error, delivery: delivery.id, way: sender.way }, "a notice could not be sent");
    return { kind: "failed", answer: { status: null, code: "failed" } };
  }
}
