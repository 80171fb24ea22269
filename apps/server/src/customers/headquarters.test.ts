import type { Body } from "@rapport/contract";
import { addToClientBook, removeFromClientBook, searchClientBook, type AttributeFilter } from "@rapport/contract/clienteling";
import {
  findCustomers,
  getCustomerBooks,
  getCustomerFilters,
  getCustomerProfile,
  putCustomer,
  putCustomers,
  searchCustomers,
} from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putStore } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import {
  addAssociate,
  addClients,
  addCustomers,
  auditLog,
  newBookShop,
  newEntity,
  refused,
  testServer,
  type BookShop,
  type NewClient,
} from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const list = async ({ legalEntity }: Pick<BookShop, "legalEntity">, body: Partial<Body<typeof findCustomers>> = {}) =>
  await api(findCustomers, { params: { legalEntity }, body });
const accountsOf = async (shop: Pick<BookShop, "legalEntity">, body: Partial<Body<typeof findCustomers>> = {}) =>
  (await list(shop, body)).customers.map(({ accountNumber }) => accountNumber as string);

const PEOPLE: readonly NewClient[] = [
  { accountNumber: "1", firstName: "Anna", lastName: "Bos", phone: "06-20394858", email: "anna@example.com", city: "Utrecht", attributes: { segment: "gold" } },
  { accountNumber: "2", firstName: "Daan", lastName: "de Vries", city: "Breda", attributes: { shoeSize: 36, interest: ["shoes", "hats"], vip: true } },
  { accountNumber: "3", firstName: "Anna", lastName: "de Vries", attributes: { shoeSize: 35.5, birthday: "1984-02-29", vip: false } },
  { accountNumber: "4", firstName: "太郎", lastName: "山田", attributes: { shoeSize: 43, interest: ["bags"], birthday: "1890-12-31" } },
  { accountNumber: "5", firstName: "ن".repeat(200), lastName: "W".repeat(200), attributes: { brand: "Côte d'Or", segment: "silver" } },
];

const shopOf = async (): Promise<BookShop> => {
  const shop = await newBookShop(server);
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  await addClients(server, shop, PEOPLE);
  return shop;
};

test("CS13 CS3 CS4 CS6 headquarters finds whom the POS finds over all stores, in the same order", async () => {
  const shop = await shopOf();
  for (const query of ["vries anna", "Anna", "0620394858", "+31620394858", "anna@ex", "山田太郎", "utre", "ننننن", "nobody at all", "anna nobody"]) {
    const { customers, matching } = await shop.associate(searchCustomers, { body: { query, scope: "all" } });
    const found = await list(shop, { query });
    expect([query, found.matching, found.total, found.customers.map((one) => [one.accountNumber, one.matchesAll])]).toEqual([
      query,
      matching,
      customers.length,
      customers.map((one) => [one.accountNumber, one.matchesAll]),
    ]);
  }
  expect(await refused(api, findCustomers, { params: shop, body: { query: "Ann" } })).toMatchObject({ code: "search.too_short" });
  expect(await accountsOf(shop, { query: "Ann", store: shop.store as never })).toEqual(["1", "3"]);
  expect(await accountsOf(shop, { query: "\u200b\u2060\u200b\u2060\u200b", store: shop.store as never })).toEqual([]);
});

