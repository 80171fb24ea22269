import { parseHit, quarantine, suiteRules, type Hit, type ParsedHit, type Quarantined, type RawHit, type SuiteRules } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { loadSettingsHistory, type SettingsHistory } from "../report-suites/index.ts";
import type { Range } from "./queries.ts";
import { inSlices } from "./slices.ts";
import { rawHitsOfRange, type RawHitLine } from "./warehouse-queries.ts";

/** A hit of a range, understood with the settings of the moment it was received. */
export interface RangeHit {
  /** Order of arrival in the range, from 0. */
  readonly index: number;
  readonly suite: string;
  readonly raw: RawHit;
  readonly parsed: { readonly kind: "keep"; readonly hit: Hit; readonly rules: SuiteRules } | Quarantined;
}

const HITS_AT_ONCE = 4_000;

/** Reads and understands every hit of a range, in order of arrival. */
export async function readRange(deps: Pick<Deps, "db" | "warehouse" | "log">, range: Range): Promise<RangeHit[]> {
  const hits: RangeHit[] = [];
  const rules = new Map<string, SuiteRules>();
  let after = range.fromSeq - 1;
  let history: SettingsHistory | undefined;
  while (after < range.toSeq) {
    const text = await deps.warehouse.lines(rawHitsOfRange, { writer: range.writer, after, to: range.toSeq, limit: HITS_AT_ONCE });
    const lines: RawHitLine[] = [];
    // The engine writes these lines itself, in the shape that the query names.
    await inSlices(linesOf(text), (line) => lines.push(JSON.parse(line) as RawHitLine));
    const last = lines.at(-1);
    if (last === undefined) break;
    const suites = [...new Set(lines.map(({ suite }) => suite))];
    if (history === undefined || !suites.every((suite) => history?.has(suite))) history = await loadSettingsHistory(deps, suites);
    const settings = history;
    await inSlices(lines, (line) => {
      const raw = { door: line.door, receivedAt: Number(line.received_at), client: line.client, payload: line.payload };
      hits.push({ index: hits.length, suite: line.suite, raw, parsed: understand({ deps, suite: line.suite, raw, history: settings, rules }) });
    });
    after = Number(last.seq);
  }
  return hits;
}

function understand(given: {
  deps: Pick<Deps, "log">;
  suite: string;
  raw: RawHit;
  history: SettingsHistory;
  rules: Map<string, SuiteRules>;
}): RangeHit["parsed"] {
  const { suite, raw, history, rules } = given;
  if (!history.has(suite)) return quarantine("hit.malformed", "There is no such report suite any more.");
  const version = history.at(suite, raw.receivedAt);
  const key = `${suite} ${version.version}`;
  const suiteRulesThen = rules.get(key) ?? suiteRules(version.settings);
  rules.set(key, suiteRulesThen);
  const parsed = parseSafely(given.deps, { raw, rules: suiteRulesThen });
  return parsed.kind === "keep" ? { kind: "keep", hit: parsed.hit, rules: suiteRulesThen } : parsed;
}

/** A hit that our own code trips over must not hold up all others: it is kept aside, and told in the log. */
function parseSafely(deps: Pick<Deps, "log">, { raw, rules }: { raw: RawHit; rules: SuiteRules }): ParsedHit {
  try {
    return parseHit(raw, rules);
  } catch (error) {
    deps.log.error({ err: error, door: raw.door }, "a hit could not be read");
    return quarantine("hit.malformed", "The hit could not be read.");
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
