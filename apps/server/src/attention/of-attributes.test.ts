import { clientBookFacets, getAttribute, putAttribute, putAttributeGroup, putClientBookEntries, searchClientBook } from "@rapport/contract/clienteling";
import { putStore } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, testServer } from "../testing/index.ts";
import { ofAttributes } from "./of-attributes.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

test("R40 a fixed list of a thousand values is stored, published and filtered by, and Home advises against it", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const told = async () => await ofAttributes(deps, { legalEntity, name: "Shop" });
  expect(await told()).toEqual([]);
  const values = Array.from({ length: 1_000 }, (_, n) => ({ value: `v${n}`, label: { en: `Value ${n}`, nl: `Waarde ${n}` } }));
  const brand = { params: { legalEntity, code: "brand" } };
  await api(putAttribute, { ...brand, body: { values: values.slice(0, 200) } });
  expect(await told()).toEqual([]);
  await api(putAttribute, { ...brand, body: { values } });
  expect((await api(getAttribute, brand)).values).toEqual(values);
  expect(await told()).toEqual([
    {
      kind: "long_lists",
      legalEntity,
      name: "Shop",
      attributes: 1,
      first: [{ code: "brand", name: { en: "Favourite brand", nl: "Favourite brand" }, values: 1_000 }],
    },
  ]);
  await addCustomers(server, shop, [{ accountNumber: "1", lastName: "Bos", attributes: { brand: "v999" } }]);
  await api(putClientBookEntries, { params: { legalEntity, operatorId: shop.operatorId }, body: { accountNumbers: ["1"] } });
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  expect(facets.find(({ attribute }) => attribute === "brand")?.options).toMatchObject([{ label: { en: "Value 999", nl: "Waarde 999" }, count: 1 }]);
  // All thousand are in use: the filter offers the most frequent, says how many are left, and finds each of them.
  const clients = values.map(({ value }, n) => ({ accountNumber: `L${n}`, attributes: { brand: value } }));
  await addCustomers(server, shop, clients);
  await api(putClientBookEntries, { params: { legalEntity, operatorId: shop.operatorId }, body: { accountNumbers: clients.map((one) => one.accountNumber) } });
  const brandOf = async (body: object) => (await shop.associate(clientBookFacets, { body })).facets.find(({ attribute }) => attribute === "brand");
  const all = await brandOf({});
  expect([all?.options[0], (all?.options.length ?? 0) + (all?.left ?? 0)]).toMatchObject([{ label: { en: "Value 999" }, count: 2 }, 1_000]);
  const found = await brandOf({ inside: { attribute: "brand", text: "Waarde 123" } });
  expect(found?.options).toMatchObject([{ label: { nl: "Waarde 123" }, count: 1 }]);
  const filters = [{ kind: "anyOf" as const, attribute: "brand", values: ["v7", "v77", "v777"] }];
  expect((await shop.associate(searchClientBook, { body: { filters } })).clients.map(({ accountNumber }) => accountNumber).toSorted()).toEqual([
    "L7",
    "L77",
    "L777",
  ]);
});

test("U14 Home names attributes and groups without Dutch words while a store or a worker has Dutch as the language", async () => {
  const { legalEntity, store } = await newBookShop(server);
  const told = async () => await ofAttributes(deps, { legalEntity, name: "Shop" });
  const label = { en: "Gold" };
  await api(putAttribute, { params: { legalEntity, code: "metal" }, body: { name: { en: "Metal", nl: null }, values: [{ value: "gold", label }] } });
  await api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { name: { en: "Book", nl: null } } });
  expect(await told()).toEqual([]);
  await api(putStore, { params: { legalEntity, store }, body: { language: "nl" } });
  expect(await told()).toEqual([
    {
      kind: "translations",
      legalEntity,
      name: "Shop",
      things: 2,
      first: [
        { of: "attribute", code: "metal", name: { en: "Metal", nl: "Metal" }, lacking: 2 },
        { of: "attribute_group", code: "bookGroup", name: { en: "Book", nl: "Book" }, lacking: 1 },
      ],
    },
  ]);
});
