import { AttributeCode } from "@rapport/contract";
import { Attribute, BookQuery } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { facetsOf } from "./facets.ts";

const name = { en: "A", nl: "A" };
const facet = ({
  definition,
  counts,
  filters = [],
  today = "2027-02-28",
  inside = null,
}: {
  definition: object;
  counts: Record<string, number>;
  filters?: object[];
  today?: string;
  inside?: { attribute: string; text: string } | null;
}) =>
  facetsOf({
    attributes: [{ code: AttributeCode.parse("a"), definition: Attribute.parse({ name, refinable: true, ...definition }) }],
    counts: new Map([["a", new Map(Object.entries(counts))]]),
    filters: BookQuery.parse({ filters }).filters,
    today,
    inside,
  })[0];
const shown = (of: ReturnType<typeof facet>) => of?.options.map(({ label, count, active }) => [label?.en, label?.nl, count, active]);
/** An option without a retailer's name is identified by its filter. */
const unnamed = (of: ReturnType<typeof facet>) =>
  of?.options.map(({ filter, label, count, active }) => {
    expect(label).toBeNull();
    return [
      filter.kind === "between"
        ? [filter.lower, filter.upper]
        : filter.kind === "anyOf"
          ? filter.values
          : filter.kind === "withinDays"
            ? filter.days
            : filter.kind,
      count,
      active,
    ];
  });

test("case 26 R37 thresholds 10, 20 and 50 make four ranges, with empty ones", () => {
  const range = facet({
    definition: { type: "integer", filter: { kind: "range", thresholds: [10, 20, 50] } },
    counts: { 0: 3, 2: 1, 3: 7 },
    filters: [{ kind: "between", attribute: "a", lower: 20, upper: 50 }],
  });
  expect(unnamed(range)).toEqual([
    [[null, 10], 3, false],
    [[10, 20], 0, false],
    [[20, 50], 1, true],
    [[50, null], 7, false],
  ]);
});

test("a list shows values that clients have, the most frequent first, then by name", () => {
  const values = [
    { value: "s", label: { en: "Shoes", nl: "Schoenen" } },
    { value: "b", label: { en: "Bags", nl: "Tassen" } },
    { value: "j", label: { en: "Jewellery", nl: "Sieraden" } },
    { value: "h", label: { en: "Hats", nl: "Hoeden" } },
  ];
  const list = facet({ definition: { type: "text", values, multiple: true, filter: { kind: "list", multi: true } }, counts: { s: 3, b: 3, h: 7 } });
  expect(shown(list)).toEqual([
    ["Hats", "Hoeden", 7, false],
    ["Bags", "Tassen", 3, false],
    ["Shoes", "Schoenen", 3, false],
  ]);
  expect(list?.multi).toBe(true);
});

test("a chosen value keeps its place, even when nobody has it", () => {
  const list = facet({
    definition: { type: "text", filter: { kind: "list", multi: true } },
    counts: { x: 1, y: 5, z: 5, gone: 0 },
    filters: [{ kind: "anyOf", attribute: "a", values: ["w", "z"] }],
  });
  expect(shown(list)).toEqual([
    ["y", "y", 5, false],
    ["z", "z", 5, true],
    ["x", "x", 1, false],
    ["w", "w", 0, true],
  ]);
});

test("of very many values a list shows the most frequent ones and the chosen one", () => {
  const counts = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`v${index}`, 400 - index]));
  const list = facet({
    definition: { type: "text", filter: { kind: "list", multi: true } },
    counts,
    filters: [{ kind: "anyOf", attribute: "a", values: ["v399"] }],
  });
  expect([list?.options.length, list?.options[0]?.label?.en, list?.options.at(-2)?.label?.en, list?.options.at(-1)?.label?.en]).toEqual([
    250,
    "v0",
    "v248",
    "v399",
  ]);
});

test("yes and no", () => {
  const definition = { type: "boolean", filter: { kind: "list", multi: false } };
  const list = facet({ definition, counts: { true: 2, false: 9 } });
  expect(unnamed(list)).toEqual([
    [[true], 2, false],
    [[false], 9, false],
  ]);
  expect(list?.options[0]?.filter).toEqual({ kind: "anyOf", attribute: "a", values: [true] });
  expect(unnamed(facet({ definition, counts: { true: 2 } }))).toEqual([[[true], 2, false]]);
});

test("numbers in a list are sorted as numbers", () => {
  expect(
    facet({ definition: { type: "integer", filter: { kind: "list", multi: true } }, counts: { 10: 1, 9: 1, 100: 1 } })?.options.map(({ label }) => label?.en),
  ).toEqual(["9", "10", "100"]);
});

test("dates offer the next 7, 14, 30 and 90 days, and any other chosen number", () => {
  const date = facet({
    definition: { type: "date", filter: { kind: "date" } },
    counts: { "03-03": 2, "03-10": 1, "05-29": 4, "06-30": 8 },
    filters: [{ kind: "withinDays", attribute: "a", days: 3 }],
  });
  expect(unnamed(date)).toEqual([
    [3, 2, true],
    [7, 2, false],
    [14, 3, false],
    [30, 3, false],
    [90, 7, false],
  ]);
});

test("C15 of four hundred numbers the most frequent are offered first, with how many are left out, and a text finds the others", () => {
  const counts = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [String(index), index + 1]));
  const definition = { type: "integer", filter: { kind: "list", multi: true } };
  const list = facet({ definition, counts });
  expect([list?.options.length, list?.left, list?.options[0]?.label?.en, list?.options.at(-1)?.label?.en]).toEqual([250, 150, "399", "150"]);
  const inside = facet({ definition, counts, inside: { attribute: "a", text: "12" } });
  expect([inside?.left, inside?.options.every(({ label }) => label?.en.includes("12")), inside?.options[0]?.label?.en]).toEqual([undefined, true, "12"]);
  expect(inside?.options.map(({ label }) => label?.en)).toContain("312");
});

test("C14 a value that a fixed list lost but clients have is offered as retired", () => {
  const definition = { type: "text", values: [{ value: "gold", label: { en: "Gold", nl: "Goud" } }], filter: { kind: "list", multi: true } };
  const list = facet({ definition, counts: { gold: 1, silver: 238 } });
  expect(list?.options.map(({ label, retired, count }) => [label?.en, retired, count])).toEqual([
    ["silver", true, 238],
    ["Gold", undefined, 1],
  ]);
  expect(list?.options[0]?.filter).toEqual({ kind: "anyOf", attribute: "a", values: ["silver"] });
});