test("CS13 R39 the list filters by attributes exactly as the client book does", async () => {
  const shop = await shopOf();
  const filters = [
    { kind: "anyOf", attribute: "interest", values: ["hats", "bags"] },
    { kind: "anyOf", attribute: "segment", values: ["gold"] },
    { kind: "anyOf", attribute: "vip", values: [false] },
    { kind: "anyOf", attribute: "brand", values: ["Côte d'Or"] },
    { kind: "between", attribute: "shoeSize", lower: 36, upper: 44 },
    { kind: "between", attribute: "shoeSize", lower: 35.2, upper: 36 },
    { kind: "between", attribute: "shoeSize", lower: null, upper: 36 },
    { kind: "withinDays", attribute: "birthday", days: 366 },
    { kind: "withinDays", attribute: "birthday", days: 30 },
  ] as unknown as AttributeFilter[];
  // Each alone, and each with each.
  const sets = [...filters.map((one) => [one]), ...filters.flatMap((one, at) => filters.slice(at + 1).map((other) => [one, other]))];
  let narrowed = 0;
  for (const set of sets) {
    const { clients } = await shop.associate(searchClientBook, { body: { filters: set } });
    const found = await accountsOf(shop, { filters: set });
    expect([set, found]).toEqual([set, clients.map(({ accountNumber }) => accountNumber)]);
    narrowed += Number(found.length > 0 && found.length < PEOPLE.length);
  }
  expect(narrowed).toBeGreaterThan(10);
  const wrong = { kind: "anyOf", attribute: "metal", values: ["gold"] } as unknown as AttributeFilter;
  expect(await refused(api, findCustomers, { params: shop, body: { filters: [wrong] } })).toMatchObject({ code: "filter.wrong" });
});

test("CS13 the list is narrowed by store and by owner of the book, sorted, and paged without a gap", async () => {
  const shop = await shopOf();
  const { legalEntity } = shop;
  await api(putAddressBook, { params: { legalEntity, code: "north" }, body: { name: "North" } });
  await api(putStore, { params: { legalEntity, store: "N1" }, body: { name: "North", city: "Assen", customerAddressBooks: ["north"] } });
  await addCustomers(server, shop, [{ accountNumber: "6", firstName: "Zoë", lastName: "Noord", city: "Assen", addressBooks: ["north", "customers"] }]);
  const other = await newEntity(server);
  await addCustomers(server, other, [{ accountNumber: "1", firstName: "Anna", lastName: "Bos" }]);
  expect(await accountsOf(shop, { store: "N1" as never })).toEqual(["6"]);
  expect(await accountsOf(shop, { inBook: false })).toEqual(["6"]);
  expect((await accountsOf(shop, { owner: shop.operatorId as never })).toSorted()).toEqual(["1", "2", "3", "4", "5"]);
  expect(await accountsOf(shop, { owner: "nobody" as never })).toEqual([]);
  expect(await accountsOf(shop, { sort: "accountNumber", descending: true })).toEqual(["6", "5", "4", "3", "2", "1"]);
  expect((await accountsOf(shop, { sort: "city" })).slice(0, 3)).toEqual(["6", "2", "1"]);
  const pages = await Promise.all([1, 2, 3, 4].map(async (page) => await list(shop, { page, limit: 2 })));
  expect(pages.map(({ total, customers }) => [total, customers.length])).toEqual([6, 6, 6, 6].map((total, at) => [total, at < 3 ? 2 : 0]));
  expect(pages.flatMap(({ customers }) => customers.map(({ accountNumber }) => accountNumber))).toEqual(await accountsOf(shop));
  const offered = await api(getCustomerFilters, { params: { legalEntity } });
  expect(offered.stores.map(({ number }) => number)).toEqual(["N1", "S1"]);
  expect(offered.owners.map(({ operatorId }) => operatorId)).toEqual([shop.operatorId]);
  expect(offered.attributes.map(({ code }) => code)).toEqual(["birthday", "brand", "shoeSize", "interest", "vip", "segment"]);
});

