import { Notice } from "@rapport/contract/data-sources";
import { waitAfter } from "@rapport/domain";
import { createRetry } from "@rapport/operational";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps, Running } from "../deps.ts";
import { noteTry, takeDue, type Answer, type DueDelivery, type Way } from "./queries.ts";

export interface Delivery extends Omit<DueDelivery, "about"> {
  readonly notice: Notice;
}

/** `failed` is tried again after a while, `refused` never. */
export type Outcome = { readonly kind: "sent" | "failed" | "refused"; readonly answer: Answer };

/** One way by which notices leave the server. */
export interface Sender {
  readonly way: Way;
  send(delivery: Delivery): Promise<Outcome>;
}

type DeliverDeps = Pick<Deps, "db" | "clock" | "log">;

const LOOK_EVERY_MS = 1_000;
const MOST_AT_ONCE = 20;
/** Longer than a try may take. After this long, the try of a process that ended is made again. */
const TAKEN_FOR_MS = 90_000;

/** Sends what is due, again and again. */
export function startDelivering(deps: DeliverDeps, sender: Sender): Required<Pick<Running, "stop">> {
  const retry = createRetry();
  const stopping = new AbortController();
  const loop = run();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const sent = await deliverDue(deps, sender);
        retry.succeeded();
        if (sent > 0) continue;
        await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error, way: sender.way }, "notices could not be sent and will be tried again");
        await retry.pause(stopping.signal);
      }
    }
  }
}

/** Tries once what is due now, and writes down what became of each (NO6). Returns how many were tried. */
export async function deliverDue({ db, clock, log }: DeliverDeps, sender: Sender): Promise<number> {
  const now = clock.now();
  const due = await takeDue(db, { way: sender.way, now, until: new Date(now.getTime() + TAKEN_FOR_MS), most: MOST_AT_ONCE });
  await Promise.all(
    due.map(async ({ about, ...delivery }) => {
      const outcome = await sender.send({ ...delivery, notice: Notice.parse(about) });
      const at = clock.now();
      const wait = outcome.kind === "failed" ? waitAfter(delivery.tries + 1) : null;
      const next = wait === null ? null : new Date(at.getTime() + wait);
      const state = outcome.kind === "sent" ? "sent" : next === null ? "given_up" : "waiting";
      await noteTry(db, { id: delivery.id, state, at, next, answer: outcome.answer });
      if (outcome.kind !== "sent")
        log.warn({ delivery: delivery.id, way: sender.way, ...outcome.answer, tries: delivery.tries + 1, state }, "a notice was not taken");
    }),
  );
  return due.length;
}
