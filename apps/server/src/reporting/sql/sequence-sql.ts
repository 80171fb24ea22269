import type { SegmentContainer, SegmentSequence, SequenceLimit, SequencePart, SequenceStep } from "@rapport/domain";
import { CALLS } from "@rapport/domain";
import { MOMENT, VISIT } from "./amount-sql.ts";
import { LATE_MONEY, OWNERS, ownedRowsSql, presentSql, type Owner, type RowsPlace } from "./owned-rows-sql.ts";

interface SequenceRequest {
  readonly context: Owner;
  readonly sequence: SegmentSequence;
  readonly place: RowsPlace;
  readonly containerSql: (container: SegmentContainer, place: RowsPlace) => string;
}

/**
 * The visits or visitors in which the steps follow one another (SE8). One reading of the rows in order, and one window a step: a row
 * reaches a step when it fits, and the last row before it that reached the step before is not too far (SE9). `after` moves back
 * where that row is looked for. The nearest one is the best for `within` and for what may not come between.
 */
export function sequenceSql(request: SequenceRequest): string {
  const { steps, endsWithout } = request.sequence;
  const { from, done } = reachedSteps({ ...request, isBackwards: false });
  if (endsWithout === null) return `select owner from (${from}) group by owner having max(${done})`;
  const excluded = `excluded${steps.length}`;
  return `select owner from (${from}) group by owner having max(${done}) and (not max(${excluded}) or maxIf(spot, ${excluded}) <= maxIf(spot, ${done}))`;
}

/**
 * The owner and moment of each row beside a sequence (SE12). Backwards the same reading finds where the last time begins: the steps in the other
 * order, with all distances the other way.
 */
export function partOfSequenceSql({ part, ...rest }: Omit<SequenceRequest, "context" | "sequence"> & { part: SequencePart }): string {
  const isBackwards = part.side === "before";
  const sequence = isBackwards ? reversed(part.sequence) : part.sequence;
  const { from, done } = reachedSteps({ ...rest, context: part.owner, sequence, isBackwards });
  const edge = `select owner, moment, spot, max(${done}) over (partition by owner) as happened, minIf(spot, ${done}) over (partition by owner) as edge from (${from})`;
  return `select owner, moment from (${edge}) where happened and spot >= edge`;
}

/** What stood between two steps stands between the same two. */
function reversed({ steps }: SegmentSequence): SegmentSequence {
  const [first, ...others] = steps.toReversed().map(({ checkpoints }, index, all): SequenceStep => {
    const between = index === 0 ? undefined : steps[all.length - index];
    return { checkpoints, limits: between?.limits ?? [], without: between?.without ?? null };
  });
  if (first === undefined) throw new Error("a sequence has steps");
  return { kind: "sequence", steps: [first, ...others], endsWithout: null };
}

/** All rows in order, with `done`: the column that is true where the last step is done. */
function reachedSteps({ context, sequence, place, containerSql, isBackwards }: SequenceRequest & { isBackwards: boolean }): { from: string; done: string } {
  const { steps, endsWithout } = sequence;
  const excluded = [...steps.map(({ without }) => without), endsWithout];
  const rows = [
    "select",
    [
      `${OWNERS[context].key} as owner`,
      `${MOMENT} as moment`,
      "toUnixTimestamp64Milli(at) as ms",
      `if(source < 5, ${VISIT}, 0) as visit`,
      // A refund by call is no hit of its own, because the call is one (RT4).
      `upload < ${CALLS} as is_hit`,
      ...steps.flatMap(({ checkpoints }, index) => checkpoints.map((container, nth) => `${containerSql(container, place)} as ${fits(index, nth)}`)),
      ...excluded.flatMap((container, index) => (container === null ? [] : [`${containerSql(container, place)} as excluded${index}`])),
    ].join(", "),
    `from hits_v1 where ${ownedRowsSql(context, place)} and not ${LATE_MONEY}`,
    ...(context === "visitors" ? [`and ${presentSql(ownedRowsSql(context, place))}`] : []),
  ].join(" ");
  const from = steps.reduce((sql, step, index) => reachedSql({ from: sql, step, index }), countedSql({ from: rows, sequence, context, isBackwards }));
  return { from, done: `reached${steps.length - 1}` };
}

function fits(index: number, nth: number): string {
  return nth === 0 ? `fits${index}` : `fits${index}_${nth}`;
}

/**
 * `spot` numbers the hits of an owner: what a call gives back stands at the spot of the call. Numbers hits, and visits by their first hits, where a
 * limit counts them; and finds the ends of visits where a step is a whole visit. Backwards everything is numbered from the end.
 */
