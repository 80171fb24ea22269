import { EVERY_CRITERION, getParameters, putParameters, type SearchProperty } from "@rapport/contract/clienteling";
import { getSearchCriteria, searchCustomers } from "@rapport/contract/customers";
import { customerSearchOf } from "@rapport/domain";
import { afterAll, expect, test } from "vitest";
import { searchStatement } from "./search-queries.ts";
import { addCustomers, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const person = {
  accountNumber: "VEER-7",
  firstName: "Noor",
  lastName: "Dam",
  phone: "020 555 0101",
  email: "lente@example.com",
  otherEmails: [{ kind: "work", address: "zomer@example.com" }],
  street: "Kade 12",
  city: "Gent",
};
/** One query that finds Noor by each property, and by that one alone. */
const QUERIES = { name: "dam", phone: "5550101", email: "lente", accountNumber: "veer", address: "kade 12 gent" } as const satisfies Record<
  SearchProperty,
  string
>;

async function shopWithNoor() {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [person, { accountNumber: "X1", lastName: "Vries", firstName: "Lena" }]);
  const choose = async (...properties: SearchProperty[]) =>
    await api(putParameters, { params: shop, body: { searchCriteria: properties.map((property) => ({ property, shortcut: false })) } });
  return { shop, choose };
}
const found = async ({ associate }: BookShop, query: string, property: SearchProperty | null = null) =>
  (await associate(searchCustomers, { body: { query, property } })).customers.map(({ accountNumber, matchesAll }) => (matchesAll ? accountNumber : "partly"));

test("CS8 a store searches by the properties that headquarters chose, and by no other", async () => {
  const { shop, choose } = await shopWithNoor();
  const every = Object.entries(QUERIES) as [SearchProperty, string][];
  for (const [, query] of every) expect([query, await found(shop, query)]).toEqual([query, ["VEER-7"]]);
  for (const [property] of every) {
    await choose(property);
    for (const [other, query] of every) expect([property, query, await found(shop, query)]).toEqual([property, query, other === property ? ["VEER-7"] : []]);
    await choose(...every.map(([other]) => other).filter((other) => other !== property));
    for (const [other, query] of every) expect([property, query, await found(shop, query)]).toEqual([property, query, other === property ? [] : ["VEER-7"]]);
  }
  await choose("email", "address");
  expect(await found(shop, "zomer@example.com")).toEqual(["VEER-7"]);
  expect(await found(shop, "gent")).toEqual(["VEER-7"]);
  // A name and a city together need both.
  await choose("name");
  expect(await found(shop, "noor gent")).toEqual(["partly"]);
  await choose("name", "address");
  expect(await found(shop, "noor gent")).toEqual(["VEER-7"]);
});

test("CS8 signs that mean something in a pattern mean only themselves in any e-mail address of a customer", async () => {
  const { shop, choose } = await shopWithNoor();
  const otherEmails = ["x.y+z@example.com", "a_b%c(d)@example.com", "naïve@example.com"].map((address) => ({ kind: "", address }));
  await addCustomers(server, shop, [{ accountNumber: "X2", lastName: "Cox", otherEmails }]);
  await choose("email");
  for (const query of ["x.y+", "x.y+z@example.com", "a_b%c(d)", "naïve", "naive@example.com"])
    expect([query, await found(shop, query)]).toEqual([query, ["X2"]]);
  for (const query of ["x.*", "a.b", "a%c", "y+z", "[xa]", "X2"]) expect([query, await found(shop, query)]).toEqual([query, []]);
});

test("CS8 the SQL of a search of chosen properties is as reviewed", async () => {
  const statement = searchStatement({
    legalEntity: "RAPP",
    search: customerSearchOf("c0"),
    digits: [],
    properties: ["name", "email"],
    addressBooks: null,
    after: null,
    limit: 20,
    many: 10_000,
  });
  await expect(`${statement.compile(server.deps.db).sql.trim()}\n`).toMatchFileSnapshot("__golden__/chosen-search.sql");
});

test("CS8 a shortcut searches one property alone; without one that is refused", async () => {
  const { shop } = await shopWithNoor();
  const criteria = [
    { property: "phone" as const, shortcut: true },
    { property: "name" as const, shortcut: false },
    { property: "accountNumber" as const, shortcut: true },
  ];
  await api(putParameters, { params: shop, body: { searchCriteria: criteria } });
  expect(await shop.associate(getSearchCriteria)).toEqual({ criteria, attributes: [], parties: false });
  expect(await found(shop, "veer", "accountNumber")).toEqual(["VEER-7"]);
  expect(await found(shop, "dam", "accountNumber")).toEqual([]);
  expect(await found(shop, "5550101", "phone")).toEqual(["VEER-7"]);
  for (const property of ["name", "email"] as const)
    expect(await refused(shop.associate, searchCustomers, { body: { query: "dam", property } })).toMatchObject({
      code: "search.no_shortcut",
      params: { property },
    });
});

test("CS8 at least one property is chosen, each once; the first choice is all of them", async () => {
  const { shop } = await shopWithNoor();
  const put = (searchCriteria: { property: SearchProperty }[]) => ({ params: shop, body: { searchCriteria } });
  expect(await api(getParameters, { params: shop })).toMatchObject({ searchCriteria: EVERY_CRITERION });
  expect(await refused(api, putParameters, put([]))).toMatchObject({ code: "request.wrong", faults: [{ at: "searchCriteria", code: "value.few" }] });
  expect(await refused(api, putParameters, put([{ property: "name" }, { property: "name" }]))).toMatchObject({
    code: "search.criteria_twice",
    params: { properties: ["name"] },
  });
});
