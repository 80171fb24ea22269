import { idsInText, idsOf, parseHit, splitRequest, suiteRules, type RawHit, type SuiteRules } from "@rapport/domain";
import { LRUCache } from "lru-cache";
import type { Arrival, Deps } from "../deps.ts";
import { currentSettings } from "../report-suites/index.ts";
import { devicesOfVisitors } from "../whose-sale/index.ts";
import { optedOut } from "./queries.ts";

/** Keeps out what would follow people who do not want it. */
export interface OptOuts {
  /** The arrivals as they may be stored: a hit of somebody who opted out is only counted, with nothing that says whose it was or what they did (HC7). */
  without(arrivals: readonly Arrival[]): Promise<readonly Arrival[]>;
}

/** From this age on who opted out is read again, while hits go on by what is known; from twice this age on hits wait for it, though not for devices of the same people. */
const RENEWED_AFTER_MS = 1_000;
/** A read that takes long, because many opted out, is made less often: at most this part of the time. */
const READING_PART = 1 / 20;
/** A device of theirs can become known after they opted out, from a hit that was accepted before. */
const DEVICES_HOLD_MS = 15_000;
const MOST_SUITES = 10_000;
/** Hits wait no longer than this for a read. */
const MOST_WAIT_MS = 1_000;

interface NotFollowed {
  readonly rules: SuiteRules;
  /** Visitors and devices, as hits name them. */
  readonly ids: ReadonlySet<string>;
}

type OptOutDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log">;

export function createOptOuts(deps: OptOutDeps): OptOuts {
  const devices = new LRUCache<string, { readonly of: string; readonly found: readonly string[]; readonly until: number }>({ max: MOST_SUITES });
  let known: ReadonlyMap<string, NotFollowed> = new Map();
  let triedAt = -Infinity;
  let renewedAfter = RENEWED_AFTER_MS;
  let isFailing = false;
  let reading: Promise<unknown> | undefined;

  /** Their devices; those of before while the warehouse does not answer. */
  const devicesIn = async (suite: string, visitors: readonly string[]): Promise<readonly string[]> => {
    const of = visitors.join("\n");
    const held = devices.get(suite);
    if (held?.of === of && performance.now() < held.until) return held.found;
    try {
      const found = await devicesOfVisitors(deps, { suite, visitors });
      devices.set(suite, { of, found, until: performance.now() + DEVICES_HOLD_MS });
      return found;
    } catch (error) {
      told(error);
      return held?.found ?? [];
    }
  };
  const read = async (isEnough: () => void): Promise<void> => {
    const begun = performance.now();
    const bySuite = new Map<string, string[]>();
    for (const { rsid, accountNumber } of await optedOut(deps.db)) {
      const visitors = bySuite.get(rsid) ?? [];
      visitors.push(`vid:${accountNumber}`);
      bySuite.set(rsid, visitors);
    }
    const people = new Map<string, NotFollowed>();
    for (const [suite, visitors] of bySuite) {
      const settings = await currentSettings(deps, suite);
      if (settings !== undefined) people.set(suite, { rules: suiteRules(settings), ids: new Set([...visitors, ...(devices.get(suite)?.found ?? [])]) });
    }
    // People first, who stand in PostgreSQL: their devices stand in the warehouse, which may be away.
    known = people;
    isFailing = false;
    // The same people as before have the devices of before, which count until the others are known.
    if ([...bySuite].every(([suite, visitors]) => devices.get(suite)?.of === visitors.join("\n"))) isEnough();
    const all = new Map(people);
    for (const [suite, { rules }] of people) {
      const visitors = bySuite.get(suite) ?? [];
      all.set(suite, { rules, ids: new Set([...visitors, ...(await devicesIn(suite, visitors))]) });
    }
    known = all;
    renewedAfter = Math.max(RENEWED_AFTER_MS, (performance.now() - begun) / READING_PART);
  };
  const told = (error: unknown): void => {
    // Once an outage, because it is tried again each second.
    if (!isFailing) deps.log.warn({ err: error }, "who opted out of web tracking could not be read; hits go on by what was known before");
    isFailing = true;
  };
  /** Done when enough is known; the rest of the read goes on. */
  const renewed = async (): Promise<void> => {
    let isEnough = (): void => undefined;
    const enough = new Promise<void>((resolve) => (isEnough = resolve));
    const all = async () => {
      await read(isEnough).catch(told);
      triedAt = performance.now();
      reading = undefined;
    };
    await (reading ??= Promise.race([all(), enough]));
  };
  return {
    async without(arrivals) {
      const age = performance.now() - triedAt;
      // While a store is away, hits do not wait for it.
      if (age > 2 * renewedAfter && !isFailing) await atMost(MOST_WAIT_MS, renewed());
      else if (age > renewedAfter) void renewed();
      return known.size === 0 ? arrivals : arrivals.flatMap((arrival) => keptOf(arrival, { notFollowed: known.get(arrival.suite), now: deps.clock.now() }));
    },
  };
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function keptOf(arrival: Arrival, { notFollowed, now }: { notFollowed: NotFollowed | undefined; now: Date }): readonly Arrival[] {
  if (notFollowed === undefined) return [arrival];
  const { suite, door, client, payload } = arrival;
  if (isOfNobody(arrival, notFollowed.ids)) return [arrival];
  const raws = splitRequest({ door, receivedAt: now.getTime(), client, payload });
  const isKept = raws.map((raw) => !isOf(raw, notFollowed));
  const left = isKept.filter((kept) => kept).length;
  if (left === raws.length) return [arrival];
  const counted = raws.slice(left).map((): Arrival => ({ suite, door: "optedOut", client: "", payload: "{}", hits: 1 }));
  return left === 0 ? counted : [{ ...arrival, hits: left, payload: withMessages(payload, isKept) }, ...counted];
}

/** True of a Segment call that names none of them: seen in its text, because reading each call would cost more than taking it. */
function isOfNobody({ door, payload }: Arrival, ids: NotFollowed["ids"]): boolean {
  if (door === "image") return false;
  const named = idsInText(payload);
  return named !== undefined && !some(named, (id) => ids.has(`vid:${id}`) || ids.has(`anon:${id}`));
}

/** Whether a hit is of somebody who opted out: by whom it names, else by its device. Also of a hit that cannot be used, which would be kept as it was sent. */
function isOf(raw: RawHit, { rules, ids }: NotFollowed): boolean {
  const { people, devices } = idsOf(raw.payload);
  if (some(people, (id) => ids.has(`vid:${id}`))) return true;
  const namesTheirs = some(devices, (device) => ids.has(device));
  // What names none of their devices can be theirs only by its address and user agent.
  if (!namesTheirs && !ids.has(`ipua:${raw.client}`)) return false;
  const parsed = parseHit(raw, rules);
  if (parsed.kind === "keep" && !parsed.hit.visitor.startsWith("vid:")) return ids.has(parsed.hit.visitor) || ids.has(parsed.hit.device);
  // Somebody else at their device is followed.
  return namesTheirs && !some(people, (id) => !devices.has(`anon:${id}`));
}

function some(all: ReadonlySet<string>, is: (one: string) => boolean): boolean {
  for (const one of all) if (is(one)) return true;
  return false;
}

/** A batch with some of its messages. Only a batch has several. */
function withMessages(payload: string, isKept: readonly boolean[]): string {
  const body = JSON.parse(payload) as { readonly batch: readonly unknown[] };
  return JSON.stringify({ ...body, batch: body.batch.filter((_, index) => isKept[index]) });
}
