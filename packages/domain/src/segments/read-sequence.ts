import { wrong } from "@rapport/contract/refusals";
import type { Place } from "./place.ts";
import type { SegmentContainer, SegmentContext, SegmentSequence, SequenceLimit, SequenceStep } from "./segment.ts";

const MOST_STEPS = 10;
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
const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year", "hit", "visit"] as const;

/** A stream of containers, with what limits the way from one to the next between them (SE8, SE9). */
export function readSequence({
  place,
  context,
  read,
}: {
  place: Place;
  /** Of the container around it. */
  context: SegmentContext;
  read: (container: Place) => SegmentContainer;
}): SegmentSequence {
  if (context === "hits") throw place.refused(wrong("segment.sequence", {}));
  place.only(["func", "stream", "description"]);
  const steps: SequenceStep[] = [];
  let limits: SequenceLimit[] = [];
  let without: SegmentContainer | null = null;
  let isExcluding = false;
  for (const each of place.at("stream").list()) {
    const func = each.at("func").oneOf(["container", "time-restriction", "container-restriction", "dimension-restriction", "exclude-next-checkpoint"]);
    if (func === "exclude-next-checkpoint") {
      each.only(["func", "description"]);
      if (isExcluding || without !== null) throw each.refused(wrong("segment.between", {}));
      isExcluding = true;
      continue;
    }
    if (func === "dimension-restriction") throw each.at("func").refused(wrong("segment.not_yet", { func }));
    if (func !== "container") {
      if (steps.length === 0 || isExcluding) throw each.refused(wrong("segment.between", {}));
      each.only(["func", "limit", "count", "unit", "context", "description"]);
      const unit = each.at(each.at("unit").isThere ? "unit" : "context").oneOf([...UNITS, "hits", "visits"]);
      const limit = limitOf({ limit: each.at("limit").oneOf(["within", "after"]), unit, count: each.at("count").whole(MOST_COUNT) });
      // Two of one kind would say the same twice, and each is work for the engine.
      if (limits.some((other) => other.limit === limit.limit && other.unit === limit.unit)) throw each.refused(wrong("segment.between", {}));
      limits.push(limit);
      continue;
    }
    const container = read(each);
    if (container.context === "visitors" || (container.context === "visits" && context === "visits")) {
      throw each.at("context").refused(wrong("segment.sequence", {}));
    }
    if (isExcluding) {
      without = container;
      isExcluding = false;
      continue;
    }
    steps.push({ container, limits, without });
    limits = [];
    without = null;
    if (steps.length > MOST_STEPS) throw each.refused(wrong("segment.steps", { most: MOST_STEPS }));
  }
  const [first, ...others] = steps;
  if (first === undefined) throw place.at("stream").refused(wrong("value.few", { least: 1 }));
  if (isExcluding) throw place.at("stream").refused(wrong("segment.between", {}));
  if (limits.length > 0) throw place.at("stream").refused(wrong("segment.between", {}));
  return { kind: "sequence", steps: [first, ...others], endsWithout: without };
}

function limitOf({ limit, unit, count }: { limit: SequenceLimit["limit"]; unit: string; count: number }): SequenceLimit {
  if (unit === "hit" || unit === "hits") return { limit, unit: "hits", count };
  if (unit === "visit" || unit === "visits") return { limit, unit: "visits", count };
  return { limit, unit: "ms", count: count * UNITS_MS[unit as keyof typeof UNITS_MS] };
}
