import { Refusal } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import { SUITE_METRICS } from "@rapport/contract/reporting";
import { KNOWN_DIMENSIONS, findDimension, findMetric, type ReportingSuite } from "../reporting/catalogue.ts";
import { createPlace, type Budget, type Place } from "./place.ts";
import { readSequence, readSequencePart } from "./read-sequence.ts";
import { readNumberTest, readValueTest, VALUE_FUNCTIONS } from "./read-value-test.ts";
import {
  SEGMENT_CONTEXTS,
  type SegmentCondition,
  type SegmentContainer,
  type SegmentContext,
  type SegmentDimension,
  type SegmentMetric,
  type ValueCondition,
} from "./segment.ts";

type Path = Fault["path"];
/** The definitions of saved segments by id, as they were sent. */
export type SavedSegments = ReadonlyMap<string, unknown>;

/**
 * Reads the definition of a segment (SE1) as the 2.0 API has it: `{ func: "segment", container: { func: "container", context, pred } }`.
 * @throws Refusal `invalid` that names the place and what is wrong there
 */
export function readSegment({
  definition,
  suite,
  saved,
  path = [],
  id,
}: {
  definition: unknown;
  suite: ReportingSuite;
  saved: SavedSegments;
  path?: Path;
  /** Of the segment itself, when it is saved: it may not name itself. */
  id?: string;
}): SegmentContainer {
  const budget = { letters: MOST_LETTERS, spent: () => wrong("segment.too_long", { letters: MOST_LETTERS }) };
  const place = createPlace({ value: definition, path, refused, budget });
  return rootOf({
    place,
    suite,
    saved,
    within: id === undefined ? [] : [id],
    count: { conditions: 0, amounts: 0, sequences: 0, budget },
    depth: 0,
    sequences: 0,
  });
}

/** A condition of a segment, with what is known on the way to it. */
interface Reading {
  readonly place: Place;
  readonly suite: ReportingSuite;
  readonly saved: SavedSegments;
  /** The saved segments that name one another down to here. */
  readonly within: readonly string[];
  readonly count: { conditions: number; amounts: number; sequences: number; readonly budget: Budget };
  readonly depth: number;
  /** How many sequences it stands in. */
  readonly sequences: number;
  /** Of the container around it. */
  readonly context: SegmentContext;
}

/** So that the engine can answer it. */
const MOST_DEEP = 20;
const MOST_CONDITIONS = 500;
const MOST_LETTERS = 100_000;
const MOST_AMOUNTS = 150;
const MOST_SEQUENCES = 20;
const MOST_SEQUENCES_DEEP = 3;
const MOST = wrong("segment.too_large", { levels: MOST_DEEP, conditions: MOST_CONDITIONS });

function rootOf({ place, ...rest }: Omit<Reading, "context">): SegmentContainer {
  const func = place.at("func").oneOf(["segment", "container"]);
  if (func === "container") return readContainer({ ...rest, place });
  place.only(["func", "version", "container", "description"]);
  const version = place.at("version");
  if (version.isThere) for (const part of version.list()) part.whole(1000);
  return readContainer({ ...rest, place: place.at("container") });
}

function readContainer(reading: Omit<Reading, "context">): SegmentContainer {
  const { place } = reading;
  place.at("func").oneOf(["container"]);
  place.only(["func", "context", "pred", "description"]);
  const context = place.at("context").oneOf(SEGMENT_CONTEXTS);
  return { kind: "container", context, condition: readCondition({ ...reading, place: place.at("pred"), depth: reading.depth + 1, context }) };
}

const GROUPS = ["and", "or", "without", "container", "segment", "segment-ref", "sequence", "sequence-prefix", "sequence-suffix"] as const;
const EVENTS = ["event-exists", "not-event-exists"] as const;
/** They stand in the stream of a sequence. */
const OF_STREAMS = ["sequence-and", "sequence-or"];

function readCondition(reading: Reading): SegmentCondition {
  const { place, count, depth } = reading;
  if (depth > MOST_DEEP) throw place.refused(MOST);
  count.conditions += 1;
  if (count.conditions > MOST_CONDITIONS) throw place.refused(MOST);
  const func = place.at("func").text();
  if (OF_STREAMS.includes(func)) throw place.at("func").refused(wrong("segment.group", {}));
  switch (place.at("func").oneOf([...GROUPS, ...EVENTS, ...VALUE_FUNCTIONS])) {
    case "and":
    case "or":
      return groupOf(reading, func === "and" ? "all" : "any");
    case "without":
      place.only(["func", "pred", "description"]);
      return { kind: "not", of: readCondition(below(reading, place.at("pred"))) };
    case "container":
      return readContainer(below(reading, place));
    case "segment":
    case "segment-ref":
      return savedSegment(reading);
    case "sequence":
      return readSequence({ place, context: reading.context, read: stepsOf(reading) });
    case "sequence-prefix":
    case "sequence-suffix":
      return readSequencePart({ place, read: stepsOf(reading) });
    case "event-exists":
      place.only(["func", "evt", "description"]);
      return { kind: "happened", metric: eventOf(reading, place.at("evt")) };
    case "not-event-exists":
      place.only(["func", "evt", "description"]);
      return { kind: "not", of: { kind: "happened", metric: eventOf(reading, place.at("evt")) } };
    default:
      return comparisonOf(reading);
  }
}

