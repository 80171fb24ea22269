import { hitFault } from "@rapport/contract/refusals";
import { parseHit, quarantine, splitRequest, suiteRules, type Hit, type ParsedHit, type Quarantined, type RawHit, type SuiteRules } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { loadSettingsHistory, type SettingsHistory } from "../../report-suites/index.ts";
import type { Range } from "../queries.ts";
import { inSlices } from "./slices.ts";
import { rawHitsOfRange, suitesOfRange, type RawHitLine } from "../warehouse-queries.ts";

/** A hit of a range, understood with the settings of the moment it was received. */
export interface RangeHit {
  /** Order of arrival in the range, from 0. */
  readonly index: number;
  readonly suite: string;
  readonly door: string;
  readonly receivedAt: number;
  /** The hit as it was sent. For a hit that was understood only its place is kept, so that a range does not hold every request. */
  readonly payload: string;
  readonly parsed: { readonly kind: "keep"; readonly hit: Hit; readonly rules: SuiteRules } | Quarantined;
}

const REQUESTS_AT_ONCE = 4_000;

/** Reads and understands every hit of a range, in order of arrival. */
export async function readRange(deps: Pick<Deps, "db" | "warehouse" | "log">, range: Range): Promise<RangeHit[]> {
  const { writer } = range;
  const suites = await deps.warehouse.rows(suitesOfRange, { writer, from: range.fromSeq, to: range.toSeq });
  const rulesAt = rulesOf(
    await loadSettingsHistory(
      deps,
      suites.map(({ suite }) => suite),
    ),
  );
  const hits: RangeHit[] = [];
  let after = range.fromSeq - 1;
  for (let before = -1; before !== after && after < range.toSeq;) {
    before = after;
    const text = await deps.warehouse.lines(rawHitsOfRange, { writer, after, to: range.toSeq, limit: REQUESTS_AT_ONCE });
    await inSlices(linesOf(text), (line) => {
      // The engine writes these lines itself, in the shape that the query names.
      const { suite, door, client, payload, ...stored } = JSON.parse(line) as RawHitLine;
      const receivedAt = Number(stored.received_at);
      after = Number(stored.seq);
      const rules = rulesAt(suite, receivedAt);
      for (const raw of splitRequest({ door, receivedAt, client, payload })) {
        const index = hits.length;
        const parsed = rules === undefined ? NO_SUITE : parseSafely(deps, { raw, rules });
        if (rules === undefined || parsed.kind === "quarantine")
          hits.push({ index, suite, door, receivedAt, payload: textOf(raw.payload) ?? payload, parsed: parsed as Quarantined });
        else hits.push({ index, suite, door, receivedAt, payload: `{"writer":${writer},"seq":${after}}`, parsed: { kind: "keep", hit: parsed.hit, rules } });
      }
    });
  }
  return hits;
}

const NO_SUITE = quarantine("hit.malformed", hitFault("hit.no_suite", {}));

/** The rules of a suite at a moment, each version of its settings read once. */
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

/** A hit on which our own code fails must not hold up all others: it goes to quarantine, and the log says so. */
function parseSafely(deps: Pick<Deps, "log">, { raw, rules }: { raw: RawHit; rules: SuiteRules }): ParsedHit {
  try {
    return parseHit(raw, rules);
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
