import { getCustomerByNumber, getCustomerForm, putCustomer, putCustomers, searchCustomers } from "@rapport/contract/customers";
import { putAddressBook } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { addCustomers, auditLog, newBookShop, refused, testServer } from "../testing/index.ts";
import { deriveAll } from "./keep-derived.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
const { api, deps } = server;
afterAll(async () => await server.close());

async function shopWithAda() {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [
    { accountNumber: "7 / A", firstName: "Ada", lastName: "Bos", city: "Gent", attributes: { shoeSize: 39, interest: ["shoes"] } },
  ]);
  return { shop, params: { legalEntity: shop.legalEntity, accountNumber: "7 / A" } };
}
const version = async (params: { legalEntity: string; accountNumber: string }) => (await api(getCustomerByNumber, { params })).saved.version;

test("OG1 C1 a change of fields, of attributes or of address books is one more version, and nothing else is", async () => {
  const { shop, params } = await shopWithAda();
  const { legalEntity } = params;
  await api(putAddressBook, { params: { legalEntity, code: "HAGUE" }, body: { name: "The Hague" } });
  const person = await server.asHeadquarters();
  const first = await api(getCustomerByNumber, { params });
  clock.advance(60_000);
  const renamed = await person(putCustomer, { params, query: { version: first.saved.version }, body: { firstName: "Adá", city: null } });
  expect(renamed).toMatchObject({ firstName: "Adá", lastName: "Bos", city: "", attributes: { shoeSize: 39, interest: ["shoes"] } });
  expect(renamed.saved).toEqual({ version: first.saved.version + 1, at: clock.now().toISOString(), by: "Analyst" });
  clock.advance(60_000);
  // The same again, and an order of books or a key that was made again, are no change.
  expect(await api(putCustomer, { params, body: { firstName: "Adá" } })).toEqual(renamed);
  await deps.db.updateTable("customer").set({ search_text: "old" }).where("legal_entity", "=", legalEntity).execute();
  await deps.db.deleteFrom("customer_derivation").where("legal_entity", "=", legalEntity).execute();
  await deriveAll(deps);
  expect(await version(params)).toBe(renamed.saved.version);
  await api(putCustomer, { params, body: { addressBooks: ["HAGUE", "customers"] } });
  expect(await version(params)).toBe(renamed.saved.version + 1);
  await api(putCustomer, { params, body: { addressBooks: ["customers", "HAGUE", "HAGUE"] } });
  expect(await version(params)).toBe(renamed.saved.version + 1);
  const { attributes, saved } = await api(putCustomer, { params, body: { attributes: { shoeSize: null, vip: true } } });
  expect([attributes, saved]).toEqual([
    { interest: ["shoes"], vip: true },
    { version: renamed.saved.version + 2, at: clock.now().toISOString(), by: null },
  ]);
  // A batch counts too.
  await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "7 / A", city: "Brugge" }] } });
  expect(await version(params)).toBe(renamed.saved.version + 3);
  expect((await shop.associate(searchCustomers, { body: { query: "adá bos", scope: "all" } })).customers).toHaveLength(1);
  const changes = await auditLog(deps.db)
    .select("changes")
    .where("legal_entity", "=", legalEntity)
    .where("action", "=", "customer.saved")
    .orderBy("id")
    .execute();
  expect(JSON.parse(String(changes[1]?.changes))).toEqual({ firstName: { from: "Ada", to: "Adá" }, city: { from: "Gent", to: "" } });
});

test("OG2 a write for a version that is no longer the newest is refused with who saved and when, and changes nothing", async () => {
  const { params } = await shopWithAda();
  const person = await server.asHeadquarters();
  const seen = await version(params);
  const saved = await person(putCustomer, { params, query: { version: seen }, body: { city: "Brugge" } });
  expect(await refused(api, putCustomer, { params, query: { version: seen }, body: { city: "Leuven" } })).toMatchObject({
    kind: "conflict",
    code: "saved.meanwhile",
    params: { by: "Analyst", at: saved.saved.at },
  });
  expect(await api(getCustomerByNumber, { params })).toEqual(saved);
  const many = await Promise.allSettled(
    ["a", "b", "c", "d"].map(async (city) => await api(putCustomer, { params, query: { version: saved.saved.version }, body: { city } })),
  );
  expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await version(params)).toBe(saved.saved.version + 1);
  // Version 0 is for somebody new.
  expect(await refused(api, putCustomer, { params, query: { version: 0 }, body: { lastName: "Vos" } })).toMatchObject({ code: "code.taken" });
  const made = await api(putCustomer, { params: { ...params, accountNumber: "new" }, query: { version: 0 }, body: { lastName: "Vos" } });
  expect(made).toMatchObject({ accountNumber: "new", lastName: "Vos", saved: { version: 1 } });
});

