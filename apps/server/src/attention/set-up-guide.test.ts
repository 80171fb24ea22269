import { getSetUpGuide, putActivityType, putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { putScreenLayout } from "@rapport/contract/layouts";
import { putLegalEntity, putNumberSequence, putStore, putWorker } from "@rapport/contract/organisation";
import { startDistribution } from "@rapport/contract/publishing";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { ATTRIBUTES, newEntity, testServer } from "../testing/index.ts";

const server = await testServer({ clock: testClock("2026-11-30T10:00:00Z") });
const { api } = server;
afterAll(async () => await server.close());

test("OG10 each step of the guide is done by what is done, in any order, and opens again when it is undone", async () => {
  const { legalEntity, operatorId } = await newEntity(server);
  const params = { legalEntity };
  await api(putLegalEntity, { params, body: { publishAtOnce: null } });
  const work = async (operations: number[]) => await api(putWorker, { params: { ...params, operatorId }, body: { operations: operations as [712] } });
  await work([]);
  const open = async () => {
    const { steps } = await api(getSetUpGuide, { params });
    return Object.fromEntries(steps.filter(({ state }) => state !== "done").map(({ step, gaps }) => [step, gaps]));
  };
  const before = await open();
  expect(Object.keys(before)).toEqual(expect.arrayContaining(["numbers", "attributes", "group", "activityTypes", "rights", "measures"]));
  // The feature is on, and stores that name no layout have the standard one, with its buttons.
  expect([before["feature"], before["buttons"]]).toEqual([undefined, undefined]);

  await api(putNumberSequence, { params: { ...params, reference: "clientBook" }, body: { format: "CB-###" } });
  expect((await open())["numbers"]).toBeUndefined();
  await api(putAttribute, { params: { ...params, code: "size" }, body: { ...ATTRIBUTES.shoeSize, refinable: false } });
  expect((await open())["attributes"]).toEqual([{ code: "none_refinable", count: 1 }]);
  await api(putAttribute, { params: { ...params, code: "size" }, body: ATTRIBUTES.shoeSize });
  expect((await open())["attributes"]).toBeUndefined();
  await api(putAttributeGroup, { params: { ...params, code: "book" }, body: { name: { en: "Book" }, members: [] } });
  await api(putParameters, { params, body: { clientBookAttributeGroup: "book" } });
  expect((await open())["group"]).toEqual([{ code: "empty_group" }]);
  await api(putAttributeGroup, { params: { ...params, code: "book" }, body: { members: [{ attribute: "size", displayOrder: 1 }] } });
  expect((await open())["group"]).toBeUndefined();
  await api(putParameters, { params, body: { measures: ["orders365"] } });
  expect((await open())["measures"]).toBeUndefined();
  await api(putActivityType, { params: { ...params, code: "visit" }, body: { name: { en: "Store visit" } } });
  expect((await open())["activityTypes"]).toBeUndefined();

  await work([712]);
  expect((await open())["rights"]).toEqual([{ code: "nobody_adds" }]);
  await work([712, 714]);
  expect((await open())["rights"]).toBeUndefined();

  const layout = (operation: number) => ({
    name: { en: "Bare" },
    sizes: [{ kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 1, columns: 1, buttons: [{ operation, row: 1, column: 1 }] }] }],
  });
  await api(putScreenLayout, { params: { ...params, code: "bare" }, body: layout(602) });
  await api(putStore, { params: { ...params, store: "S1" }, body: { screenLayout: "bare" } });
  expect((await open())["buttons"]).toEqual([{ code: "stores_without_button", count: 1 }]);
  await api(putScreenLayout, { params: { ...params, code: "bare" }, body: layout(712) });

  const left = await open();
  expect(Object.keys(left)).toEqual(["publishing"]);
  expect(left["publishing"]).toEqual(expect.arrayContaining([{ code: "unpublished_changes", count: expect.any(Number) as number }]));
  await api(startDistribution, { params, body: {} });
  await expect.poll(open, { timeout: 20_000 }).toEqual({});
  await work([712]);
  expect(Object.keys(await open())).toEqual(["rights", "publishing"]);
});
