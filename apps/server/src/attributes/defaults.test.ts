import { AttributeCode } from "@rapport/contract";
import {
  clientBookFacets,
  getAttributeGroup,
  putAttribute,
  putAttributeGroup,
  putClientBookEntries,
  putParameters,
  searchClientBook,
} from "@rapport/contract/clienteling";
import { getCustomer, getCustomerForm, getCustomerProfile, putCustomer, putCustomers } from "@rapport/contract/customers";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const customer = (accountNumber: string, attributes = {}) => ({ accountNumber, firstName: "Ada", lastName: `Bos ${accountNumber}`, attributes });

/** A shop of which Ada 1 has a metal and Ada 2 has none; both are clients. */
async function shopOfTwo() {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await addCustomers(server, shop, [customer("1", { metal: "silver" }), customer("2")]);
  await api(putClientBookEntries, { params: { legalEntity, operatorId: shop.operatorId }, body: { accountNumbers: ["1", "2"] } });
  await api(putAttributeGroup, {
    params: { legalEntity, code: "bookGroup" },
    body: {
      members: [
        { attribute: "metal", displayOrder: 1 },
        { attribute: "shoeSize", displayOrder: 2 },
      ],
    },
  });
  return shop;
}

async function metalsOf(shop: Awaited<ReturnType<typeof shopOfTwo>>) {
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  return clients.map(({ slots: [slot] }) => slot?.kind === "attribute" && { value: slot.value, isDefault: slot.isDefault });
}

test("R27 a default shows on card and page while a customer has no value; a group's comes before the attribute's, and filters count neither", async () => {
  const shop = await shopOfTwo();
  const { legalEntity } = shop;
  const metal = { params: { legalEntity, code: "metal" } };
  await api(putAttribute, { ...metal, body: { default: "gold", refinable: true, filter: { kind: "list", multi: true } } });
  expect(await metalsOf(shop)).toEqual([{ value: "silver" }, { value: "gold", isDefault: true }]);
  const members = [{ attribute: "metal", displayOrder: 1, default: "platinum" }];
  await api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { members } });
  expect(await api(getAttributeGroup, { params: { legalEntity, code: "bookGroup" } })).toMatchObject({ members });
  expect(await metalsOf(shop)).toEqual([{ value: "silver" }, { value: "platinum", isDefault: true }]);
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  const page = await shop.associate(getCustomer, { params: { customerId: clients[1]?.customerId ?? "" } });
  expect(page.attributes.find(({ code }) => code === "metal")).toMatchObject({ value: "platinum", isDefault: true });
  const { attributes } = await api(getCustomerProfile, { params: { legalEntity, accountNumber: "2" } });
  expect(attributes.find(({ code }) => code === "metal")).toMatchObject({ value: "platinum", isDefault: true });
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  expect(facets.find(({ attribute }) => attribute === "metal")?.options.map(({ filter, count }) => [filter, count])).toEqual([
    [{ kind: "anyOf", attribute: "metal", values: ["silver"] }, 1],
  ]);
});

test("R27 R29 a default has to fit its attribute, in the attribute and in a group, also after the attribute changes", async () => {
  const { legalEntity } = await shopOfTwo();
  const shoe = { params: { legalEntity, code: "shoeSize" } };
  expect(await refused(api, putAttribute, { ...shoe, body: { default: 60 } })).toMatchObject({
    code: "attribute.wrong",
    faults: [{ at: "default", code: "attribute_value.above", params: { upper: 50 } }],
  });
  const group = { params: { legalEntity, code: "bookGroup" } };
  const members = (size: unknown) => ({ members: [{ attribute: "shoeSize", displayOrder: 1, default: size as number }] });
  expect(await refused(api, putAttributeGroup, { ...group, body: members("large") })).toMatchObject({
    code: "attribute_group.default_wrong",
    faults: [{ at: "members[0].default", row: "shoeSize", code: "attribute_value.not_number" }],
  });
  await api(putAttributeGroup, { ...group, body: members(48) });
  expect(await refused(api, putAttribute, { ...shoe, body: { upper: 45 } })).toMatchObject({
    kind: "conflict",
    code: "attribute.default_in_group",
    params: { groups: ["bookGroup"] },
  });
  expect(await refused(api, putAttribute, { params: { legalEntity, code: "metal" }, body: { unit: { en: "g" } } })).toMatchObject({
    faults: [{ at: "unit", code: "attribute.unit_not_number" }],
  });
});

