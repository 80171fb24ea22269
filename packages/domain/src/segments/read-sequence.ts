import { wrong } from "@rapport/contract/refusals";
import type { Place } from "./place.ts";
import type { SegmentContainer, SegmentContext, SegmentSequence, SequenceLimit, SequencePart, SequenceStep } from "./segment.ts";

export const MOST_STEPS = 10;
const MOST_COUNT = 100_000;

/** Lengths as those of variables that expire (PE5): a month has 31 days, a quarter 93, a year 365. */
const UNITS_MS = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 31 * 86_400_000,
  quarter: 93 * 86_400_000,
  year: 365 * 86_400_000,
} as const;
const TIMES = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;
const COUNTED = ["hit", "visit", "hits", "visits"] as const;

interface SequenceReading {
  readonly place: Place;
  /** Inside which the steps follow one another. */
  readonly context: SegmentContext;
  readonly read: (container: Place) => SegmentContainer;
}

/** A stream of containers, with what limits the way from one to the next between them (SE8, SE9). */
export function readSequence({ place, context, read }: SequenceReading): SegmentSequence {
  if (context === "hits") throw place.refused(wrong("segment.sequence", {}));
  place.only(["func", "stream", "description"]);
  return streamOf({ place, context, read });
}

/** Everything after a sequence (`sequence-prefix`) or before it (`sequence-suffix`), inside its own context (SE12). */
export function readSequencePart({ place, read }: Omit<SequenceReading, "context">): SequencePart {
  const side = place.at("func").text() === "sequence-prefix" ? "after" : "before";
  place.only(["func", "stream", "context", "description"]);
  const owner = place.at("context").oneOf(["visits", "visitors"]);
  const sequence = streamOf({ place, context: owner, read });
  const { steps, endsWithout } = sequence;
  const edge = side === "after" ? steps.at(-1) : steps[0];
  // What excluding means there, and where a whole visit begins or ends, is not documented.
  if (endsWithout !== null || steps[0].without !== null || edge?.checkpoints.some(({ context }) => context !== "hits") === true) {
    throw place.at("stream").refused(wrong("segment.edge", {}));
  }
  return { kind: "part", side, owner, sequence };
}

const BETWEEN = ["time-restriction", "container-restriction", "dimension-restriction"] as const;
const GROUPS = ["sequence-and", "sequence-or"] as const;

function streamOf({ place, context, read }: SequenceReading): SegmentSequence {
  const steps: SequenceStep[] = [];
  let limits: SequenceLimit[] = [];
  let without: SegmentContainer | null = null;
  let isExcluding = false;
  for (const each of place.at("stream").list()) {
    const func = each.at("func").oneOf(["container", ...GROUPS, ...BETWEEN, "exclude-next-checkpoint"]);
    if (func === "exclude-next-checkpoint") {
      each.only(["func", "description"]);
      if (isExcluding || without !== null) throw each.refused(wrong("segment.between", {}));
      isExcluding = true;
      continue;
    }
    if (BETWEEN.some((one) => one === func)) {
      if (func === "dimension-restriction") throw each.at("func").refused(wrong("segment.not_yet", { func }));
      if (steps.length === 0 || isExcluding) throw each.refused(wrong("segment.between", {}));
      const limit = limitOf(each);
      // Two of one kind would say the same twice, and each is work for the engine.
      if (limits.some((other) => other.limit === limit.limit && other.unit === limit.unit)) throw each.refused(wrong("segment.between", {}));
      limits.push(limit);
      continue;
    }
    const checkpoints = checkpointsOf({ place: each, context, read });
    const isGroup = checkpoints.length > 1;
    if (isExcluding) {
      if (isGroup) throw each.refused(wrong("segment.group", {}));
      without = checkpoints[0];
      isExcluding = false;
      continue;
    }
    const wasGroup = (steps.at(-1)?.checkpoints.length ?? 1) > 1;
    if ((isGroup || wasGroup) && (limits.length > 0 || without !== null)) throw each.refused(wrong("segment.group", {}));
    steps.push({ checkpoints, limits, without });
    limits = [];
    without = null;
    if (steps.length > MOST_STEPS) throw each.refused(wrong("segment.steps", { most: MOST_STEPS }));
  }
  const [first, ...others] = steps;
  if (first === undefined) throw place.at("stream").refused(wrong("value.few", { least: 1 }));
  if (isExcluding || limits.length > 0) throw place.at("stream").refused(wrong("segment.between", {}));
  if (without !== null && (steps.at(-1)?.checkpoints.length ?? 1) > 1) throw place.at("stream").refused(wrong("segment.group", {}));
  return { kind: "sequence", steps: [first, ...others], endsWithout: without };
}

/** One container, or several of a group without order (SE11). Any of several is one. */
function checkpointsOf({ place, context, read }: SequenceReading): SequenceStep["checkpoints"] {
  const func = place.at("func").text();
  if (func === "container") return [stepOf({ place, context, read })];
  place.only(["func", "checkpoints", "description"]);
  const [first, ...others] = place
    .at("checkpoints")
    .list()
    .map((each) => stepOf({ place: each, context, read }));
  if (first === undefined) throw place.at("checkpoints").refused(wrong("value.few", { least: 1 }));
  if (others.length === 0) return [first];
  if (others.length >= MOST_STEPS) throw place.at("checkpoints").refused(wrong("segment.steps", { most: MOST_STEPS }));
  const all = [first, ...others] as const;
  if (all.some((one) => one.context !== first.context)) throw place.refused(wrong("segment.group", {}));
  if (func === "sequence-or") return [{ kind: "container", context: first.context, condition: { kind: "any", of: all.map(({ condition }) => condition) } }];
  if (first.context !== "hits") throw place.refused(wrong("segment.group", {}));
  return all;
}

/** Steps are hits, or in a sequence of visitors whole visits. */
function stepOf({ place, context, read }: SequenceReading): SegmentContainer {
  const container = read(place);
  if (container.context === "visitors" || (container.context === "visits" && context === "visits")) {
    throw place.at("context").refused(wrong("segment.sequence", {}));
  }
  return container;
}

/** Of hits and visits, the unit stands under `container` in what clients send, or under `unit` or `context`. */
function limitOf(place: Place): SequenceLimit {
  const isTime = place.at("func").text() === "time-restriction";
  const keys = isTime ? ["unit"] : ["unit", "context", "container"];
  place.only(["func", "limit", "count", ...keys, "description"]);
  const given = keys.filter((key) => place.at(key).isThere);
  if (given.length > 1) throw place.refused(wrong("segment.between", {}));
  const unit = place.at(given[0] ?? "unit").oneOf([...TIMES, ...COUNTED]);
  const limit = place.at("limit").oneOf(["within", "after"]);
  const count = place.at("count").whole(MOST_COUNT);
  if (unit === "hit" || unit === "hits") return { limit, unit: "hits", count };
  if (unit === "visit" || unit === "visits") return { limit, unit: "visits", count };
  return { limit, unit: "ms", count: count * UNITS_MS[unit] };
}
