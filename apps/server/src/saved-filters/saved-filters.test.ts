import { deleteSavedFilter, listSavedFilters, putAttribute, SavedView, saveFilter, searchClientBook } from "@rapport/contract/clienteling";
import { putWorker } from "@rapport/contract/organisation";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addClients, newBookShop, refused, testServer, type BookShop, type TestClient } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const noord = { kind: "anyOf" as const, attribute: "brand", values: ["Noord"] };
const vip = { kind: "anyOf" as const, attribute: "vip", values: [true] };
const view = (of: object = {}) =>
  SavedView.parse({ filters: [noord, vip], owners: [], quietDays: null, sort: { by: "lastContact", descending: false }, ...of });
const body = (of: object = {}) => ({ name: "Noord fans", list: "own" as const, view: view(), shared: false, version: null as number | null, ...of });
const save = async (who: TestClient, of: object = {}, filterId: string = randomUUID()) => await who(saveFilter, { params: { filterId }, body: body(of) });
const seen = async (who: TestClient, list: "own" | "store" = "own") => (await who(listSavedFilters, { query: { list } })).filters;
/** The shop with a manager of 9003, and a colleague. */
async function shopWithManager() {
  const shop = await newBookShop(server);
  const manager = await addAssociate(server, shop, { operatorId: "9", name: "Max" });
  await api(putWorker, { params: { legalEntity: shop.legalEntity, operatorId: "9" }, body: { operations: [712, 713, 9003] } });
  return { shop, manager };
}

test("R38b a filter is saved with its order, renamed and deleted; it is one's own, and saved once however often it is sent", async () => {
  const { shop, manager } = await shopWithManager();
  const id = randomUUID();
  const saved = await save(shop.associate, {}, id);
  expect(saved).toEqual({ id, name: "Noord fans", list: "own", view: view(), lost: [], shared: false, by: null, mayChange: true, version: 1 });
  expect(await save(shop.associate, {}, id)).toEqual(saved);
  expect([await seen(shop.associate), await seen(manager), await seen(shop.associate, "store")]).toEqual([[saved], [], []]);
  expect(await refused(shop.associate, saveFilter, { params: { filterId: randomUUID() }, body: body({ name: "NOORD fans" }) })).toMatchObject({
    code: "saved_filter.name_taken",
  });
  expect(await save(shop.associate, { name: "Best of Noord", view: null, version: 1 }, id)).toMatchObject({ name: "Best of Noord", view: view(), version: 2 });
  expect(await refused(shop.associate, saveFilter, { params: { filterId: id }, body: body({ version: 1, name: "Late" }) })).toMatchObject({
    code: "saved_filter.changed",
  });
  expect(await refused(manager, saveFilter, { params: { filterId: id }, body: body({ version: 2 }) })).toMatchObject({ code: "saved_filter.unknown" });
  const now = { params: { filterId: id }, query: { version: (await seen(shop.associate))[0]?.version ?? 0 } };
  await manager(deleteSavedFilter, now);
  expect(await seen(shop.associate)).toHaveLength(1);
  // What somebody changed since is not deleted unseen.
  expect(await refused(shop.associate, deleteSavedFilter, { ...now, query: { version: now.query.version + 1 } })).toMatchObject({
    code: "saved_filter.changed",
  });
  await shop.associate(deleteSavedFilter, now);
  await shop.associate(deleteSavedFilter, now);
  expect(await seen(shop.associate)).toEqual([]);
});

