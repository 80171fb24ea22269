import type { CallInput } from "@rapport/contract";
import { deleteAttribute, getAttribute, listAttributes, putAttribute, putAttributeGroup } from "@rapport/contract/clienteling";
import { putCustomer } from "@rapport/contract/customers";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, newEntity, refused, testServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
const { api } = server;
afterAll(async () => await server.close());

const text = { name: { en: "Metal" }, type: "text" as const, refinable: false };

async function newAttribute(code = "size") {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity, code };
  await api(putAttribute, { params, body: text });
  return params;
}

test("OG1 an attribute has a version, a time and a person; the same write again makes no version", async () => {
  const params = await newAttribute();
  const saved = async () => (await api(getAttribute, { params })).saved;
  expect(await saved()).toEqual({ version: 1, at: "2026-03-02T12:00:00.000Z", by: null });
  await api(putAttribute, { params, body: text });
  expect((await saved()).version).toBe(1);
  const person = await server.asHeadquarters();
  expect(await person(putAttribute, { params, body: { multiple: true } })).toMatchObject({ saved: { version: 2, by: "Analyst" } });
});

test("OG2 a write or a deletion of an attribute for an older version is refused with who saved the newest, and changes nothing", async () => {
  const params = await newAttribute();
  expect(await refused(api, putAttribute, { params, query: { version: 0 }, body: text })).toMatchObject({ code: "code.taken" });
  const person = await server.asHeadquarters();
  await person(putAttribute, { params, query: { version: 1 }, body: { multiple: true } });
  const meanwhile = { kind: "conflict", code: "saved.meanwhile", params: { by: "Analyst", at: "2026-03-02T12:00:00.000Z" } };
  expect(await refused(api, putAttribute, { params, query: { version: 1 }, body: { name: { en: "Mine" } } })).toMatchObject(meanwhile);
  expect(await refused(api, deleteAttribute, { params, query: { version: 1 } })).toMatchObject(meanwhile);
  expect(await api(getAttribute, { params })).toMatchObject({ name: { en: "Metal" }, multiple: true, saved: { version: 2 } });
  await api(deleteAttribute, { params, query: { version: 2 } });
  expect(await refused(api, putAttribute, { params, query: { version: 2 }, body: text })).toMatchObject({ code: "saved.gone" });
  expect(await refused(api, getAttribute, { params })).toMatchObject({ kind: "not_found", code: "attribute.missing" });
});

test("OG3 an attribute in a group, or of which a customer has a value, is not deleted, and the refusal says which", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, code: "used" };
  await api(putAttribute, { params, body: text });
  const group = { legalEntity: shop.legalEntity, code: "extra" };
  await api(putAttributeGroup, { params: group, body: { name: { en: "Extra" }, members: [{ attribute: "used", displayOrder: 1 }] } });
  await addCustomers(server, shop, [{ accountNumber: "U-1", lastName: "Used", attributes: { used: "Gold" } }]);
  expect(await refused(api, deleteAttribute, { params })).toMatchObject({
    kind: "conflict",
    code: "attribute.in_use",
    params: { attributeGroups: 1, customers: 1 },
  });
  await api(putAttributeGroup, { params: group, body: { members: [] } });
  expect(await refused(api, deleteAttribute, { params })).toMatchObject({ code: "attribute.in_use", params: { attributeGroups: 0, customers: 1 } });
  expect(await api(getAttribute, { params })).toMatchObject({ code: "used", groups: [] });
});

test("R30 the type of an attribute changes until a customer has a value; then the refusal says to make a new one", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, code: "typed" };
  await api(putAttribute, { params, body: text });
  expect(await api(putAttribute, { params, body: { type: "integer" } })).toMatchObject({ type: "integer" });
  await addCustomers(server, shop, [{ accountNumber: "T-1", lastName: "Typed", attributes: { typed: 4 } }]);
  expect(await refused(api, putAttribute, { params, body: { type: "decimal" } })).toMatchObject({ kind: "conflict", code: "attribute.type_in_use" });
  expect(await api(getAttribute, { params })).toMatchObject({ type: "integer", saved: { version: 2 } });
});

