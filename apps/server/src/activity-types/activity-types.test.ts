import {
  deleteActivityType,
  listActivityTypeFetches,
  listActivityTypes,
  listTypesAtStore,
  putActivityType,
  putParameters,
  refreshActivityTypes,
} from "@rapport/contract/clienteling";
import { deleteStore, putLegalEntity, putStore } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newBookShop, refused, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
const clock = testClock("2026-03-02T09:00:00Z");
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => await server.close());

const HOUR_MS = 3_600_000;
const later = (hours: number) => clock.set(new Date(clock.now().getTime() + hours * HOUR_MS));

test("case 38 R54 R60 a store keeps the types it fetched for the hours of the parameter, and shows a new one afterwards or when it is refreshed", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const { legalEntity, store } = { legalEntity: shop.legalEntity, store: shop.store };
  const put = async (code: string, order: number) => await api(putActivityType, { params: { legalEntity, code }, body: { name: { en: code }, order } });
  const shown = async () => (await shop.associate(listTypesAtStore)).activityTypes.map(({ code }) => code);
  const fetches = async () => (await api(listActivityTypeFetches, { params: { legalEntity } })).stores[0];
  await put("phone", 2);
  await put("visit", 1);
  expect(await fetches()).toMatchObject({ fetchedAt: null, keptUntil: null, isCurrent: true });
  expect(await shown()).toEqual(["visit", "phone"]);
  const fetchedAt = clock.now().toISOString();
  expect((await shop.associate(listTypesAtStore)).fetchedAt).toBe(fetchedAt);

  await put("gift", 3);
  later(1);
  expect(await shown()).toEqual(["visit", "phone"]);
  expect(await fetches()).toMatchObject({ fetchedAt, keptUntil: "2026-03-02T12:00:00.000Z", isCurrent: false });
  later(2);
  expect(await shown()).toEqual(["visit", "phone", "gift"]);
  expect(await fetches()).toMatchObject({ isCurrent: true });

  await api(putActivityType, { params: { legalEntity, code: "phone" }, body: { active: false } });
  await api(deleteActivityType, { params: { legalEntity, code: "gift" } });
  expect(await shown()).toEqual(["visit", "phone", "gift"]);
  expect(await api(refreshActivityTypes, { params: { legalEntity, store } })).toMatchObject({ fetchedAt: clock.now().toISOString(), isCurrent: true });
  expect(await shown()).toEqual(["visit"]);

  await api(putParameters, { params: { legalEntity }, body: { activityTypeHours: 1 } });
  await put("mail", 0);
  later(1);
  expect(await shown()).toEqual(["mail", "visit"]);
});

test("R60 a store keeps the types for the hours that were published to it, and one that is made again fetches them anew", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Visit" } } });
  await api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await api(putParameters, { params: { legalEntity }, body: { activityTypeHours: 9 } });
  const { fetchedAt, keptUntil } = await api(refreshActivityTypes, { params: { legalEntity, store: shop.store } });
  expect(Date.parse(keptUntil ?? "") - Date.parse(fetchedAt ?? "")).toBe(3 * HOUR_MS);
  const spare = { legalEntity, store: "spare" };
  await api(putStore, { params: spare, body: { name: "Spare" } });
  await api(refreshActivityTypes, { params: spare });
  await api(deleteStore, { params: spare });
  await api(putStore, { params: spare, body: { name: "Spare" } });
  const { stores } = await api(listActivityTypeFetches, { params: { legalEntity } });
  expect(stores.find(({ store }) => store === "spare")).toMatchObject({ fetchedAt: null });
});

test("R54 OG1 OG2 activity types have names in both languages, an order and versions", async () => {
  const { api } = server;
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity, code: "visit" };
  const first = await api(putActivityType, { params, body: { name: { en: "Store visit", nl: "Winkelbezoek" } } });
  expect(first).toMatchObject({ code: "visit", name: { en: "Store visit", nl: "Winkelbezoek" }, order: 0, active: true, saved: { version: 1 } });
  expect(await api(putActivityType, { params, body: { order: 0 } })).toMatchObject({ saved: { version: 1 } });
  expect(await api(putActivityType, { params, query: { version: 1 }, body: { order: 5 } })).toMatchObject({
    name: { nl: "Winkelbezoek" },
    saved: { version: 2 },
  });
  expect(await refused(api, putActivityType, { params, query: { version: 1 }, body: { order: 6 } })).toMatchObject({ code: "saved.meanwhile" });
  expect(await refused(api, refreshActivityTypes, { params: { legalEntity, store: "nowhere" } })).toMatchObject({ code: "store.unknown" });
  expect(await refused(api, deleteActivityType, { params: { legalEntity, code: "other" } })).toMatchObject({ code: "activity_type.missing" });
  await api(putActivityType, { params: { legalEntity, code: "phone" }, body: { name: { en: "Phone" }, order: 10 } });
  const { activityTypes } = await api(listActivityTypes, { params: { legalEntity }, query: { sort: "order" } });
  expect(activityTypes.map(({ code }) => code)).toEqual(["visit", "phone"]);
});
