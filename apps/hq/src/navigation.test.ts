import { permissionsOf } from "@rapport/contract";
import { expect, test } from "vitest";
import { FeatureCode } from "@rapport/contract/features";
import { areasFor, createsFor, featureMissing, rightMissing } from "./navigation.ts";

const features = FeatureCode.options;

test("a person with every right of headquarters sees each area that has a page, in order", () => {
  const areas = areasFor({ permissions: permissionsOf("headquarters"), features }).map(({ area }) => area);
  expect(areas).toEqual(expect.arrayContaining(["organisation", "dataSources", "reportSuites", "reports"]));
  const order = ["home", "customers", "clienteling", "organisation", "dataSources", "reportSuites", "reports", "insights", "distribution", "system"];
  expect(areas).toEqual(order.filter((area) => areas.some((shown) => shown === area)));
});

test("a page without the right for it is not shown, and neither is an area without a page that the person may open", () => {
  expect(areasFor({ permissions: ["report.read"], features }).map(({ area, pages }) => ({ area, pages: pages.map(({ to }) => to) }))).toEqual([
    { area: "reports", pages: ["/reports", "/segments", "/calculated-metrics"] },
  ]);
  expect(areasFor({ permissions: [], features })).toEqual([]);
});

test("Home is the first area, also of somebody who holds no right", () => {
  expect(areasFor({ permissions: ["ownAccount"], features }).map(({ area }) => area)).toEqual(["home"]);
  expect(areasFor({ permissions: [...permissionsOf("headquarters"), "ownAccount"], features })[0]).toMatchObject({ area: "home", pages: [{ to: "/" }] });
});

test("R75 while clienteling is off its pages are not shown, and one that is opened by its address says so; others stay", () => {
  const opener = { permissions: permissionsOf("headquarters"), features: [] };
  const pages = areasFor(opener).flatMap(({ pages: of }) => of.map(({ to }) => to));
  expect(pages).toEqual(expect.arrayContaining(["/features", "/customers", "/attributes", "/commerce-parameters"]));
  expect(pages.filter((to) => to === "/client-books" || to === "/activity-types")).toEqual([]);
  expect(createsFor(opener).map(({ to }) => to)).not.toContain("/activity-types/new");
  expect(featureMissing("/client-books/of/10", [])).toBe("clienteling");
  expect([featureMissing("/client-books", features), featureMissing("/customers", []), featureMissing("/", [])]).toEqual([undefined, undefined, undefined]);
});

test("something new is offered to whoever may make it, and not to whoever only sees it", () => {
  const made = (...permissions: Parameters<typeof createsFor>[0]["permissions"]) => createsFor({ permissions, features }).map(({ to }) => to);
  expect(made("publishing.read")).toEqual([]);
  expect(made("publishing.read", "publishing.manage").toSorted()).toEqual(["/distribution-schedules/new", "/store-groups/new"]);
  expect(made("dataSource.manage")).toEqual(["/data-sources/new"]);
});

test("a page that somebody opens by its address without the right for it says which right that is", () => {
  expect([rightMissing("/users", ["audit.read"]), rightMissing("/client-books/of/10", [])]).toEqual(["user.manage", "customer.manage"]);
  expect([rightMissing("/audit", ["audit.read"]), rightMissing("/account", []), rightMissing("/nowhere", [])]).toEqual([undefined, undefined, undefined]);
});