test("AU1 a count past the last page, and a refused write, name the customers that they tell of", async () => {
  const shop = await shopOf();
  const { legalEntity } = shop;
  const named = async () => {
    const { id } = await server.deps.db
      .selectFrom("audit_entry")
      .select("id")
      .where("legal_entity", "=", legalEntity)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const rows = await auditLog(server.deps.db).select(["action", "subject_id"]).where("audit_log.id", "=", id).execute();
    const customers = await server.deps.db
      .selectFrom("customer")
      .select("account_number")
      .where(
        "id",
        "in",
        rows.map((row) => row.subject_id ?? ""),
      )
      .execute();
    return [...new Set(rows.map((row) => row.action)), ...customers.map((row) => row.account_number).toSorted()];
  };
  expect(await list(shop, { query: "0620394858", page: 9 })).toMatchObject({ total: 1, customers: [] });
  expect(await named()).toEqual(["customer.found", "1"]);
  await list(shop, { limit: 2, page: 9, sort: "accountNumber" });
  expect(await named()).toEqual(["customer.found", "5"]);
  // The refusal differs for somebody who is there: a new customer needs a last name.
  const customers = [
    { accountNumber: "3", city: "Delft" },
    { accountNumber: "nobody", city: "Delft" },
  ];
  await expect(api(putCustomers, { params: { legalEntity }, body: { customers } })).rejects.toMatchObject({ code: "request.wrong" });
  expect(await named()).toEqual(["customer.found", "3"]);
});

test("CS14 R53 headquarters sees a customer's stores, book and attributes, in a book or not; another legal entity's customer is not found", async () => {
  const shop = await shopOf();
  const { legalEntity } = shop;
  await addCustomers(server, shop, [{ accountNumber: "out/of book", attributes: { brand: "Prada" } }]);
  const profile = await api(getCustomerProfile, { params: { legalEntity, accountNumber: "1" } });
  expect(profile).toMatchObject({
    name: "Anna Bos",
    email: "anna@example.com",
    phoneNumbers: [{ e164: "+31620394858" }],
    addressBooks: [{ code: "customers", name: "Customers" }],
    stores: [{ number: "S1", name: "Store 1" }],
    book: { owner: { operatorId: shop.operatorId } },
  });
  const out = await api(getCustomerProfile, { params: { legalEntity, accountNumber: " out/of book " } });
  expect(out.book).toBeNull();
  expect(out.attributes.find(({ code }) => code === "brand")).toMatchObject({ value: "Prada", group: "clientBook" });
  const other = await newEntity(server);
  expect(await refused(api, getCustomerProfile, { params: { legalEntity: other.legalEntity, accountNumber: "1" } })).toMatchObject({
    code: "customer.unknown",
  });
});

test("HC7 an opt-out is kept with the customer, is shown at headquarters, and each change of it is in the log", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, accountNumber: "1" };
  await api(putCustomer, { params, body: { lastName: "Bos" } });
  const read = async () => await api(getCustomerProfile, { params });
  expect(await read()).toMatchObject({ optOutPersonalization: false, optOutWebTracking: false });
  await api(putCustomer, { params, body: { optOutWebTracking: true } });
  expect(await read()).toMatchObject({ optOutPersonalization: false, optOutWebTracking: true });
  const { changes } = await auditLog(server.deps.db)
    .select("changes")
    .where("legal_entity", "=", shop.legalEntity)
    .where("action", "=", "customer.saved")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(JSON.parse(String(changes))).toEqual({ optOutWebTracking: { from: false, to: true } });
});

test("HC1 headquarters sees in whose books a customer is and was, and since when", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  const [customerId] = await addClients(server, shop, [{ accountNumber: "1" }]);
  const second = await addAssociate(server, shop, { operatorId: "1002", name: "Second" });
  await shop.associate(removeFromClientBook, { params: { customerId } });
  await second(addToClientBook, { params: { customerId } });
  await second(addToClientBook, { params: { customerId } });
  const { stays } = await api(getCustomerBooks, { params: { legalEntity, accountNumber: "1" } });
  expect(stays.map(({ owner, to }) => [owner.operatorId, to === null])).toEqual([
    ["1002", true],
    [operatorId, false],
  ]);
  expect(stays[1]?.to).not.toBeNull();
  expect(Date.parse(stays[0]?.from ?? "")).toBeGreaterThanOrEqual(Date.parse(stays[1]?.to ?? ""));
  await addCustomers(server, shop, [{ accountNumber: "2" }]);
  expect(await api(getCustomerBooks, { params: { legalEntity, accountNumber: "2" } })).toEqual({ stays: [] });
});