function below(reading: Reading, place: Place): Reading {
  return { ...reading, place, depth: reading.depth + 1 };
}

/** Reads the containers of a sequence. Each inner sequence is a whole reading of the rows inside another. */
function stepsOf(reading: Reading): (container: Place) => SegmentContainer {
  const { count, place } = reading;
  const sequences = reading.sequences + 1;
  count.sequences += 1;
  if (sequences > MOST_SEQUENCES_DEEP || count.sequences > MOST_SEQUENCES) {
    throw place.refused(wrong("segment.sequences", { most: MOST_SEQUENCES, deep: MOST_SEQUENCES_DEEP }));
  }
  return (container) => readContainer({ ...below(reading, container), sequences });
}

function groupOf(reading: Reading, kind: "all" | "any"): SegmentCondition {
  const { place } = reading;
  place.only(["func", "preds", "description"]);
  const of = place
    .at("preds")
    .list()
    .map((each) => readCondition(below(reading, each)));
  return { kind, of };
}

/** `{ func: "segment-ref", id }` stands for a saved segment, or the whole definition of another stands here. */
function savedSegment(reading: Reading): SegmentCondition {
  const { place, saved, within } = reading;
  if (place.at("func").text() === "segment") return rootOf(below(reading, place));
  place.only(["func", "id", "description"]);
  const id = place.at("id").text();
  if (within.includes(id)) throw place.at("id").refused(wrong("segment.circle", { id }));
  const definition = saved.get(id);
  if (definition === undefined) throw place.at("id").refused(wrong("segment.unknown", { id }));
  const inner = createPlace({ value: definition, path: place.path, refused, budget: reading.count.budget });
  return readContainer({ ...below(reading, containerIn(inner)), within: [...within, id] });
}

function containerIn(place: Place): Place {
  return place.at("func").text() === "segment" ? place.at("container") : place;
}

/** A value or a sum compared. */
function comparisonOf(reading: Reading): SegmentCondition {
  const { place } = reading;
  const val = place.at("val");
  if (val.at("func").oneOf(["attr", "total"]) === "total") {
    val.only(["func", "evt", "description"]);
    return { kind: "total", metric: eventOf(reading, val.at("evt")), test: readNumberTest(place) };
  }
  const { dimension, as } = attributeOf(reading, val);
  const { test, isNegated, isAbsence } = readValueTest(place);
  const condition: ValueCondition = { kind: "value", dimension, as, test, isNegated };
  // Never set: nowhere in the container, whatever its context.
  return isAbsence ? { kind: "not", of: condition } : condition;
}

function attributeOf({ suite }: Reading, place: Place): { dimension: SegmentDimension; as: ValueCondition["as"] } {
  place.only(["func", "name", "description", "allocation-model"]);
  const id = place.at("name").text();
  const dimension = findDimension(id, suite);
  if (dimension === undefined) throw place.at("name").refused(wrong("report.dimension_unknown", { id, known: [...KNOWN_DIMENSIONS] }));
  if (dimension.kind === "time") throw place.at("name").refused(wrong("segment.not_of_hit", { id }));
  const model = place.at("allocation-model");
  if (!model.isThere) return { dimension, as: "shown" };
  model.only(["func"]);
  model.at("func").oneOf(["allocation-instance"]);
  return { dimension, as: "set" };
}

function eventOf({ suite, count }: Reading, place: Place): SegmentMetric {
  count.amounts += 1;
  if (count.amounts > MOST_AMOUNTS) throw place.refused(wrong("segment.amounts", { most: MOST_AMOUNTS }));
  place.at("func").oneOf(["event"]);
  place.only(["func", "name", "description"]);
  const id = place.at("name").text();
  const metric = findMetric(id, suite);
  if (metric === undefined) throw place.at("name").refused(wrong("report.metric_unknown", { id, known: [...SUITE_METRICS, "event1-event1000"] }));
  switch (metric.kind) {
    case "conversion":
      return metric;
    case "occurrences":
    case "pageviews":
    case "pageevents":
      return { kind: metric.kind, id: metric.id };
    default:
      throw place.at("name").refused(wrong("segment.not_of_hit", { id }));
  }
}

function refused(path: Path, what: Wrong): Refusal {
  return new Refusal("segment.definition", {}, { faults: [{ path, wrong: what }] });
}

/** The ids of the saved segments that a definition names directly. What is nested deeper than a definition may be names none. */
export function segmentsNamedIn(definition: unknown, levels = LEVELS): string[] {
  if (levels === 0) return [];
  if (Array.isArray(definition)) return definition.flatMap((each) => segmentsNamedIn(each, levels - 1));
  if (typeof definition !== "object" || definition === null) return [];
  const { func, id } = definition as Record<string, unknown>;
  if (func === "segment-ref" && typeof id === "string") return [id];
  return Object.values(definition).flatMap((each) => segmentsNamedIn(each, levels - 1));
}
/** Each level of conditions is an object in a list. A formula around it may have a long sum in it. */
const LEVELS = 2 * MOST_DEEP + 600;