test("R28 an attribute is a date, of which the year may be unknown; one that refers to another record is refused", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const of = (code: string) => ({ params: { legalEntity, code } });
  const dated = { name: { en: "Anniversary" }, type: "date" as const, multiple: false, refinable: false };
  await api(putAttribute, { ...of("anniversary"), body: dated });
  await addCustomers(server, shop, [customer("1", { anniversary: "1984-05-17" }), customer("2", { anniversary: "--05-17" })]);
  const values = async (accountNumber: string) =>
    (await api(getCustomerForm, { params: { legalEntity, accountNumber } })).customer.attributes[AttributeCode.parse("anniversary")];
  expect([await values("1"), await values("2")]).toEqual(["1984-05-17", "--05-17"]);
  const wrong = await refused(api, putAttribute, { ...of("sister"), body: { ...dated, type: "reference" as never } });
  expect(wrong).toMatchObject({ code: "request.wrong", faults: [{ at: "type", code: "value.choice" }] });
});

test("R28b a unit stands on the card, on the page, in the form and beside the filter", async () => {
  const shop = await shopOfTwo();
  const { legalEntity } = shop;
  await api(putAttribute, { params: { legalEntity, code: "shoeSize" }, body: { unit: { en: "EU size", nl: "maat" }, default: 40 } });
  const unit = { en: "EU size", nl: "maat" };
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients[0]?.slots[1]).toMatchObject({ code: "shoeSize", unit });
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  expect(facets.find(({ attribute }) => attribute === "shoeSize")).toMatchObject({ unit });
  const form = await api(getCustomerForm, { params: { legalEntity, accountNumber: "1" } });
  expect(form.attributes.find(({ code }) => code === "shoeSize")).toMatchObject({ unit, mandatory: "no", default: { value: 40, label: null } });
});

test("R29b a form is not saved without mandatory values: of every customer, and of clients in a book those of their group", async () => {
  const shop = await shopOfTwo();
  const { legalEntity } = shop;
  for (const code of ["segment", "shoeSize"]) await api(putAttribute, { params: { legalEntity, code }, body: { mandatory: true } });
  const put = (accountNumber: string, body: object) => ({ params: { legalEntity, accountNumber }, body });
  const missing = (code: string) => ({ at: `attributes.${code}`, code: "attribute_value.mandatory" });
  expect(await refused(api, putCustomer, put("3", { lastName: "Cox" }))).toMatchObject({ code: "attribute_value.wrong", faults: [missing("segment")] });
  await api(putCustomer, put("3", { lastName: "Cox", attributes: { segment: "gold" } }));
  expect(await refused(api, putCustomer, put("1", { attributes: { segment: null } }))).toMatchObject({ faults: [missing("segment"), missing("shoeSize")] });
  await api(putCustomer, put("1", { city: "Gent", attributes: { segment: "gold", shoeSize: 40 } }));
  expect(await refused(api, putCustomer, put("1", { attributes: { shoeSize: null } }))).toMatchObject({ faults: [missing("shoeSize")] });
  // A default counts, and so does a group that the parameters no longer name.
  await api(putAttribute, { params: { legalEntity, code: "segment" }, body: { default: "silver" } });
  await api(putParameters, { params: { legalEntity }, body: { clientBookAttributeGroup: null } });
  await api(putCustomer, put("2", { city: "Gent" }));
  // Many at once may come without.
  await api(putCustomers, { params: { legalEntity }, body: { customers: [customer("4")] } });
  const { attributes } = await api(getCustomerForm, { params: { legalEntity, accountNumber: "1" } });
  expect(attributes.filter(({ mandatory }) => mandatory !== "no").map(({ code, mandatory }) => [code, mandatory])).toEqual([["segment", "always"]]);
});

test("R29b an opt-out, and any change that names no attribute, is saved without mandatory values", async () => {
  const { legalEntity } = await shopOfTwo();
  await api(putAttribute, { params: { legalEntity, code: "segment" }, body: { mandatory: true } });
  const put = (accountNumber: string, body: object) => ({ params: { legalEntity, accountNumber }, body });
  expect(await api(putCustomer, put("1", { optOutWebTracking: true, attributes: {} }))).toMatchObject({ optOutWebTracking: true, attributes: {} });
  expect(await api(putCustomer, put("1", { optOutPersonalization: true, city: "Gent" }))).toMatchObject({ optOutPersonalization: true, city: "Gent" });
  // A new customer is asked, also with an opt-out, and so is whoever empties values.
  expect(await refused(api, putCustomer, put("9", { lastName: "Cox", optOutWebTracking: true }))).toMatchObject({ code: "attribute_value.wrong" });
  expect(await refused(api, putCustomer, put("1", { attributes: null }))).toMatchObject({ code: "attribute_value.wrong" });
});
