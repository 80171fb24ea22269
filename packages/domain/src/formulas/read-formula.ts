import { Refusal } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { AllocationModel, isSavedMetricId } from "@rapport/contract/reporting";
import type { ReportingSuite } from "../reporting/catalogue.ts";
import { createPlace, type Place } from "../segments/place.ts";
import { readSegment, type SavedSegments } from "../segments/read-segment.ts";
import type { SegmentContainer } from "../segments/segment.ts";
import { decimalOf, isSum, MOST_FILTERS, MOST_LEVELS, MOST_PARTS, ONE_FUNCTIONS, TWO_FUNCTIONS, type Formula } from "./formula.ts";

type Path = Fault["path"];
/** The definitions of calculated metrics by id, as they were sent. */
export type SavedMetrics = ReadonlyMap<string, unknown>;

/** A metric as a formula names it, to be found in the catalogue. */
export interface FormulaMetric {
  readonly name: string;
  readonly path: Path;
  readonly model: AllocationModel | undefined;
  /** All of them narrow this metric alone. */
  readonly segments: readonly SegmentContainer[];
}

/** Against what a formula is read. */
export interface FormulaReader {
  readonly suite: ReportingSuite;
  readonly saved: SavedMetrics;
  readonly segments: SavedSegments;
}

/**
 * Reads the definition of a calculated metric (CF1) as the 2.0 API has it: `{ func: "calc-metric", formula, version }`.
 * @throws Refusal `metric.definition` that names the place and what is wrong there
 */
export function readFormula({
  definition,
  path = [],
  id,
  ...reader
}: FormulaReader & {
  definition: unknown;
  path?: Path;
  /** Of the metric itself, when it is saved: it may not name itself. */
  id?: string;
}): Formula<FormulaMetric> {
  const place = createPlace({ value: definition, path, refused });
  return rootOf({ ...reader, place, within: id === undefined ? [] : [id], count: { parts: 0, nodes: 0, filters: 0 }, level: 0, inSum: false, narrowed: [] });
}

interface Reading extends FormulaReader {
  readonly place: Place;
  /** The saved metrics that name one another down to here. */
  readonly within: readonly string[];
  readonly count: { parts: number; nodes: number; filters: number };
  readonly level: number;
  readonly inSum: boolean;
  /** The segments of what stands around. */
  readonly narrowed: readonly SegmentContainer[];
}

const TOO_LARGE = wrong("formula.too_large", { levels: MOST_LEVELS, parts: MOST_PARTS });
/** Every part may stand in a function of one number. */
const MOST_NODES = 4 * MOST_PARTS;
const KNOWN = ["metric", ...TWO_FUNCTIONS, ...ONE_FUNCTIONS, "calc-metric", "visualization-group"] as const;

/** The outermost object of a definition: its `func` may be left out. */
function rootOf(reading: Reading): Formula<FormulaMetric> {
  const { place } = reading;
  if (place.at("func").isThere) place.at("func").oneOf(["calc-metric"]);
  return calculated(reading);
}

/** `{ func: "calc-metric", formula, filters }`: a formula, narrowed to segments. */
function calculated(reading: Reading): Formula<FormulaMetric> {
  const { place } = reading;
  place.only(["func", "formula", "version", "filters", "description"]);
  const version = place.at("version");
  if (version.isThere) for (const part of version.list()) part.whole(1000);
  const filters = place.at("filters");
  const own = filters.isThere ? filters.list().map((filter) => segmentOf(reading, filter)) : [];
  return partOf({ ...reading, place: place.at("formula"), narrowed: [...reading.narrowed, ...own] });
}

function segmentOf({ suite, segments, count }: Reading, place: Place): SegmentContainer {
  count.filters += 1;
  if (count.filters > MOST_FILTERS) throw place.refused(wrong("formula.filters", { most: MOST_FILTERS }));
  const func = place.at("func").oneOf(["segment-ref", "segment", "container"]);
  if (func !== "segment-ref") return readSegment({ definition: place.value, suite, saved: segments, path: place.path });
  place.only(["func", "id", "description"]);
  const id = place.at("id").text();
  const definition = segments.get(id);
  if (definition === undefined) throw place.at("id").refused(wrong("segment.unknown", { id }));
  return readSegment({ definition, suite, saved: segments, path: place.path, id });
}