function countedSql({ from, sequence, context, isBackwards }: Pick<SequenceRequest, "sequence" | "context"> & { from: string; isBackwards: boolean }): string {
  const { steps } = sequence;
  const units = new Set(steps.flatMap(({ limits }) => limits.map(({ unit }) => unit)));
  const hasVisits = units.has("visits") || steps.some(({ checkpoints: [container] }) => container.context === "visits");
  const inOrder = "over (partition by owner order by moment range between unbounded preceding and current row)";
  const number = context === "visits" ? "row_number()" : "dense_rank()";
  const spots = [`toInt64(${number} over (partition by owner order by moment)) as spot`];
  const hits = units.has("hits") ? [`toInt64(sum(is_hit) ${inOrder}) as hits`] : [];
  const edges = hasVisits
    ? [
        "visit != 0 and row_number() over (partition by owner, visit order by moment) = 1 as begins",
        "visit != 0 and row_number() over (partition by owner, visit order by moment desc) = 1 as ends",
      ]
    : [];
  const marked = `select *, ${[...spots, ...hits, ...edges].join(", ")} from (${from})`;
  const counted = units.has("visits") ? `select *, toInt64(sum(begins) ${inOrder}) as visits from (${marked})` : marked;
  if (!isBackwards) return counted;
  const turned = ["-spot as spot", "-ms as ms", ...(units.has("hits") ? ["-hits as hits"] : []), ...(units.has("visits") ? ["-visits as visits"] : [])];
  const swapped = hasVisits ? ["ends as begins", "begins as ends"] : [];
  const names = [...turned, ...swapped].map((one) => one.split(" as ")[1]).join(", ");
  return `select * except (${names}), ${[...turned, ...swapped].join(", ")} from (${counted})`;
}

/** Adds `reached<index>`: the row, or the last row of the visit, at which this step is done. */
function reachedSql({ from, step, index }: { from: string; step: SequenceStep; index: number }): string {
  if (step.checkpoints.length > 1) return `select *, ${groupSql({ step, index })} as reached${index} from (${from})`;
  const isVisit = step.checkpoints[0].context === "visits";
  const conditions = [`fits${index}`, ...(isVisit ? ["begins"] : [])];
  if (index > 0) conditions.push(comesAfterSql({ step, index }));
  else if (step.without !== null) conditions.push(`not ${latestSql({ of: "spot", when: `excluded${index}`, frame: BEFORE }).isThere}`);
  const done = `(${conditions.join(" and ")})`;
  if (!isVisit) return `select *, ${done} as reached${index} from (${from})`;
  const begun = `select *, ${done} as begun${index} from (${from})`;
  return `select *, ends and max(begun${index}) over (partition by owner, visit) as reached${index} from (${begun})`;
}

/** At a hit that is the last of those that meet all checkpoints, in any order, after the first time that the step before was done. */
function groupSql({ step, index }: { step: SequenceStep; index: number }): string {
  const each = step.checkpoints.map((_, nth) => fits(index, nth));
  const before = `minIf(spot, reached${index - 1}) over (partition by owner ${BEFORE})`;
  const isAfter = index === 0 ? [] : [latestSql({ of: "spot", when: `reached${index - 1}`, frame: BEFORE }).isThere];
  const met = each.map((when) => {
    const { isThere, value } = latestSql({ of: "spot", when, frame: UP_TO });
    return index === 0 ? isThere : `(${isThere} and ${value} > ${before})`;
  });
  return `((${each.join(" or ")}) and ${[...isAfter, ...met].join(" and ")})`;
}

const BEFORE = "order by spot range between unbounded preceding and 1 preceding";
const UP_TO = "order by spot range between unbounded preceding and current row";

function comesAfterSql({ step, index }: { step: SequenceStep; index: number }): string {
  const when = `reached${index - 1}`;
  const frames = [BEFORE, ...step.limits.filter(({ limit }) => limit === "after").map(({ unit, count }) => frameSql(unit, count))];
  const nearest = (of: string): string => {
    const each = frames.map((frame) => latestSql({ of, when, frame }).value);
    return each.length === 1 ? (each[0] ?? "") : `least(${each.join(", ")})`;
  };
  // Each frame ends before the row, so the nearest of the shortest frame is in all of them.
  const isThere = frames.map((frame) => latestSql({ of: "spot", when, frame }).isThere);
  const near = step.limits.filter(({ limit }) => limit === "within").map(({ unit, count }) => `${unit} - ${nearest(unit)} <= ${count}`);
  const excluded = step.without === null ? null : latestSql({ of: "spot", when: `excluded${index}`, frame: BEFORE });
  const between = excluded === null ? [] : [`(not ${excluded.isThere} or ${nearest("spot")} >= ${excluded.value})`];
  return [...isThere, ...near, ...between].join(" and ");
}

function frameSql(unit: SequenceLimit["unit"], count: number): string {
  return `order by ${unit} range between unbounded preceding and ${count + 1} preceding`;
}

/** The largest value among the rows of the frame where something holds; times and numbers grow with the order of rows. */
function latestSql({ of, when, frame }: { of: string; when: string; frame: string }): { isThere: string; value: string } {
  const over = `over (partition by owner ${frame})`;
  return { isThere: `(countIf(${when}) ${over} > 0)`, value: `maxIf(${of}, ${when}) ${over}` };
}
