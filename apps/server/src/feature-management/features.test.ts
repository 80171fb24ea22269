import {
  addToClientBook,
  getParameters,
  getRecommendations,
  listActivityTypes,
  listClientBooks,
  putParameters,
  searchClientBook,
} from "@rapport/contract/clienteling";
import { getCustomerBooks, getCustomerProfile } from "@rapport/contract/customers";
import { enableAllFeatures, listFeatures, putFeature, putFeatureComment } from "@rapport/contract/features";
import { getPosSession } from "@rapport/contract/sessions";
import { listNumberSequences, putNumberSequence } from "@rapport/contract/organisation";
import { getCustomerTimeline, getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addCustomers, newBookShop, refused, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
const clock = testClock("2026-03-02T09:00:00Z");
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => await server.close());
afterEach(async () => {
  await server.deps.db.deleteFrom("feature_state").execute();
});

const params = { feature: "clienteling" } as const;
const one = async () => (await server.api(listFeatures)).features[0];

test("case 44 R68 R75 while clienteling is off the POS hides and refuses it in words, and its parameters cannot change", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, [{ accountNumber: "1" }]);
  const before = await shop.associate(getPosSession);
  expect(before).toMatchObject({ features: ["clienteling", "recommendations"] });
  expect(before.permissions).toContain("clientBook.view");
  await api(putFeature, { params, body: { state: "off" } });
  const off = { kind: "conflict", code: "feature.off", params: { feature: "clienteling" } };
  expect(await refused(shop.associate, searchClientBook, { body: {} })).toMatchObject(off);
  expect(await refused(shop.associate, addToClientBook, { params: { customerId } })).toMatchObject(off);
  expect(await refused(shop.associate, getTimeline, { params: { customerId } })).toMatchObject(off);
  const during = await shop.associate(getPosSession);
  expect([during.features, during.permissions.filter((permission) => permission.startsWith("clientBook."))]).toEqual([[], []]);
  const of = { params: { legalEntity: shop.legalEntity } };
  expect(await refused(api, putParameters, { ...of, body: { measures: [] } })).toMatchObject(off);
  await api(putParameters, { ...of, body: { customerAttributeGroup: "customerGroup" } });
  expect(await api(getParameters, of)).toMatchObject({ clientBookAttributeGroup: "bookGroup" });

  await api(putFeature, { params, body: { state: "on" } });
  expect(await shop.associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: "CB-0001" });
});

test("case 44 R70 R75 while clienteling is off headquarters refuses its books, activity types, timeline and numbers, and keeps customers", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const other = await newBookShop(server);
  await addCustomers(server, shop, [{ accountNumber: "1" }]);
  const { legalEntity } = shop;
  const of = { params: { legalEntity, accountNumber: "1" } };
  await api(putFeature, { params, body: { state: "off" } });
  const off = { code: "feature.off", params: { feature: "clienteling" } };
  for (const endpoint of [listClientBooks, listActivityTypes]) expect(await refused(api, endpoint, { params: { legalEntity } })).toMatchObject(off);
  for (const endpoint of [getCustomerTimeline, getCustomerBooks]) expect(await refused(api, endpoint, of)).toMatchObject(off);
  expect(await refused(api, putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format: "N##" } })).toMatchObject(off);
  expect(await refused(api, putParameters, { params: { legalEntity }, body: { numberSequence: { format: "N##" } } })).toMatchObject(off);
  // Customers are made in stores also without it.
  await api(putNumberSequence, { params: { legalEntity, reference: "customer" }, body: { format: "C##" } });
  await api(putParameters, { params: { legalEntity }, body: { customerNumberSequence: { format: "C###" } } });
  expect((await api(listNumberSequences, { params: { legalEntity } })).numberSequences).toMatchObject([{ reference: "clientBook" }, { format: "C###" }]);
  const key = await server.addKey(["organisation.manage"]);
  const headers = { authorization: `Bearer ${key}` };
  const answer = await server.inject({ method: "GET", headers, url: `/api/legal-entities/${legalEntity}/lists/activity-types/export` });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "feature.off"]);
  expect(await api(getCustomerProfile, of)).toMatchObject({ accountNumber: "1" });

  // A feature is off for every legal entity.
  expect(await refused(api, listClientBooks, { params: { legalEntity: other.legalEntity } })).toMatchObject(off);

  expect(await api(enableAllFeatures, { body: {} })).toEqual({ enabled: ["clienteling"], kept: [] });
  expect(await api(listClientBooks, { params: { legalEntity } })).toMatchObject({ total: 0 });
});

test("R73 feature managers write a comment, with who and when; a write for an older version is refused, and an empty one takes it away", async () => {
  const { api } = server;
  await server.deps.db.deleteFrom("feature_comment").execute();
  const first = await api(putFeatureComment, { params, query: { version: 0 }, body: { text: " Wait for the shoe stores. " } });
  expect(first).toMatchObject({ isNew: true, comment: { text: "Wait for the shoe stores.", saved: { version: 1 } } });
  expect(await refused(api, putFeatureComment, { params, query: { version: 0 }, body: { text: "Go" } })).toMatchObject({ code: "code.taken" });
  expect(await one()).toMatchObject({ comment: { text: "Wait for the shoe stores." } });
  expect(await api(putFeatureComment, { params, query: { version: 1 }, body: { text: "" } })).toMatchObject({ comment: { text: "", saved: { version: 2 } } });
});

test("R73 enabling all keeps a schedule and says so", async () => {
  const { api } = server;
  await api(putFeature, { params, body: { state: "off" } });
  await api(putFeature, { params, body: { state: "scheduled", day: "2026-03-05" } });
  expect(await api(enableAllFeatures, { body: {} })).toEqual({
    enabled: [],
    kept: [
      { feature: "clienteling", why: "scheduled" },
      { feature: "recommendations", why: "needs" },
    ],
  });
  expect(await one()).toMatchObject({ state: "scheduled", day: "2026-03-05" });
});