function partOf(reading: Reading): Formula<FormulaMetric> {
  const { place, count, level } = reading;
  count.nodes += 1;
  if (level > MOST_LEVELS || count.nodes > MOST_NODES) throw place.refused(TOO_LARGE);
  if (typeof place.value === "number") return numberOf(reading);
  const func = place.at("func").text();
  const two = TWO_FUNCTIONS.find((one) => one === func);
  if (two !== undefined) {
    place.only(["func", "col1", "col2", "description"]);
    const inner = { ...reading, level: level + (isSum(two) && reading.inSum ? 0 : 1), inSum: isSum(two) };
    return {
      kind: "two",
      func: two,
      left: partOf({ ...inner, place: place.at("col1") }),
      right: partOf({ ...inner, place: place.at("col2") }),
    };
  }
  const deeper = { ...reading, level: level + 1, inSum: false };
  const one = ONE_FUNCTIONS.find((known) => known === func);
  if (one !== undefined) {
    place.only(["func", "col", "description"]);
    return { kind: "one", func: one, of: partOf({ ...deeper, place: place.at("col") }) };
  }
  switch (func) {
    case "metric":
      return metricOf(reading);
    case "calc-metric":
      return place.at("id").isThere ? namedOf(reading) : calculated(deeper);
    case "visualization-group":
      // Parentheses, as its screens draw them.
      place.only(["func", "col", "description"]);
      return partOf({ ...deeper, place: place.at("col") });
    default:
      throw place.at("func").refused(wrong("formula.function", { func: func.slice(0, 60), known: [...KNOWN] }));
  }
}

function numberOf({ place, count }: Reading): Formula<FormulaMetric> {
  countPart({ place, count });
  const decimal = typeof place.value === "number" ? decimalOf(place.value) : null;
  if (decimal === null) throw place.refused(wrong("formula.number", {}));
  return { kind: "number", decimal };
}

function metricOf(reading: Reading): Formula<FormulaMetric> {
  const { place, narrowed } = reading;
  place.only(["func", "name", "description", "allocationModel"]);
  const name = place.at("name").text();
  const given = place.at("allocationModel");
  if (isSavedMetricId(name)) {
    if (given.isThere) throw given.refused(wrong("formula.model_of_formula", { id: name }));
    return savedOf(reading, { id: name, at: place.at("name") });
  }
  countPart(reading);
  return { kind: "column", column: { name, path: place.path, model: given.isThere ? modelOf(given) : undefined, segments: narrowed } };
}

function modelOf(place: Place): AllocationModel {
  const read = AllocationModel.safeParse(place.value);
  if (read.success) return read.data;
  const at = (read.error.issues[0]?.path ?? []).map((part) => (typeof part === "number" ? part : String(part)));
  throw refused([...place.path, ...at], wrong("formula.model", {}));
}

/** `{ func: "calc-metric", id }`: a saved metric. */
function namedOf(reading: Reading): Formula<FormulaMetric> {
  const { place } = reading;
  place.only(["func", "id", "version", "description"]);
  const at = place.at("id");
  return savedOf(reading, { id: at.text(), at });
}

function savedOf(reading: Reading, { id, at }: { id: string; at: Place }): Formula<FormulaMetric> {
  const { within, saved, level, place } = reading;
  if (within.includes(id)) throw at.refused(wrong("formula.circle", { id }));
  const definition = saved.get(id);
  if (definition === undefined) throw at.refused(wrong("formula.unknown", { id: id.slice(0, 60) }));
  if (level >= MOST_LEVELS) throw at.refused(TOO_LARGE);
  const inner = createPlace({ value: definition, path: place.path, refused });
  return rootOf({ ...reading, place: inner, within: [...within, id], level: level + 1, inSum: false });
}

function countPart({ place, count }: Pick<Reading, "place" | "count">): void {
  count.parts += 1;
  if (count.parts > MOST_PARTS) throw place.refused(TOO_LARGE);
}

function refused(path: Path, what: Wrong): Refusal {
  return new Refusal("metric.definition", {}, { faults: [{ path, wrong: what }] });
}

/** The ids of saved calculated metrics that a definition names, as far down as a definition may go. */
export function metricsNamedIn(definition: unknown): string[] {
  const named: string[] = [];
  const waiting = [definition];
  for (let looked = 0; waiting.length > 0 && looked < MOST_LOOKED; looked += 1) {
    const each = waiting.pop();
    if (typeof each !== "object" || each === null) continue;
    const { func, name, id } = each as Record<string, unknown>;
    if (func === "metric" && typeof name === "string" && isSavedMetricId(name)) named.push(name);
    if (func === "calc-metric" && typeof id === "string") named.push(id);
    waiting.push(...Object.values(each as Record<string, unknown>));
  }
  return [...new Set(named)];
}
/** More than what a definition can hold. */
const MOST_LOOKED = 100_000;