test("R29 what is wrong with a customer is said by field, and nothing is stored", async () => {
  const { params } = await shopWithAda();
  const before = await api(getCustomerByNumber, { params });
  const faultsOf = async (body: object) => (await refused(api, putCustomer, { params, body })).faults.map(({ at, code }) => [at, code]);
  expect(await faultsOf({ lastName: null })).toEqual([["lastName", expect.any(String)]]);
  expect(await faultsOf({ email: "x".repeat(300) })).toEqual([["email", expect.any(String)]]);
  expect(await faultsOf({ addressBooks: ["customers", "nowhere"] })).toEqual([["addressBooks[1]", expect.any(String)]]);
  expect(await faultsOf({ city: "Gent", attributes: { shoeSize: 99 } })).toEqual([["attributes.shoeSize", "attribute_value.above"]]);
  expect(await api(getCustomerByNumber, { params })).toEqual(before);
});

test("CS14 a form has every attribute with its list, and the address books that are in use or theirs", async () => {
  const { params } = await shopWithAda();
  const { legalEntity } = params;
  for (const code of ["OLD", "MINE"]) await api(putAddressBook, { params: { legalEntity, code }, body: { name: `Book ${code}` } });
  await api(putCustomer, { params, body: { addressBooks: ["MINE"] } });
  for (const code of ["OLD", "MINE"]) await api(putAddressBook, { params: { legalEntity, code }, body: { active: false } });
  const form = await api(getCustomerForm, { params });
  const codes = form.addressBooks.map(({ code }) => code as string);
  expect([codes.includes("MINE"), codes.includes("OLD"), codes.includes("customers")]).toEqual([true, false, true]);
  const listed = form.attributes.find(({ code }) => (code as string) === "interest");
  expect(listed).toMatchObject({ type: "text", multiple: true });
  expect(listed?.values.map(({ value }) => value)).toContain("shoes");
  expect(form.customer).toEqual(await api(getCustomerByNumber, { params }));
});

test("CC11 a person does not save a contact or an account number that is none, each told beside its field; what the customer has stays, and a feed's row is stored and told", async () => {
  const { legalEntity } = await newBookShop(server);
  const person = await server.asHeadquarters();
  const of = (accountNumber: string) => ({ params: { legalEntity, accountNumber } });
  const odd = {
    lastName: "Bos",
    phone: "none",
    email: "ada@ example",
    otherPhones: [{ kind: "work", number: "ask" }],
    otherEmails: [{ kind: "", address: "two@a.com, three@b.com" }],
  };
  const refusal = await refused(person, putCustomer, { ...of("N 1"), body: odd });
  expect([refusal.code, refusal.faults.map(({ at, code }) => [at, code])]).toEqual([
    "request.wrong",
    [
      ["accountNumber", "account_number.form"],
      ["phone", "phone.no_digits"],
      ["email", "email.form"],
      ["otherPhones[0].number", "phone.no_digits"],
      ["otherEmails[0].address", "email.form"],
    ],
  ]);
  const name = "ظ".repeat(100);
  expect(await person(putCustomer, { ...of("N1"), body: { firstName: name, lastName: name, phone: "ext 44 of Ada" } })).toMatchObject({
    phone: "ext 44 of Ada",
    told: [{ field: "phone", code: "phone.unreadable" }],
  });
  const fed = await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "N2", ...odd }] } });
  expect([fed.created, fed.told?.flatMap(({ errors }) => errors.map(({ code }) => code)).toSorted()]).toEqual([
    1,
    ["email.form", "email.form", "phone.unreadable", "phone.unreadable"],
  ]);
  // One customer by key is stored and told as a row of a feed is.
  const { told: toldOfOne, ...byKey } = await api(putCustomer, { ...of("N3"), body: odd });
  expect([byKey.phone, toldOfOne?.map(({ field, code }) => [field, code]).toSorted()]).toEqual([
    "none",
    [
      ["email", "email.form"],
      ["otherEmails[0].address", "email.form"],
      ["otherPhones[0].number", "phone.unreadable"],
      ["phone", "phone.unreadable"],
    ],
  ]);
  expect(
    await api(putCustomer, { ...of("N3"), body: { phone: "+31 20 555 0101", email: "ada@example.com", otherPhones: null, otherEmails: null } }),
  ).not.toHaveProperty("told");
  // What is there already may be sent again by the form that shows it.
  expect(await person(putCustomer, { ...of("N2"), body: { ...odd, firstName: "Ada" } })).toMatchObject({ firstName: "Ada", email: "ada@ example" });
});
