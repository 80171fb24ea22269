import { Refusal, type Endpoint } from "@rapport/contract";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import type { RequestBound } from "../http/index.ts";
import { whoIs } from "./audit.ts";
import { addEntry, countLimited } from "./queries.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The part of an hour's look-ups that may come within one minute. */
const SHARE_OF_A_MINUTE = 5;
/** At most this many people are remembered; those who were away longest are forgotten first. */
const MOST_PEOPLE = 50_000;
/** A person in the middle of a sale keeps the customers they had open: so many of them, for an hour. */
const MOST_OPEN = 50;
const ACTION = "lookups.limited";

interface Asked {
  readonly hour: Bucket;
  readonly minute: Bucket;
  /** Customers whose page was opened lately, by id, with the time at which it was counted. */
  readonly open: ReadonlyMap<string, number>;
  /** When an audit entry last said that they were stopped. */
  readonly toldAt: number | null;
}
/** How many look-ups are left at a time; the number rises evenly. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * Limits how many customers a person looks up, far above what honest work needs (S14): a number for each hour, and a fifth of it for each minute.
 * A person who reaches the limit is told how long to wait. That is audited and logged once an hour, and shown at headquarters. The customers they had open
 * within the hour stay open to them: a page that was counted once is not counted again.
 */
export function boundLookups({ db, clock, log, limits }: Pick<Deps, "db" | "clock" | "log" | "limits">): RequestBound {
  const most = limits.lookupsPerHour ?? 0;
  const anHour: Bound = { most, overMs: HOUR_MS };
  const aMinute: Bound = { most: Math.max(1, most / SHARE_OF_A_MINUTE), overMs: MINUTE_MS };
  const people = new LRUCache<string, Asked>({ max: MOST_PEOPLE });
  return {
    bounds: ({ looksUp }: Endpoint) => most > 0 && looksUp === true,
    async take(actor, address) {
      const who = whoIs(actor);
      if (who === null || actor.kind !== "pos") return;
      const person = who.actorId;
      const now = clock.now().getTime();
      const before = people.get(person);
      const customerId = customerIn(address);
      const opened = customerId === null ? undefined : before?.open.get(customerId);
      if (opened !== undefined && now - opened < HOUR_MS) return;
      const hour = filled(before?.hour, { ...anHour, now });
      const minute = filled(before?.minute, { ...aMinute, now });
      const wait = Math.max(waitMs(hour, anHour), waitMs(minute, aMinute));
      if (wait === 0) {
        people.set(person, { hour: less(hour), minute: less(minute), open: withOpen(before?.open, { customerId, now }), toldAt: before?.toldAt ?? null });
        return;
      }
      const isNews = before?.toldAt == null || now - before.toldAt >= HOUR_MS;
      people.set(person, { hour, minute, open: before?.open ?? NONE_OPEN, toldAt: isNews ? now : before.toldAt });
      if (isNews) {
        log.warn({ legalEntity: actor.legalEntity, worker: person, register: actor.register }, "a person looked up more customers than a person can");
        const subjects = [{ kind: "register" as const, id: actor.register }];
        await addEntry(db, { at: clock.now(), legalEntity: actor.legalEntity, ...who, action: ACTION, asked: actor.asked, subjects });
      }
      const seconds = Math.ceil(wait / 1000);
      throw new Refusal("lookups.too_many", { seconds }, { retryAfterSeconds: seconds });
    },
  };
}

/** People who were stopped within the last day. */
export async function peopleStopped({ db, clock }: Pick<Deps, "db" | "clock">): Promise<number> {
  return await countLimited(db, { action: ACTION, since: new Date(clock.now().getTime() - 24 * HOUR_MS) });
}

const AboutCustomer = z.object({ customerId: z.uuid() });
const NONE_OPEN: ReadonlyMap<string, number> = new Map();

function customerIn(address: unknown): string | null {
  return AboutCustomer.safeParse(address).data?.customerId.toLowerCase() ?? null;
}

/** With the customer as the newest, and without the oldest of too many. */
function withOpen(open: ReadonlyMap<string, number> = NONE_OPEN, { customerId, now }: { customerId: string | null; now: number }): ReadonlyMap<string, number> {
  if (customerId === null) return open;
  const others = [...open].filter(([id]) => id !== customerId);
  return new Map([...others, [customerId, now] as const].slice(-MOST_OPEN));
}

interface Bound {
  readonly most: number;
  readonly overMs: number;
}

function filled(bucket: Bucket | undefined, { most, overMs, now }: Bound & { now: number }): Bucket {
  if (bucket === undefined) return { left: most, at: now };
  return { left: Math.min(most, bucket.left + (Math.max(0, now - bucket.at) * most) / overMs), at: now };
}

function waitMs({ left }: Bucket, { most, overMs }: Bound): number {
  return left >= 1 ? 0 : ((1 - left) * overMs) / most;
}

function less({ left, at }: Bucket): Bucket {
  return { left: left - 1, at };
}
