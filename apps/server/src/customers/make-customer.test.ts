import { putAttribute } from "@rapport/contract/clienteling";
import { findAlikeCustomers, getNewCustomerForm, putCustomer, putCustomers } from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putStore } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { newBookShop, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

test("CC10 whoever has the account number, an e-mail address or a phone number of a new customer is told, whole ones only, of this legal entity only", async () => {
  const shop = await newBookShop(server);
  const other = await newBookShop(server);
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  const ada = { firstName: "Ada", lastName: "Bos", phone: "06-20394858", otherPhones: [{ number: "020 624 5555" }], email: "Ada@Example.com" };
  const bo = { firstName: "Bo", lastName: "Arts", otherEmails: [{ address: "desk@office.example" }], otherPhones: [{ number: "+31 6 20394858" }] };
  await api(putCustomers, {
    params: shop,
    body: {
      customers: [
        { ...ada, accountNumber: "A-1" },
        { ...bo, accountNumber: "B-1" },
        { accountNumber: "C-1", lastName: "C" },
      ],
    },
  });
  await api(putCustomers, { params: other, body: { customers: [{ ...ada, accountNumber: "X-1" }] } });
  const alike = async (body: object) =>
    (await api(findAlikeCustomers, { params: shop, body })).customers.map(({ accountNumber, name, by }) => [accountNumber, name, ...by]);
  expect(await alike({})).toEqual([]);
  expect(await alike({ emails: ["ADA@example.com "] })).toEqual([["A-1", "Ada Bos", "email"]]);
  expect(await alike({ emails: ["desk@office.example", "nobody@example.com"] })).toEqual([["B-1", "Bo Arts", "email"]]);
  expect(await alike({ phones: ["0031620394858"] })).toEqual([
    ["B-1", "Bo Arts", "phone"],
    ["A-1", "Ada Bos", "phone"],
  ]);
  expect(await alike({ accountNumber: "C-1", phones: ["+31 20 624 5555"], emails: ["ada@example.com"] })).toEqual([
    ["A-1", "Ada Bos", "email", "phone"],
    ["C-1", "C", "accountNumber"],
  ]);
  // A part of one finds nobody.
  expect(await alike({ emails: ["ada@", "a-1"], phones: ["20394858", "0620"], accountNumber: "C-" })).toEqual([]);
  expect(await refused(api, findAlikeCustomers, { params: { legalEntity: "nowhere" }, body: {} })).toMatchObject({ code: "legal_entity.unknown" });
});

test("CC10 more than ten who are alike are told, and a phone is read by the country of the stores as it is when it is saved", async () => {
  const shop = await newBookShop(server);
  await api(putStore, { params: { legalEntity: shop.legalEntity, store: shop.store }, body: { country: "BE" } });
  const customers = Array.from({ length: 11 }, (_, n) => ({ accountNumber: `T-${n}`, lastName: "Twin", phone: "+32 470 12 34 56" }));
  await api(putCustomers, { params: shop, body: { customers } });
  const alike = async (addressBooks: string[]) => {
    const { customers: found, more } = await api(findAlikeCustomers, { params: shop, body: { phones: ["0470 12 34 56"], addressBooks } });
    return [found.length, more];
  };
  expect([await alike(["customers"]), await alike([])]).toEqual([
    [10, true],
    [0, false],
  ]);
});

test("CC1 OG2 a form for a new customer has all attributes and the address books in use, and makes nobody anew who is there", async () => {
  const shop = await newBookShop(server);
  await api(putAttribute, { params: { legalEntity: shop.legalEntity, code: "metal" }, body: { name: { en: "Metal" }, type: "text", refinable: false } });
  await api(putAddressBook, { params: { legalEntity: shop.legalEntity, code: "old" }, body: { name: "Old", active: false } });
  const form = await api(getNewCustomerForm, { params: shop });
  expect(form.attributes.map(({ code }) => code)).toContain("metal");
  expect(form.addressBooks.map(({ code }) => code)).toContain("customers");
  expect(form.addressBooks.map(({ code }) => code)).not.toContain("old");
  const params = { legalEntity: shop.legalEntity, accountNumber: "N-1" };
  expect(await api(putCustomer, { params, query: { version: "0" }, body: { lastName: "New" } })).toMatchObject({ accountNumber: "N-1", saved: { version: 1 } });
  expect(await refused(api, putCustomer, { params, query: { version: "0" }, body: { lastName: "Other" } })).toMatchObject({ code: "code.taken" });
});