test("OG6 attributes come in pages, and are found by code, name in either language, type and whether they can be refined", async () => {
  const { legalEntity } = await newEntity(server);
  const put = async (code: string, body: NonNullable<CallInput<typeof putAttribute>["body"]>) =>
    await api(putAttribute, { params: { legalEntity, code }, body });
  await put("metal", { name: { en: "Metal", nl: "Metaal" }, type: "text", refinable: true, filter: { kind: "list", multi: true } });
  await put("size", { name: { en: "Ring size", nl: "Ringmaat" }, type: "integer", refinable: false });
  await put("birthday", { name: { en: "Birthday", nl: "Verjaardag" }, type: "date", refinable: false });
  await api(putAttributeGroup, { params: { legalEntity, code: "g" }, body: { name: { en: "G" }, members: [{ attribute: "size", displayOrder: 1 }] } });
  const list = async (query: NonNullable<CallInput<typeof listAttributes>["query"]>) => {
    const { attributes, total } = await api(listAttributes, { params: { legalEntity }, query });
    return { codes: attributes.map(({ code }) => code), total };
  };
  expect(await list({})).toEqual({ codes: ["birthday", "metal", "size"], total: 3 });
  expect(await list({ limit: 2, page: 2 })).toEqual({ codes: ["size"], total: 3 });
  expect(await list({ search: "RINGMAAT" })).toEqual({ codes: ["size"], total: 1 });
  expect(await list({ type: "date" })).toEqual({ codes: ["birthday"], total: 1 });
  expect(await list({ refinable: "true" })).toEqual({ codes: ["metal"], total: 1 });
  await put("gem", { name: { en: "Gem" }, type: "text", refinable: false, values: [{ value: "ruby", label: { en: "Ruby" } }] });
  expect(await list({ fixedList: "true" })).toEqual({ codes: ["gem"], total: 1 });
  expect(await list({ type: "text", fixedList: "false" })).toEqual({ codes: ["metal"], total: 1 });
  await api(deleteAttribute, { params: { legalEntity, code: "gem" } });
  expect((await list({ sort: "name", descending: "true" })).codes).toEqual(["size", "metal", "birthday"]);
  expect((await api(listAttributes, { params: { legalEntity }, query: { search: "size" } })).attributes[0]?.groups).toEqual(["g"]);
});

test("R29 a bound of an amount has no more decimals than its currency, and the fault is about that bound", async () => {
  const { legalEntity } = await newEntity(server);
  const put = async (type: "currency" | "decimal" | "integer", bounds: object) =>
    await api(putAttribute, { params: { legalEntity, code: `a_${type}` }, body: { name: { en: type }, type, refinable: false, ...bounds } });
  const wrong = async (type: "currency" | "decimal" | "integer", bounds: object) =>
    await refused(api, putAttribute, { params: { legalEntity, code: `a_${type}` }, body: { name: { en: type }, type, refinable: false, ...bounds } });
  expect((await wrong("currency", { lower: 1.125 })).faults).toMatchObject([{ at: "lower", params: { most: 2 } }]);
  expect((await wrong("integer", { lower: 1, upper: 2.5 })).faults).toMatchObject([{ at: "upper", params: { most: 0 } }]);
  expect(await put("currency", { lower: 1.12 })).toMatchObject({ lower: 1.12 });
  expect(await put("decimal", { lower: 1.125 })).toMatchObject({ lower: 1.125 });
});

test("an attribute of which a customer has several values keeps holding several", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, code: "interest" };
  await addCustomers(server, shop, [
    { accountNumber: "1", attributes: { interest: ["shoes", "hats"] } },
    { accountNumber: "2", attributes: { interest: ["bags"] } },
  ]);
  expect(await refused(api, putAttribute, { params, body: { multiple: false } })).toMatchObject({ code: "attribute.several_in_use", params: { customers: 1 } });
  await api(putCustomer, { params: { legalEntity: shop.legalEntity, accountNumber: "1" }, body: { attributes: { interest: ["hats"] } } });
  expect(await api(putAttribute, { params, body: { multiple: false } })).toMatchObject({ multiple: false });
});

test("OG3 R30 an attribute is not deleted, and its type not changed, while somebody writes a value of it", async () => {
  for (let round = 0; round < 6; round++) {
    const shop = await newBookShop(server);
    const { legalEntity } = shop;
    const code = `fresh${round}`;
    const params = { legalEntity, code };
    await api(putAttribute, { params, body: { name: { en: "Fresh" }, type: "text", refinable: false } });
    const write = api(putCustomer, { params: { legalEntity, accountNumber: "1" }, body: { lastName: "One", attributes: { [code]: "linen" } } });
    const change = round % 2 === 0 ? api(deleteAttribute, { params }) : api(putAttribute, { params, body: { type: "integer" } });
    const [written, changed] = await Promise.allSettled([write, change]);
    expect([written.status, changed.status].filter((status) => status === "fulfilled")).toHaveLength(1);
  }
});
