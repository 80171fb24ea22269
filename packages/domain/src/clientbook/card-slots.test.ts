import { AttributeCode } from "@rapport/contract";
import type { MeasureSlot } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { chooseSlots, fillSlots, type CardAttribute } from "./card-slots.ts";

const attribute = (code: string, displayOrder: number): CardAttribute => ({
  code: AttributeCode.parse(code),
  definition: { name: { en: code, nl: code }, type: "text" },
  displayOrder,
});
const birthday = attribute("birthday", 1);
const brand = attribute("brand", 2);
const shoeSize = attribute("shoeSize", 3);
const metal = attribute("metal", 4);
const codes = (choices: ReturnType<typeof chooseSlots>) => choices.map((choice) => (choice.kind === "measure" ? choice.code : choice.attribute.code));
const measures = (count: number) => (["lastPurchase", "netSpend365", "orders365"] as const).slice(0, count);

test("case 13 case 16 R16 R17 R18 without measures a card shows the three attributes with the lowest display orders, in that order", () => {
  expect(codes(chooseSlots({ measures: [], attributes: [metal, shoeSize, birthday, brand] }))).toEqual(["birthday", "brand", "shoeSize"]);
});

test.each([
  [1, ["lastPurchase", "birthday", "brand"]],
  [2, ["lastPurchase", "netSpend365", "birthday"]],
  [3, ["lastPurchase", "netSpend365", "orders365"]],
])("case 14 case 15 R16 R18 %i measures come first and attributes fill the rest", (count, shown) => {
  expect(codes(chooseSlots({ measures: measures(count), attributes: [birthday, brand, shoeSize, metal] }))).toEqual(shown);
});

test("case 17 R17 display order 1 comes before 2", () => {
  expect(codes(chooseSlots({ measures: measures(2), attributes: [attribute("a1", 2), attribute("a2", 1)] }))).toEqual(["lastPurchase", "netSpend365", "a2"]);
});

test("R19 equal display orders go by name", () => {
  expect(codes(chooseSlots({ measures: [], attributes: [attribute("zebra", 1), attribute("apple", 1)] }))).toEqual(["apple", "zebra"]);
});

test("case 18 R19 with fewer than three properties a card has fewer slots", () => {
  expect(codes(chooseSlots({ measures: [], attributes: [birthday] }))).toEqual(["birthday"]);
  expect(chooseSlots({ measures: [], attributes: [] })).toEqual([]);
});

test("R19 R21 a measure that is not available and an attribute without a value keep their slots", () => {
  const measure = (): MeasureSlot => ({
    kind: "measure",
    code: "netSpend365",
    state: "unavailable",
    money: null,
    number: null,
    date: null,
    refreshedAt: null,
  });
  const slots = fillSlots(chooseSlots({ measures: measures(1), attributes: [birthday, brand, shoeSize] }), {
    attributes: { brand: "Atelier", shoeSize: "39" },
    measure,
  });
  expect(slots.map((slot) => (slot.kind === "measure" ? slot.state : slot.value))).toEqual(["unavailable", null, "Atelier"]);
});