test("R38b who holds operation 9003 shares filters with the store: everybody there sees them, and only such people change them", async () => {
  const { shop, manager } = await shopWithManager();
  const missing = { code: "permission.missing", params: { permission: "filter.share" } };
  expect(await refused(shop.associate, saveFilter, { params: { filterId: randomUUID() }, body: body({ shared: true }) })).toMatchObject(missing);
  const { id } = await save(manager, { shared: true });
  expect(await seen(shop.associate)).toMatchObject([{ id, name: "Noord fans", shared: true, by: "Max", mayChange: false }]);
  expect((await shop.associate(listSavedFilters, { query: { list: "own" } })).mayShare).toBe(false);
  expect(await refused(shop.associate, saveFilter, { params: { filterId: id }, body: body({ name: "Mine", shared: true, version: 1 }) })).toMatchObject(
    missing,
  );
  expect(await refused(shop.associate, deleteSavedFilter, { params: { filterId: id }, query: { version: 1 } })).toMatchObject(missing);
  // A name of one's own may be that of a shared one.
  await save(shop.associate);
  expect((await seen(shop.associate)).map(({ shared }) => shared).toSorted((one, other) => Number(one) - Number(other))).toEqual([false, true]);
  await manager(deleteSavedFilter, { params: { filterId: id }, query: { version: 1 } });
  expect((await seen(shop.associate)).map(({ shared }) => shared)).toEqual([false]);
});

test("R38b a filter says which of its attributes and associates are gone, filters by the rest, and has them again when they are back", async () => {
  const { shop } = await shopWithManager();
  const { legalEntity } = shop;
  await addClients(server, shop, [
    { accountNumber: "A", attributes: { brand: "Noord", vip: true } },
    { accountNumber: "B", attributes: { vip: true } },
  ]);
  const { id } = await save(shop.associate);
  const refinable = async (on: boolean) => await api(putAttribute, { params: { legalEntity, code: "brand" }, body: { refinable: on } });
  await refinable(false);
  const [less] = await seen(shop.associate);
  expect(less).toMatchObject({ id, view: { filters: [vip] }, lost: [{ kind: "attribute", attribute: "brand", name: { en: "Favourite brand" } }] });
  const found = await shop.associate(searchClientBook, { body: { filters: less?.view.filters ?? [] } });
  expect(found.matching).toBe(2);
  // A new name does not drop what is lost for now.
  await save(shop.associate, { name: "Renamed", view: null, version: 1 }, id);
  await refinable(true);
  expect(await seen(shop.associate)).toMatchObject([{ name: "Renamed", view: { filters: [noord, vip] }, lost: [] }]);
  const store = await save(shop.associate, { list: "store", view: view({ owners: ["1001", "404"], quietDays: 30 }) });
  expect(store).toMatchObject({ view: { owners: ["1001"], quietDays: 30 }, lost: [{ kind: "owner", name: "404" }] });
});

test("R38b a filter that the store does not have is not saved, nor one for a list that the person may not see, nor more than fifty", async () => {
  const { shop } = await shopWithManager();
  const wrong = { kind: "anyOf" as const, attribute: "metal", values: ["gold"] };
  expect(await refused(shop.associate, saveFilter, { params: { filterId: randomUUID() }, body: body({ view: view({ filters: [wrong] }) }) })).toMatchObject({
    code: "filter.wrong",
  });
  const blind = await addAssociate(server, shop, { operatorId: "7", operations: [712] });
  const missing = { code: "permission.missing", params: { permission: "clientBook.viewStore" } };
  expect(await refused(blind, listSavedFilters, { query: { list: "store" } })).toMatchObject(missing);
  expect(await refused(blind, saveFilter, { params: { filterId: randomUUID() }, body: body({ list: "store" }) })).toMatchObject(missing);
  for (let at = 0; at < 50; at++) await save(blind, { name: `Filter ${at}` });
  expect(await refused(blind, saveFilter, { params: { filterId: randomUUID() }, body: body() })).toMatchObject({ code: "saved_filter.too_many" });
});

test("R38b two who save the same name at once: one does, the other is told", async () => {
  const shop: BookShop = await newBookShop(server);
  const told = await Promise.allSettled([save(shop.associate), save(shop.associate)]);
  expect(told.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await seen(shop.associate)).toHaveLength(1);
});
