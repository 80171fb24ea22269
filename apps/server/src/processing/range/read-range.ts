import { hitFault } from "@rapport/contract/refusals";
import {
  parseHit,
  quarantine,
  splitRequest,
  suiteRules,
  windowOf,
  type Hit,
  type Quarantined,
  type RawHit,
  type SuiteRules,
  type Waiting,
} from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { loadSettingsHistory, type SettingsHistory } from "../../report-suites/index.ts";
import type { Range } from "../queries.ts";
import { intervalsOf, type HitList, type HitPlace } from "./hit-list.ts";
import { inSlices } from "./slices.ts";
import { rawHitsOfRange, suitesOfRange, type RawHitLine } from "../warehouse-queries.ts";

/** A hit, parsed with the settings at the time it was received. */
export interface RangeHit extends HitPlace, Waiting {
  readonly suite: string;
  readonly door: string;
  readonly receivedAt: number;
  /** Its share of the bytes of its request. */
  readonly bytes: number;
  /** The hit as it was sent; null for a good hit, so that a range does not keep every request in memory. */
  readonly payload: string | null;
  readonly parsed: Understood | Quarantined;
}

interface Understood {
  readonly kind: "keep";
  readonly hit: Hit;
  readonly rules: SuiteRules;
}

const REQUESTS_AT_ONCE = 4_000;

type ReadDeps = Pick<Deps, "db" | "warehouse" | "log">;

/** Reads the hits of a range, in the order of processing. */
export async function readRange(deps: ReadDeps, { folds, ...interval }: Pick<Range, "writer" | "fromSeq" | "toSeq" | "folds">): Promise<RangeHit[]> {
  return folds === null ? await readInterval(deps, interval) : await readHits(deps, folds);
}

/** Reads and parses listed hits, in their order. */
export async function readHits(deps: ReadDeps, list: HitList): Promise<RangeHit[]> {
  const found = new Map<string, RangeHit>();
  const isWanted = new Set(list.runs.flatMap(({ writer, first, count }) => Array.from({ length: count }, (_, n) => `${writer} ${first + n}`)));
  for (const interval of intervalsOf(list)) {
    for (const hit of await readInterval(deps, interval)) {
      const name = `${hit.writer} ${hit.number}`;
      if (isWanted.has(name)) found.set(name, hit);
    }
  }
  return [...isWanted].flatMap((name) => found.get(name) ?? []);
}

/** Reads and parses every hit of the requests between two numbers, in order of arrival. */
export async function readInterval(deps: ReadDeps, { writer, fromSeq, toSeq }: Pick<Range, "writer" | "fromSeq" | "toSeq">): Promise<RangeHit[]> {
  const suites = await deps.warehouse.rows(suitesOfRange, { writer, from: fromSeq, to: toSeq });
  const rulesAt = rulesOf(
    await loadSettingsHistory(
      deps,
      suites.map(({ suite }) => suite),
    ),
  );
  const hits: RangeHit[] = [];
  let after = fromSeq - 1;
  for (let before = -1; before !== after && after < toSeq;) {
    before = after;
    const text = await deps.warehouse.lines(rawHitsOfRange, { writer, after, to: toSeq, limit: REQUESTS_AT_ONCE });
    await inSlices(linesOf(text), (line) => {
      // The engine writes these lines itself, in the shape that the query names.
      const { suite, door, client, payload, ...stored } = JSON.parse(line) as RawHitLine;
      const receivedAt = Number(stored.received_at);
      after = Number(stored.seq);
      const rules = rulesAt(suite, receivedAt);
      const raws = splitRequest({ door, receivedAt, client, payload });
      const bytes = payload.length / raws.length;
      for (let index = 0; index < raws.length; index++) {
        const raw = raws[index] as RawHit;
        const parsed = rules === undefined ? NO_SUITE : parseSafely(deps, { raw, rules });
        const { at, isHeldBack, until } = windowOf(receivedAt, parsed.kind === "keep" ? parsed : null);
        hits.push({
          writer,
          seq: after,
          number: after + index,
          suite,
          door,
          receivedAt,
          at,
          isHeldBack,
          until,
          bytes,
          payload: parsed.kind === "keep" ? null : (textOf(raw.payload) ?? payload),
          parsed,
        });
      }
    });
  }
  return hits;
}

const NO_SUITE = quarantine("hit.malformed", hitFault("hit.no_suite", {}));

/** The rules of a suite at a given time. Each version of its settings is read once. */
function rulesOf(history: SettingsHistory): (suite: string, at: number) => SuiteRules | undefined {
  const known = new Map<string, SuiteRules>();
  return (suite, at) => {
    if (!history.has(suite)) return undefined;
    const { version, settings } = history.at(suite, at);
    const key = `${suite} ${version}`;
    const rules = known.get(key) ?? suiteRules(settings);
    known.set(key, rules);
    return rules;
  };
}

/** The payload of one hit as text again; undefined when there is none, or when it is nested too deeply to be written. */
function textOf(payload: unknown): string | undefined {
  try {
    return JSON.stringify(payload);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A hit on which our own code fails must not stop all others: it goes to quarantine, and the log says so. */
function parseSafely(deps: Pick<Deps, "log">, { raw, rules }: { raw: RawHit; rules: SuiteRules }): Understood | Quarantined {
  try {
    const parsed = parseHit(raw, rules);
    return parsed.kind === "keep" ? { kind: "keep", hit: parsed.hit, rules } : parsed;
  } catch (error) {
    deps.log.error({ err: error, door: raw.door }, "a hit could not be read");
    return quarantine("hit.malformed", hitFault("hit.unreadable", {}));
  }
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    if (end > start) yield text.slice(start, end);
    start = end + 1;
  }
}
