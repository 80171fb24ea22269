import { permissionsOf } from "@rapport/contract";
import { expect, test } from "vitest";
import { areasFor } from "./navigation.ts";

test("a person with every right of headquarters sees each area that has a page, in order", () => {
  const areas = areasFor(permissionsOf("headquarters")).map(({ area }) => area);
  expect(areas).toEqual(expect.arrayContaining(["organisation", "dataSources", "reportSuites", "reports"]));
  const order = ["home", "customers", "clienteling", "organisation", "dataSources", "reportSuites", "reports", "insights", "distribution", "system"];
  expect(areas).toEqual(order.filter((area) => areas.some((shown) => shown === area)));
});

test("a page without the right for it is not shown, and neither is an area without a page that the person may open", () => {
  expect(areasFor(["report.read"]).map(({ area, pages }) => ({ area, pages: pages.map(({ to }) => to) }))).toEqual([{ area: "reports", pages: ["/reports"] }]);
  expect(areasFor([])).toEqual([]);
});

test("Home is the first area, also of somebody who holds no right", () => {
  expect(areasFor(["ownAccount"]).map(({ area }) => area)).toEqual(["home"]);
  expect(areasFor([...permissionsOf("headquarters"), "ownAccount"])[0]).toMatchObject({ area: "home", pages: [{ to: "/" }] });
});
