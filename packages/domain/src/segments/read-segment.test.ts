import { expect, test } from "vitest";
import { refusalOf } from "../reporting/refusal-of.fixture.ts";
import { readSegment } from "./read-segment.ts";

const suite = { rsid: "s", timeZone: "UTC", currency: "EUR", variables: {}, everLinear: new Set<string>() };
const hits = (pred: unknown) => ({ func: "segment", container: { func: "container", context: "hits", pred } });
const visits = (pred: unknown) => ({ func: "segment", container: { func: "container", context: "visits", pred } });
const page = { func: "streq", str: "A", val: { func: "attr", name: "variables/page" } };
const checkpoint = { func: "container", context: "hits", pred: page };
const visitors = (pred: unknown) => ({ func: "segment", container: { func: "container", context: "visitors", pred } });
const deepSequence = (depth: number): unknown => ({
  func: "container",
  context: "visits",
  pred: depth === 0 ? page : { func: "sequence", stream: [{ ...checkpoint, pred: depth === 1 ? page : deepSequence(depth - 1) }] },
});
const nested = (depth: number): unknown => (depth === 0 ? page : { func: "container", context: "visitors", pred: nested(depth - 1) });
const saved = new Map<string, unknown>([
  ["mine", hits(page)],
  ["itself", hits({ func: "segment-ref", id: "itself" })],
  ["there", hits({ func: "segment-ref", id: "back" })],
  ["back", hits({ func: "segment-ref", id: "there" })],
]);

