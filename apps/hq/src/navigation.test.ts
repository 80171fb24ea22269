import { permissionsOf } from "@rapport/contract";
import { expect, test } from "vitest";
import { areasFor, startFor } from "./navigation.ts";

test("who holds every right of headquarters is shown each area that has a page, in the order of the product", () => {
  const areas = areasFor(permissionsOf("headquarters")).map(({ area }) => area);
  expect(areas).toEqual(expect.arrayContaining(["organisation", "dataSources", "reportSuites", "reports"]));
  const order = ["home", "customers", "clienteling", "organisation", "dataSources", "reportSuites", "reports", "insights", "distribution", "system"];
  expect(areas).toEqual(order.filter((area) => areas.some((shown) => shown === area)));
});

test("a page whose right somebody does not hold is not shown, nor an area without a page for them", () => {
  expect(areasFor(["report.read"]).map(({ area, pages }) => ({ area, pages: pages.map(({ to }) => to) }))).toEqual([{ area: "reports", pages: ["/reports"] }]);
  expect(areasFor([])).toEqual([]);
});

test("somebody starts at a page that is theirs to open, and nowhere when there is none", () => {
  expect(startFor(permissionsOf("headquarters"))).toBe("/data-sources");
  expect(startFor(["report.read"])).toBe("/reports");
  expect(startFor([])).toBeUndefined();
});
