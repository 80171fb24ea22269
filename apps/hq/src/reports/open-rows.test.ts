import { expect, test } from "vitest";
import { closed, openAt, readOpen, withOpen, writeOpen } from "./open-rows.ts";

const top = [{ by: "page", itemId: "12" }];
const inner = [...top, { by: "campaign", itemId: "34" }];

test("FR3 rows are opened inside each other, show more, and close with what is inside them", () => {
  const one = withOpen([], { path: top, by: "campaign", rows: 10 });
  const two = withOpen(one, { path: inner, by: "product", rows: 10 });
  const other = withOpen(two, { path: [{ by: "page", itemId: "1" }], by: "campaign", rows: 10 });
  expect(other).toEqual(["12-campaign", "12-campaign-34-product", "1-campaign"]);
  expect(openAt(other, inner)).toEqual({ path: inner, by: "product", rows: 10 });
  expect(withOpen(other, { path: top, by: "campaign", rows: 30 })).toEqual(["12-campaign*30", "12-campaign-34-product", "1-campaign"]);
  expect(closed(other, top)).toEqual(["1-campaign"]);
  expect(closed(other, inner)).toEqual(["12-campaign", "1-campaign"]);
});

test("FR3 another dimension in an open row closes what was open inside it", () => {
  expect(withOpen(["12-campaign", "12-campaign-34-product"], { path: top, by: "product", rows: 10 })).toEqual(["12-product"]);
});

test.each(["12-campaign", "12-campaign-34-product*500", "7-daterangeday*10"])("FR3 %s is read as it was written", (written) => {
  const row = readOpen(written, "page");
  expect(row === null ? null : writeOpen(row)).toBe(written);
});

test.each(["12", "12-campaign-34", "x-campaign", "12-campaign*0", "12-campaign*501", "12-campaign*"])("FR3 %s opens no row", (written) =>
  expect(readOpen(written, "page")).toBeNull(),
);