test("case 45 R71 a scheduled feature is on at the POS from its midnight without anything being published then", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  await api(putFeature, { params, body: { state: "off" } });
  expect(await refused(api, putFeature, { params, body: { state: "scheduled", day: "2026-03-02" } })).toMatchObject({ code: "feature.day_past" });
  const { enabledAt } = await api(putFeature, { params, body: { state: "scheduled", day: "2026-03-05" } });
  expect(await one()).toMatchObject({ state: "scheduled", day: "2026-03-05", isNew: false });
  expect(await refused(shop.associate, searchClientBook, { body: {} })).toMatchObject({ code: "feature.off" });
  const before = clock.now();
  clock.set(new Date(Date.parse(enabledAt ?? "") - 1));
  // Their earlier session has ended meanwhile.
  const associate = await server.asWorker(shop);
  expect(await refused(associate, searchClientBook, { body: {} })).toMatchObject({ code: "feature.off" });
  clock.set(enabledAt ?? "");
  expect(await associate(searchClientBook, { body: {} })).toMatchObject({ total: 0 });
  expect(await one()).toMatchObject({ state: "on", day: null, enabledAt });
  clock.set(before);
});

test("R69 clienteling that is on needs attention where stores lack a number sequence or an attribute group, as far as the reader may see", async () => {
  const { api } = server;
  const whole = await newBookShop(server);
  const numberless = await newBookShop(server, { format: null });
  const groupless = await newBookShop(server);
  await api(putParameters, { params: groupless, body: { clientBookAttributeGroup: null } });
  const lacking = async () => {
    const { attention } = await api(listFeatures);
    return [whole, numberless, groupless].map((shop) => attention.find(({ legalEntity }) => legalEntity === shop.legalEntity)?.lacks);
  };
  expect(await lacking()).toEqual([undefined, ["numberSequence"], ["clientBookAttributeGroup"]]);
  const key = await server.addKey(["feature.read"], [numberless.legalEntity]);
  const answer = await server.inject({ method: "GET", url: "/api/features", headers: { authorization: `Bearer ${key}` } });
  expect(answer.json<{ attention: { legalEntity: string }[] }>().attention.map(({ legalEntity }) => legalEntity)).toEqual([numberless.legalEntity]);
  await api(putNumberSequence, { params: { ...numberless, reference: "clientBook" }, body: { format: "N##" } });
  expect((await lacking())[1]).toBeUndefined();
  await api(putFeature, { params, body: { state: "off" } });
  expect((await api(listFeatures)).attention).toEqual([]);
});

test("R69 R75 recommended products are off at the POS by themselves, cannot be on without clienteling, and are as decided when that is on again", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, [{ accountNumber: "1" }]);
  const recommended = { params: { feature: "recommendations" } } as const;
  const states = async () => (await api(listFeatures)).features.map(({ state, needs }) => [state, needs]);
  expect(await states()).toEqual([
    ["on", null],
    ["on", "clienteling"],
  ]);
  expect(await shop.associate(getRecommendations, { params: { customerId } })).toMatchObject({ recommendations: [] });
  await api(putFeature, { ...recommended, body: { state: "off" } });
  expect(await refused(shop.associate, getRecommendations, { params: { customerId } })).toMatchObject({
    code: "feature.off",
    params: { feature: "recommendations" },
  });
  expect((await shop.associate(getPosSession)).features).toEqual(["clienteling"]);
  await api(putFeature, { params, body: { state: "off" } });
  expect((await states()).map(([state]) => state)).toEqual(["off", "cannot"]);
  expect((await api(listFeatures)).features[1]).toMatchObject({ state: "cannot", decided: "off" });
  expect(await refused(api, putFeature, { ...recommended, body: { state: "on" } })).toMatchObject({
    code: "feature.needs",
    params: { feature: "recommendations", needs: "clienteling" },
  });
  expect(await api(enableAllFeatures, { body: {} })).toEqual({ enabled: ["clienteling", "recommendations"], kept: [] });
  await api(putFeature, { params, body: { state: "off" } });
  expect(await shop.associate(getPosSession)).toMatchObject({ features: [] });
  await api(putFeature, { params, body: { state: "on" } });
  expect(await shop.associate(getPosSession)).toMatchObject({ features: ["clienteling", "recommendations"] });
});

test("OG2 R69 the list of features says who decided, and a write for an older version is refused", async () => {
  const { api } = server;
  expect(await one()).toMatchObject({ code: "clienteling", state: "on", release: "onByDefault", isNew: true, saved: null, enabledAt: null });
  expect(await api(putFeature, { params, query: { version: 0 }, body: { state: "on" } })).toMatchObject({ isNew: false, saved: { version: 1 } });
  expect(await api(putFeature, { params, body: { state: "on" } })).toMatchObject({ saved: { version: 1 } });
  expect(await refused(api, putFeature, { params, query: { version: 0 }, body: { state: "off" } })).toMatchObject({ code: "code.taken" });
  expect(await refused(api, putFeature, { params, body: { state: "scheduled", day: "2026-03-09" } })).toMatchObject({ code: "feature.on_already" });
});

test("case 47 R73 a feature viewer sees the list and cannot switch", async () => {
  const key = await server.addKey(["feature.read"]);
  const headers = { authorization: `Bearer ${key}` };
  expect((await server.inject({ method: "GET", url: "/api/features", headers })).statusCode).toBe(200);
  const answer = await server.inject({ method: "PUT", url: "/api/features/clienteling", headers, payload: { state: "off" } });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, "permission.missing"]);
  expect(await one()).toMatchObject({ state: "on" });
});
