import type { CallInput } from "@rapport/contract";
import { getClientBookEntries, putAttribute, putClientBookEntries } from "@rapport/contract/clienteling";
import { getCustomerByNumber, listCustomers, putCustomers } from "@rapport/contract/customers";
import { afterAll, expect, test } from "vitest";
import { addAssociate, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

type Change = NonNullable<CallInput<typeof putCustomers>["body"]>["customers"][number];
const put = async ({ legalEntity }: Pick<BookShop, "legalEntity">, ...customers: Change[]) =>
  await api(putCustomers, { params: { legalEntity }, body: { customers } });
const putGood = async ({ legalEntity }: Pick<BookShop, "legalEntity">, ...customers: unknown[]) =>
  await api(putCustomers, { params: { legalEntity }, query: { partial: "true" }, body: { customers: customers as Change[] } });
const read = async ({ legalEntity }: Pick<BookShop, "legalEntity">, accountNumber: string) => {
  const { customerId, phoneNumbers, saved, ...customer } = await api(getCustomerByNumber, { params: { legalEntity, accountNumber } });
  expect(phoneNumbers).toHaveLength(customer.phone === "" ? 0 : 1);
  expect(saved.version).toBeGreaterThan(0);
  expect(customerId).toMatch(/^[0-9a-f-]{36}$/);
  return customer;
};

const WHOLE = {
  accountNumber: "G1",
  firstName: "Anna",
  lastName: "Bos",
  phone: "06-20394858",
  phoneKind: "mobile",
  otherPhones: [{ kind: "work", number: "020 555 0101" }],
  email: "anna@example.com",
  emailKind: "home",
  otherEmails: [{ kind: "her secretary", address: "s@example.com" }],
  street: "Damrak 1",
  postalCode: "1012 LG",
  city: "Gent",
  region: "Noord-Holland",
  country: "NL",
  addressKind: "home",
  otherAddresses: [{ kind: "delivery", street: "Spui 70", postalCode: "", city: "Den Haag", region: "", country: "" }],
  addressBooks: ["customers", "staff"],
  preferredLanguage: "nl",
  preferredChannel: "post",
  consentPhone: "notAllowed",
  consentPhoneAt: "2024-01-31",
  consentPhoneWhere: "a letter",
  consentEmail: "",
  consentEmailAt: "",
  consentEmailWhere: "",
  consentText: "",
  consentTextAt: "",
  consentTextWhere: "",
  consentPost: "",
  consentPostAt: "",
  consentPostWhere: "",
  optOutPersonalization: true,
  optOutWebTracking: true,
  attributes: { brand: "Noord", shoeSize: 39, interest: ["shoes", "hats"], vip: true, birthday: "1984-02-29" },
} satisfies Change;

test("C1 a customer who is written again keeps what is not named; null empties; a machine reads them by account number", async () => {
  const shop = await newBookShop(server);
  await put(shop, WHOLE);
  expect(await read(shop, "G1")).toEqual(WHOLE);
  await put(shop, { accountNumber: "G1", lastName: "Boss", addressBooks: ["customers"] });
  let expected: Change = { ...WHOLE, lastName: "Boss", addressBooks: ["customers"] };
  expect(await read(shop, "G1")).toEqual(expected);
  await put(shop, { accountNumber: "G1" });
  expect(await read(shop, "G1")).toEqual(expected);
  await put(shop, { accountNumber: "G1", attributes: { shoeSize: null, brand: "Zuid" } });
  expected = { ...expected, attributes: { brand: "Zuid", interest: ["shoes", "hats"], vip: true, birthday: "1984-02-29" } };
  expect(await read(shop, "G1")).toEqual(expected);
  for (const [field, empty] of Object.entries({
    firstName: "",
    phone: "",
    phoneKind: "",
    email: "",
    street: "",
    city: "",
    country: "",
    otherPhones: [],
    otherEmails: [],
    otherAddresses: [],
    addressBooks: [],
    preferredLanguage: "",
    preferredChannel: "",
    optOutPersonalization: false,
    optOutWebTracking: false,
    attributes: {},
  })) {
    await put(shop, { accountNumber: "G1", [field]: null });
    expected = { ...expected, [field]: empty };
    expect(await read(shop, "G1")).toEqual(expected);
  }
  // What they allow stays known (HC9).
  await put(shop, { accountNumber: "G1", consentPhone: null, consentPhoneAt: null, consentPhoneWhere: null });
  expect(await read(shop, "G1")).toEqual(expected);
  const refusal = await refused(api, putCustomers, { params: shop, body: { customers: [{ accountNumber: "G1", lastName: null }] } });
  expect(refusal).toMatchObject({ kind: "invalid", faults: [{ at: "customers[0].lastName", row: "G1", code: "value.missing" }] });
});

test("C1 what is read can be written back, and the list has every customer, page by page", async () => {
  const shop = await newBookShop(server);
  const numbers = ["A", "Z", "a/b?c", "Ä", "é"];
  await put(shop, ...numbers.map((accountNumber) => ({ ...WHOLE, accountNumber })));
  for (const accountNumber of numbers) expect(await put(shop, await read(shop, accountNumber))).toEqual({ created: 0, changed: 1 });
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await api(listCustomers, { params: shop, query: { limit: 2, ...(after !== undefined && { after }) } });
    expect(page.customers.length).toBeLessThanOrEqual(2);
    seen.push(...page.customers.map(({ accountNumber }) => accountNumber));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual(numbers);
  expect(await refused(api, getCustomerByNumber, { params: { ...shop, accountNumber: "nobody" } })).toMatchObject({
    kind: "not_found",
    code: "customer.unknown",
  });
});

test("C1 two simultaneous writes of different fields are both kept, also for a new customer", async () => {
  const shop = await newBookShop(server);
  for (let round = 0; round < 10; round += 1) {
    const accountNumber = `N${round}`;
    const made = await Promise.all([
      put(shop, { accountNumber, lastName: "Bos", city: "Gent" }),
      put(shop, { accountNumber, lastName: "Bos", phone: "06-1" }),
      put(shop, { accountNumber, lastName: "Bos", attributes: { vip: true } }),
    ]);
    expect(made.reduce((sum, { created }) => sum + created, 0)).toBe(1);
    expect(await read(shop, accountNumber)).toMatchObject({ city: "Gent", phone: "06-1", attributes: { vip: true } });
  }
});

test("C21 each refused row of a batch is named, and either the good ones are stored or none, as asked", async () => {
  const shop = await newBookShop(server);
  const good = Array.from({ length: 995 }, (_, index) => ({ accountNumber: `G${index}`, lastName: "Good", addressBooks: ["customers"] }));
  const batch = [
    ...good.slice(0, 500),
    { accountNumber: "bad1", lastName: "Bad", addressBooks: ["customers", "PARIS"] },
    { accountNumber: "bad2", firstName: "No name" },
    ...good.slice(500),
    { accountNumber: "G3​", lastName: "Twice" },
    { accountNumber: "bad3", lastName: "Bad", attributes: { shoeSize: 99, birthday: "1900-02-29" }, city: 7 },
    { lastName: "No account" },
  ];
  const refusal = await refused(api, putCustomers, { params: shop, body: { customers: batch as Change[] } });
  expect(refusal.kind).toBe("invalid");
  const named = [
    { at: "customers[500].addressBooks[1]", row: "bad1", code: "row.unknown_address_book" },
    { at: "customers[501].lastName", row: "bad2", code: "value.missing" },
    { at: "customers[997].accountNumber", row: "G3", code: "row.twice" },
    { at: "customers[998].city", row: "bad3", code: "value.type" },
    { at: "customers[999].accountNumber", row: "", code: "value.missing" },
  ];
  expect(refusal.faults.map(({ at, row, code }) => ({ at, row, code })).toSorted((a, b) => (a.at < b.at ? -1 : 1))).toEqual(named);
  expect((await api(listCustomers, { params: shop })).customers).toEqual([]);

  const { created, changed, refused: told } = await putGood(shop, ...batch);
  expect({ created, changed }).toEqual({ created: 995, changed: 0 });
  expect(told?.map(({ index, id, errors }) => [index, id, errors.map(({ field, code }) => [field, code])])).toEqual([
    [500, "bad1", [["addressBooks[1]", "row.unknown_address_book"]]],
    [501, "bad2", [["lastName", "value.missing"]]],
    [997, "G3", [["accountNumber", "row.twice"]]],
    [998, "bad3", [["city", "value.type"]]],
    [999, "", [["accountNumber", "value.missing"]]],
  ]);
  expect(await read(shop, "G3")).toMatchObject({ lastName: "Good" });
  expect(await putGood(shop, ...good.slice(0, 2))).toEqual({ created: 0, changed: 2, refused: [] });
});

test("C21 a batch with several kinds of wrong rows names them all at once, and every one of a thousand", async () => {
  const shop = await newBookShop(server);
  const batch = Array.from({ length: 1000 }, (_, index) => ({
    accountNumber: `G${index}`,
    lastName: "Bad",
    attributes: { shoeSize: 99 },
    addressBooks: ["PARIS"],
  }));
  const { faults } = await refused(api, putCustomers, { params: shop, body: { customers: batch.slice(0, 500) } });
  expect(new Set(faults.map(({ row }) => row)).size).toBe(500);
  expect(faults).toHaveLength(1000);
  const { refused: told } = await putGood(shop, ...batch);
  expect(told?.map(({ errors }) => errors.length)).toEqual(Array.from({ length: 1000 }, () => 2));
});

test("C21 an account number is read like every id of a person: composed, without invisible marks", async () => {
  const shop = await newBookShop(server);
  await put(shop, { accountNumber: "G3​", lastName: "One" }, { accountNumber: "‎Zoë‏", lastName: "Two" });
  expect(await put(shop, { accountNumber: "G3" }, { accountNumber: "Zoë" })).toEqual({ created: 0, changed: 2 });
  expect((await read(shop, "﻿G3")).lastName).toBe("One");
  const entries = { params: { legalEntity: shop.legalEntity, operatorId: shop.operatorId } };
  expect(await api(putClientBookEntries, { ...entries, body: { accountNumbers: ["G3⁠", "Zoë"] } })).toMatchObject({ added: 2 });
  expect((await refused(api, putCustomers, { params: shop, body: { customers: [{ accountNumber: " ​ ", lastName: "x" }] } })).faults).toMatchObject([
    { at: "customers[0].accountNumber", code: "value.empty" },
  ]);
});

test("C21 a birthday may be without a year; a day that is not in the calendar or in no year of people is refused and named", async () => {
  const shop = await newBookShop(server);
  const days = [
    "--02-29",
    "1984-02-29",
    "--12-31",
    "1800-01-01",
    "2199-12-31",
    "1900-02-29",
    "0001-01-01",
    "2999-12-31",
    "--02-30",
    "--13-01",
    "-02-03",
    "--1-1",
  ];
  const { refused: told } = await putGood(shop, ...days.map((birthday, index) => ({ accountNumber: String(index), lastName: "L", attributes: { birthday } })));
  expect(told?.map(({ index, errors }) => [days[index], errors[0]?.field, errors[0]?.code])).toEqual([
    ["1900-02-29", "attributes.birthday", "attribute_value.not_date"],
    ["0001-01-01", "attributes.birthday", "attribute_value.year"],
    ["2999-12-31", "attributes.birthday", "attribute_value.year"],
    ["--02-30", "attributes.birthday", "attribute_value.not_date"],
    ["--13-01", "attributes.birthday", "attribute_value.not_date"],
    ["-02-03", "attributes.birthday", "attribute_value.not_date"],
    ["--1-1", "attributes.birthday", "attribute_value.not_date"],
  ]);
  expect((await read(shop, "0")).attributes).toEqual({ birthday: "--02-29" });
});

test("C21 U8 refused rows of a batch of book entries are named, and either the good ones are added or none, as asked", async () => {
  const shop = await newBookShop(server);
  await addAssociate(server, shop, { operatorId: "2", name: "Daan" });
  await put(shop, ...["1", "2", "3", "4"].map((accountNumber) => ({ accountNumber, lastName: "L" })));
  const of = (operatorId: string, partial: boolean, ...accountNumbers: unknown[]) => ({
    params: { legalEntity: shop.legalEntity, operatorId },
    query: { partial: String(partial) },
    body: { accountNumbers: accountNumbers as string[] },
  });
  await api(putClientBookEntries, of(shop.operatorId, false, "1", "2"));
  const mixed = ["3", "1", "nobody", 7, "4", "2"];
  const all = await refused(api, putClientBookEntries, of("2", false, ...mixed));
  expect(all.faults.map(({ at, row, code }) => [at, row, code])).toEqual([
    ["accountNumbers[3]", "", "value.type"],
    ["accountNumbers[2]", "nobody", "row.unknown_customer"],
  ]);
  const { refused: told, ...rest } = await api(putClientBookEntries, of("2", true, ...mixed));
  expect(rest).toEqual({ clientBookId: "CB-0002", added: 2, alreadyThere: 0 });
  expect(told?.map(({ index, id, errors }) => [index, id, errors.map(({ code, params }) => [code, params])])).toEqual([
    [1, "1", [["row.in_another_book", { worker: "Associate" }]]],
    [2, "nobody", [["row.unknown_customer", {}]]],
    [3, "", [["value.type", { found: "number", expected: "text" }]]],
    [5, "2", [["row.in_another_book", { worker: "Associate" }]]],
  ]);
  const entries = async (operatorId: string) =>
    (await api(getClientBookEntries, { params: { legalEntity: shop.legalEntity, operatorId }, query: { limit: 1 } })).accountNumbers;
  expect([await entries(shop.operatorId), await entries("2")]).toEqual([["1"], ["3"]]);
  expect(await api(getClientBookEntries, { params: { legalEntity: shop.legalEntity, operatorId: "2" }, query: { after: "3" } })).toEqual({
    clientBookId: "CB-0002",
    accountNumbers: ["4"],
    next: null,
  });
  expect(await api(putClientBookEntries, of("2", true, "nobody"))).toMatchObject({ clientBookId: "CB-0002", added: 0, alreadyThere: 0 });
});

test("C14 a value that its list lost may be written again for customers who have it, and for nobody else", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const called = (text: string) => ({ en: text, nl: text });
  await put(
    shop,
    { accountNumber: "1", lastName: "Has", attributes: { segment: "gold", interest: ["shoes", "hats"] } },
    { accountNumber: "2", lastName: "Has not" },
  );
  await api(putAttribute, { params: { legalEntity, code: "segment" }, body: { values: [{ value: "silver", label: called("Silver") }] } });
  await api(putAttribute, { params: { legalEntity, code: "interest" }, body: { values: [{ value: "hats", label: called("Hats") }] } });
  expect(await put(shop, { accountNumber: "1", attributes: { segment: "gold", interest: ["hats", "shoes"] } })).toEqual({ created: 0, changed: 1 });
  expect((await read(shop, "1")).attributes).toEqual({ segment: "gold", interest: ["hats", "shoes"] });
  const { refused: told } = await putGood(
    shop,
    { accountNumber: "1", attributes: { interest: ["hats", "bags"] } },
    { accountNumber: "2", attributes: { segment: "gold" } },
  );
  expect(told?.map(({ id, errors }) => [id, errors[0]?.field, errors[0]?.code])).toEqual([
    ["1", "attributes.interest", "attribute_value.not_listed"],
    ["2", "attributes.segment", "attribute_value.not_listed"],
  ]);
});
