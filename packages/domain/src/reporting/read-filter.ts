import { Refusal } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import type { ReportFilter as RequestFilter } from "@rapport/contract/reporting";
import { readSegment, type SavedSegments } from "../segments/read-segment.ts";
import type { SegmentContainer } from "../segments/segment.ts";
import { KNOWN_DIMENSIONS, findDimension, type Dimension, type ReportingSuite } from "./catalogue.ts";
import { readDateRange, type DateRange } from "./date-range.ts";
import { UNSPECIFIED, type ItemTest, type ReportFilter } from "./definition.ts";
import { rangesOfTimeItem } from "./time-items.ts";
import { rangesOfTimeText } from "./time-texts.ts";

export type Path = Fault["path"];
/** What filters are read against. */
export interface Reader {
  readonly suite: ReportingSuite;
  readonly now: number;
  readonly segments: SavedSegments;
  readonly dimension: Dimension | null;
}
export type ReadFilter = ReportFilter | { readonly kind: "range"; readonly range: DateRange };

export function readFilter({ filter, path, suite, now, segments, dimension }: Reader & { filter: RequestFilter; path: Path }): ReadFilter {
  switch (filter.type) {
    case "dateRange":
      refuseOthers({ filter, path, allowed: ["dateRange"] });
      if (filter.dateRange === undefined) throw refused(path, needs(filter, ["dateRange"]));
      return { kind: "range", range: readDateRange(filter.dateRange, { timeZone: suite.timeZone, now, path: [...path, "dateRange"] }) };
    case "breakdown": {
      refuseOthers({ filter, path, allowed: ["dimension", "itemId", "itemIds", "itemValue"] });
      if (filter.dimension === undefined) throw refused(path, needs(filter, ["dimension"]));
      if ([filter.itemId, filter.itemIds, filter.itemValue].filter((item) => item !== undefined).length !== 1)
        throw refused(path, needs(filter, ["itemId", "itemIds", "itemValue"]));
      return itemFilter({
        dimension: knownDimension({ id: filter.dimension, suite, path: [...path, "dimension"] }),
        path,
        suite,
        value: filter.itemValue,
        ids: filter.itemIds ?? [filter.itemId ?? ""],
        isIn: true,
      });
    }
    case "segment":
      refuseOthers({ filter, path, allowed: ["segmentId", "segmentDefinition"] });
      return { kind: "segment", segment: segmentOf({ filter, path, suite, segments }) };
    case "excludeItemIds": {
      refuseOthers({ filter, path, allowed: ["dimension", "excludeItemIds"] });
      if (filter.excludeItemIds === undefined) throw refused(path, needs(filter, ["excludeItemIds"]));
      const of = filter.dimension === undefined ? dimension : knownDimension({ id: filter.dimension, suite, path: [...path, "dimension"] });
      if (of === null) throw refused(path, wrong("report.filter_no_dimension", {}));
      return itemFilter({ dimension: of, path, suite, value: undefined, ids: filter.excludeItemIds, isIn: false });
    }
  }
}

function segmentOf({ filter, path, suite, segments }: Pick<Reader, "suite" | "segments"> & { filter: RequestFilter; path: Path }): SegmentContainer {
  const { segmentId, segmentDefinition } = filter;
  if ((segmentId === undefined) === (segmentDefinition === undefined)) throw refused(path, needs(filter, ["segmentId", "segmentDefinition"]));
  if (segmentId === undefined) return readSegment({ definition: segmentDefinition, suite, saved: segments, path: [...path, "segmentDefinition"] });
  const definition = segments.get(segmentId);
  if (definition === undefined) throw refused([...path, "segmentId"], wrong("segment.unknown", { id: segmentId }));
  return readSegment({ definition, suite, saved: segments, path: [...path, "segmentId"], id: segmentId });
}

/** Keys of the other filter types would have no effect, so they are refused. */
function refuseOthers({ filter, path, allowed }: { filter: RequestFilter; path: Path; allowed: readonly (keyof RequestFilter)[] }): void {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined || name === "id" || name === "type" ? [] : [name]));
  const foreign = given.find((name) => !allowed.some((one) => one === name));
  if (foreign !== undefined) throw refused([...path, foreign], wrong("report.filter_foreign", { type: filter.type }));
}

function itemFilter({
  dimension,
  path,
  suite,
  value,
  ids,
  isIn,
}: {
  dimension: Dimension;
  path: Path;
  suite: ReportingSuite;
  value: string | undefined;
  ids: readonly string[];
  isIn: boolean;
}): ReportFilter {
  if (dimension.kind !== "time")
    return { kind: "items", dimension, test: value === undefined ? idTest({ ids, isIn, path }) : { kind: "value", value: value === UNSPECIFIED ? "" : value } };
  const { unit } = dimension;
  const ranges =
    value === undefined
      ? ids.flatMap((itemId) => rangesOfTimeItem({ itemId, unit, timeZone: suite.timeZone, path }))
      : rangesOfTimeText({ text: value, unit, timeZone: suite.timeZone, path });
  return { kind: "time", ranges, isInside: isIn };
}

/** Ids of items are whole numbers below 2^53, as reports give them; nothing else can match. */
export function idTest({ ids, isIn, path }: { ids: readonly string[]; isIn: boolean; path: Path }): ItemTest {
  const bad = ids.find((id) => !/^\d{1,16}$/.test(id) || Number(id) > Number.MAX_SAFE_INTEGER);
  if (bad !== undefined) throw refused(path, wrong("report.item_id", { id: bad }));
  return { kind: "ids", ids, isIn };
}

export function knownDimension({ id, suite, path }: { id: string; suite: ReportingSuite; path: Path }): Dimension {
  const dimension = findDimension(id, suite);
  if (dimension === undefined) throw refused(path, wrong("report.dimension_unknown", { id, known: [...KNOWN_DIMENSIONS] }));
  return dimension;
}

function needs({ type }: RequestFilter, keys: (keyof RequestFilter)[]): Wrong {
  return wrong("report.filter_needs", { type, keys });
}

export function refused(path: Path, what: Wrong, cause?: unknown): Refusal {
  return new Refusal("report.definition", {}, { faults: [{ path, wrong: what }], ...(cause === undefined ? {} : { cause }) });
}
