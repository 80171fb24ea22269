import type { SegmentContainer, SegmentSequence, SequenceLimit, SequenceStep } from "@rapport/domain";
import { MOMENT, VISIT } from "./amount-sql.ts";
import { OWNERS, ownedRowsSql, presentSql, type Owner, type RowsPlace } from "./owned-rows-sql.ts";

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
export function sequenceSql({ context, sequence, place, containerSql }: SequenceRequest): string {
  const { steps, endsWithout } = sequence;
  const excluded = [...steps.map(({ without }) => without), endsWithout];
  const rows = [
    "select",
    [
      `${OWNERS[context].key} as owner`,
      `${MOMENT} as moment`,
      "toUnixTimestamp64Milli(at) as ms",
      `if(source < 5, ${VISIT}, 0) as visit`,
      ...steps.map(({ container }, index) => `${containerSql(container, place)} as fits${index}`),
      ...excluded.flatMap((container, index) => (container === null ? [] : [`${containerSql(container, place)} as excluded${index}`])),
    ].join(", "),
    `from hits_v1 where ${ownedRowsSql(context, place)}`,
    ...(context === "visitors" ? [`and ${presentSql(ownedRowsSql(context, place))}`] : []),
  ].join(" ");
  const reached = steps.reduce((sql, step, index) => reachedSql({ from: sql, step, index }), countedSql({ from: rows, sequence }));
  const last = steps.length - 1;
  if (endsWithout === null) return `select owner from (${reached}) group by owner having max(reached${last})`;
  const end = `maxIf(moment, reached${last})`;
  return `select owner from (${reached}) group by owner having max(reached${last}) and (not max(excluded${steps.length}) or maxIf(moment, excluded${steps.length}) <= ${end})`;
}

/** Numbers hits, and visits by their first hits, where a limit counts them; and finds the ends of visits where a step is a whole visit. */
function countedSql({ from, sequence }: { from: string; sequence: SegmentSequence }): string {
  const { steps } = sequence;
  const units = new Set(steps.flatMap(({ limits }) => limits.map(({ unit }) => unit)));
  const hasVisits = units.has("visits") || steps.some(({ container }) => container.context === "visits");
  const inOrder = "over (partition by owner order by moment rows between unbounded preceding and current row)";
  const hits = units.has("hits") ? [`toInt64(count() ${inOrder}) as hits`] : [];
  if (!hasVisits) return hits.length === 0 ? from : `select *, ${hits.join(", ")} from (${from})`;
  const edges = [
    "visit != 0 and row_number() over (partition by owner, visit order by moment) = 1 as begins",
    "visit != 0 and row_number() over (partition by owner, visit order by moment desc) = 1 as ends",
  ];
  const marked = `select *, ${[...hits, ...edges].join(", ")} from (${from})`;
  return units.has("visits") ? `select *, toInt64(sum(begins) ${inOrder}) as visits from (${marked})` : marked;
}

/** Adds `reached<index>`: the row, or the last row of the visit, at which this step is done. */
function reachedSql({ from, step, index }: { from: string; step: SequenceStep; index: number }): string {
  const isVisit = step.container.context === "visits";
  const conditions = [`fits${index}`, ...(isVisit ? ["begins"] : [])];
  if (index > 0) conditions.push(comesAfterSql({ step, index }));
  else if (step.without !== null) conditions.push(`not ${latestSql({ of: "moment", when: `excluded${index}`, frame: BEFORE }).isThere}`);
  const done = `(${conditions.join(" and ")})`;
  if (!isVisit) return `select *, ${done} as reached${index} from (${from})`;
  const begun = `select *, ${done} as begun${index} from (${from})`;
  return `select *, ends and max(begun${index}) over (partition by owner, visit) as reached${index} from (${begun})`;
}

const BEFORE = "order by moment rows between unbounded preceding and 1 preceding";

function comesAfterSql({ step, index }: { step: SequenceStep; index: number }): string {
  const when = `reached${index - 1}`;
  const frames = [BEFORE, ...step.limits.filter(({ limit }) => limit === "after").map(({ unit, count }) => frameSql(unit, count))];
  const nearest = (of: string): string => {
    const each = frames.map((frame) => latestSql({ of, when, frame }).value);
    return each.length === 1 ? (each[0] ?? "") : `least(${each.join(", ")})`;
  };
  // Each frame ends before the row, so the nearest of the shortest frame is in all of them.
  const isThere = frames.map((frame) => latestSql({ of: "moment", when, frame }).isThere);
  const near = step.limits.filter(({ limit }) => limit === "within").map(({ unit, count }) => `${unit} - ${nearest(unit)} <= ${count}`);
  const excluded = step.without === null ? null : latestSql({ of: "moment", when: `excluded${index}`, frame: BEFORE });
  const between = excluded === null ? [] : [`(not ${excluded.isThere} or ${nearest("moment")} >= ${excluded.value})`];
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
