import { expect, test } from "vitest";
import { movedTo } from "./moved-to.ts";

const IDS = ["a", "b", "c", "d"];

test("a moved id is before or after its new neighbour", () => {
  expect(movedTo(IDS, ["d"], { beside: "b", after: false })).toEqual(["a", "d", "b", "c"]);
  expect(movedTo(IDS, ["a"], { beside: "d", after: true })).toEqual(["b", "c", "d", "a"]);
});

test("several keep their own order; nothing moves beside an id that is moved too, or is unknown", () => {
  expect(movedTo(IDS, ["a", "c"], { beside: "d", after: true })).toEqual(["b", "d", "a", "c"]);
  expect(movedTo(IDS, ["b"], { beside: "b", after: true })).toEqual(IDS);
  expect(movedTo(IDS, ["b"], { beside: "x", after: true })).toEqual(IDS);
});