test.each([
  ["nothing", undefined, "", "value.missing"],
  ["a text", "page", "", "value.type"],
  ["no container", { func: "segment" }, "container", "value.missing"],
  ["an unknown context", { func: "container", context: "people", pred: page }, "context", "value.choice"],
  ["no condition", hits(undefined), "container.pred", "value.missing"],
  ["an unknown comparison", hits({ ...page, func: "like" }), "container.pred.func", "value.choice"],
  ["a word without meaning", hits({ ...page, isCaseSensitive: true }), "container.pred", "value.unknown_keys"],
  [
    "what cannot be counted yet",
    visits({ func: "sequence", stream: [checkpoint, { func: "dimension-restriction", limit: "within", count: 1, attribute: page.val }, checkpoint] }),
    "container.pred.stream[1].func",
    "segment.not_yet",
  ],
  ["a part of a sequence without its context", hits({ func: "sequence-prefix", stream: [checkpoint] }), "container.pred.context", "value.missing"],
  [
    "a part of a sequence that excludes at its end",
    hits({ func: "sequence-prefix", context: "visits", stream: [checkpoint, { func: "exclude-next-checkpoint" }, checkpoint] }),
    "container.pred.stream",
    "segment.edge",
  ],
  [
    "a part of a sequence that begins with a visit",
    hits({ func: "sequence-suffix", context: "visitors", stream: [{ ...checkpoint, context: "visits" }, checkpoint] }),
    "container.pred.stream",
    "segment.edge",
  ],
  ["a group outside of a sequence", visits({ func: "sequence-and", checkpoints: [checkpoint] }), "container.pred.func", "segment.group"],
  [
    "a limit before a group",
    visits({
      func: "sequence",
      stream: [
        checkpoint,
        { func: "container-restriction", limit: "within", count: 1, container: "hits" },
        { func: "sequence-and", checkpoints: [checkpoint, checkpoint] },
      ],
    }),
    "container.pred.stream[2]",
    "segment.group",
  ],
  [
    "a group of hits and visits",
    visitors({ func: "sequence", stream: [{ func: "sequence-or", checkpoints: [checkpoint, { ...checkpoint, context: "visits" }] }] }),
    "container.pred.stream[0]",
    "segment.group",
  ],
  [
    "sequences four deep",
    { func: "segment", container: deepSequence(4) },
    "container.pred.stream[0].pred.pred.stream[0].pred.pred.stream[0].pred.pred",
    "segment.sequences",
  ],
  [
    "more than 20 sequences",
    visits({ func: "or", preds: Array.from({ length: 21 }, () => ({ func: "sequence", stream: [checkpoint] })) }),
    "container.pred.preds[20]",
    "segment.sequences",
  ],
  [
    "more than 150 conditions on amounts",
    hits({ func: "or", preds: Array.from({ length: 151 }, () => ({ func: "event-exists", evt: { func: "event", name: "metrics/orders" } })) }),
    "container.pred.preds[150].evt",
    "segment.amounts",
  ],
  [
    "texts that are too long together",
    hits({ func: "streq-in", list: Array.from({ length: 400 }, () => "x".repeat(300)), val: page.val }),
    "container.pred.list[305]",
    "segment.too_long",
  ],
  ["an unknown dimension", hits({ ...page, val: { func: "attr", name: "variables/weather" } }), "container.pred.val.name", "report.dimension_unknown"],
  ["a day", hits({ ...page, val: { func: "attr", name: "variables/daterangeday" } }), "container.pred.val.name", "segment.not_of_hit"],
  ["a metric of no hit", hits({ func: "event-exists", evt: { func: "event", name: "metrics/visits" } }), "container.pred.evt.name", "segment.not_of_hit"],
  ["a text as number", hits({ func: "gt", num: "many", val: { func: "attr", name: "variables/page" } }), "container.pred.num", "segment.number"],
  ["a text that is too long", hits({ ...page, str: "x".repeat(1001) }), "container.pred.str", "value.long"],
  ["a description that is no text", hits({ ...page, description: [[["x"]]] }), "container.pred.description", "value.type"],
  ["a version that is none", { ...hits(page), version: [{ deep: 1 }] }, "version[0]", "value.type"],
  ["an empty group", hits({ func: "and", preds: [] }), "container.pred.preds", "value.few"],
  ["an empty list", hits({ func: "streq-in", list: [], val: page.val }), "container.pred.list", "value.few"],
  ["a sequence of hits", hits({ func: "sequence", stream: [checkpoint] }), "container.pred", "segment.sequence"],
  ["no step", visits({ func: "sequence", stream: [] }), "container.pred.stream", "value.few"],
  [
    "a limit before all steps",
    visits({ func: "sequence", stream: [{ func: "time-restriction", limit: "within", count: 1, unit: "day" }, checkpoint] }),
    "container.pred.stream[0]",
    "segment.between",
  ],
  ["an unknown segment", hits({ func: "segment-ref", id: "theirs" }), "container.pred.id", "segment.unknown"],
  ["a segment that names itself", hits({ func: "segment-ref", id: "itself" }), "container.pred.container.pred.id", "segment.circle"],
  ["segments that name each other", hits({ func: "segment-ref", id: "there" }), "container.pred.container.pred.container.pred.id", "segment.circle"],
  ["500 conditions and more", hits({ func: "or", preds: Array.from({ length: 500 }, () => page) }), "container.pred.preds[499]", "segment.too_large"],
])("SE1 %s is refused with its place", (_, definition, at, fault) => {
  expect(refusalOf(() => readSegment({ definition, suite, saved }))).toMatchObject({ code: "segment.definition", at, fault });
});

test("SE1 50 nested containers are too many", () => {
  expect(refusalOf(() => readSegment({ definition: { func: "segment", container: nested(50) }, suite, saved }))).toMatchObject({ fault: "segment.too_large" });
});

test("SE10 a saved segment stands where it is named; naming itself is a circle by its own id, too", () => {
  expect(readSegment({ definition: hits({ func: "segment-ref", id: "mine" }), suite, saved }).condition).toEqual(
    readSegment({ definition: hits(page), suite, saved }),
  );
  expect(refusalOf(() => readSegment({ definition: hits({ func: "segment-ref", id: "mine" }), suite, saved, id: "mine" }))).toMatchObject({
    fault: "segment.circle",
  });
});
