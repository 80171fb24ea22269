import { parseHit, personIdsIn, splitRequest, suiteRules, type RawHit, type SuiteRules } from "@rapport/domain";
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

/** From this age on who opted out is read again, while hits go on by what is known; from twice this age on hits wait for it. */
const RENEWED_AFTER_MS = 1_000;
/** A read that takes long, because many opted out, is made less often: at most this part of the time. */
const READING_PART = 1 / 20;
/** A device of theirs can become known after they opted out, from a hit that was accepted before. */
const DEVICES_HOLD_MS = 15_000;
const MOST_SUITES = 10_000;

interface NotFollowed {
  readonly rules: SuiteRules;
  /** Visitors and devices, as hits name them. */
  readonly ids: ReadonlySet<string>;
}

type OptOutDeps = Pick<Deps, "db" | "warehouse" | "clock" | "log">;

export function createOptOuts(deps: OptOutDeps): OptOuts {
  const devices = new LRUCache<string, { readonly of: string; readonly found: readonly string[] }>({ max: MOST_SUITES, ttl: DEVICES_HOLD_MS });
  let known: ReadonlyMap<string, NotFollowed> = new Map();
  let readAt = -Infinity;
  let renewedAfter = RENEWED_AFTER_MS;
  let reading: Promise<void> | undefined;

  const devicesIn = async (suite: string, visitors: readonly string[]): Promise<readonly string[]> => {
    const of = visitors.join("\n");
    const held = devices.get(suite);
    if (held?.of === of) return held.found;
    const found = await devicesOfVisitors(deps, { suite, visitors });
    devices.set(suite, { of, found });
    return found;
  };
  const read = async (): Promise<void> => {
    const begun = performance.now();
    const bySuite = new Map<string, string[]>();
    for (const { rsid, accountNumber } of await optedOut(deps.db)) {
      const visitors = bySuite.get(rsid) ?? [];
      visitors.push(`vid:${accountNumber}`);
      bySuite.set(rsid, visitors);
    }
    const now = new Map<string, NotFollowed>();
    for (const [suite, visitors] of bySuite) {
      const settings = await currentSettings(deps, suite);
      if (settings === undefined) continue;
      now.set(suite, { rules: suiteRules(settings), ids: new Set([...visitors, ...(await devicesIn(suite, visitors))]) });
    }
    known = now;
    readAt = performance.now();
    renewedAfter = Math.max(RENEWED_AFTER_MS, (readAt - begun) / READING_PART);
  };
  const renewed = async (): Promise<void> => {
    reading ??= read()
      // Hits are accepted while a store is away, by what was known before.
      .catch((error: unknown) => deps.log.debug({ err: error }, "who opted out of web tracking could not be read"))
      .finally(() => (reading = undefined));
    await reading;
  };
  return {
    async without(arrivals) {
      const age = performance.now() - readAt;
      if (age > 2 * renewedAfter) await renewed();
      else if (age > renewedAfter) void renewed();
      return known.size === 0 ? arrivals : arrivals.flatMap((arrival) => keptOf(arrival, known.get(arrival.suite)));
    },
  };
}

function keptOf(arrival: Arrival, notFollowed: NotFollowed | undefined): readonly Arrival[] {
  if (notFollowed === undefined) return [arrival];
  const { suite, door, client, payload } = arrival;
  const raws = splitRequest({ door, receivedAt: Date.now(), client, payload });
  const isKept = raws.map((raw) => !isOf(raw, notFollowed));
  const left = isKept.filter((kept) => kept).length;
  if (left === raws.length) return [arrival];
  const counted = raws.slice(left).map((): Arrival => ({ suite, door: "optedOut", client: "", payload: "{}", hits: 1 }));
  return left === 0 ? counted : [{ ...arrival, hits: left, payload: withMessages(payload, isKept) }, ...counted];
}

/** Also of a hit that cannot be used: it would be kept as it was sent. */
function isOf(raw: RawHit, { rules, ids }: NotFollowed): boolean {
  const parsed = parseHit(raw, rules);
  if (parsed.kind === "keep") return ids.has(parsed.hit.visitor) || ids.has(parsed.hit.device);
  return personIdsIn(JSON.stringify(raw.payload) ?? "").some((id) => ids.has(`vid:${id}`));
}

/** A batch with some of its messages. Only a batch has several. */
function withMessages(payload: string, isKept: readonly boolean[]): string {
  const body = JSON.parse(payload) as { readonly batch: readonly unknown[] };
  return JSON.stringify({ ...body, batch: body.batch.filter((_, index) => isKept[index]) });
}
