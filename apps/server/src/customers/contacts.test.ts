import {
  getCustomer,
  findCustomers,
  getCustomerByNumber,
  getCustomerForm,
  getCustomerProfile,
  putCustomer,
  putCustomers,
  searchCustomers,
} from "@rapport/contract/customers";
import { putLegalEntity } from "@rapport/contract/organisation";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";
import { deriveAll } from "./keep-derived.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const dutch = async (): Promise<BookShop> => {
  const shop = await newBookShop(server);
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  return shop;
};
const ADA = {
  firstName: "Ada",
  lastName: "Bos",
  phone: "06-20394858",
  phoneKind: "mobile",
  otherPhones: [
    { kind: "work", number: "020 624 5555 toestel 12" },
    { kind: "", number: "06-1" },
  ],
  email: "ada@example.com",
  otherEmails: [{ kind: "her assistant", address: "desk@office.example" }],
  street: "Damrak 1",
  postalCode: "1012 LG",
  city: "Amsterdam",
  otherAddresses: [{ kind: "delivery", street: "Spui 70", postalCode: "2511 BT", city: "Den Haag", region: "", country: "" }],
  addressBooks: ["customers"],
};

test("HC4 C5 all phones are stored as they were written and as they are dialled, and are shown at headquarters and at the POS", async () => {
  const shop = await dutch();
  const params = { legalEntity: shop.legalEntity, accountNumber: "A-1" };
  const { told } = await api(putCustomers, { params: shop, body: { customers: [{ ...ADA, accountNumber: "A-1" }] } });
  expect(told?.map(({ errors }) => errors.map(({ field, code }) => [field, code]))).toEqual([[["otherPhones[1].number", "phone.unreadable"]]]);
  const profile = await api(getCustomerProfile, { params });
  const { addressBooks, ...shown } = ADA;
  const otherPhones = [
    { ...ADA.otherPhones[0], numbers: [{ written: "020 624 5555 toestel 12", e164: "+31206245555", extension: "12" }] },
    { ...ADA.otherPhones[1], numbers: [{ written: "06-1", e164: null, extension: "" }] },
  ];
  expect(profile).toMatchObject({ ...shown, otherPhones, phoneNumbers: [{ e164: "+31620394858" }] });
  const { otherEmails, otherAddresses, street, postalCode } = ADA;
  const details = await shop.associate(getCustomer, { params: { customerId: profile.customerId } });
  expect(details).toMatchObject({ phoneKind: "mobile", otherPhones, otherEmails, otherAddresses, street, postalCode });
  expect(addressBooks).toEqual(profile.addressBooks.map(({ code }) => code));
});

test("HC4 a write of a primary one leaves the others, however often it is sent; a list is replaced; what is wrong is said by its place", async () => {
  const shop = await dutch();
  const params = { legalEntity: shop.legalEntity, accountNumber: "A-1" };
  const read = async () => await api(getCustomerByNumber, { params });
  await api(putCustomer, { params, body: ADA });
  for (const phone of ["06 11112222", null, null]) {
    await api(putCustomers, { params: shop, body: { customers: [{ accountNumber: "A-1", phone }] } });
    expect(await read()).toMatchObject({ phone: phone ?? "", phoneKind: "mobile", otherPhones: ADA.otherPhones });
  }
  expect((await read()).saved.version).toBe(3);
  await api(putCustomer, { params, body: { otherPhones: [{ number: "06 33334444" }], otherEmails: null } });
  expect(await read()).toMatchObject({ otherPhones: [{ kind: "", number: "06 33334444" }], otherEmails: [], otherAddresses: ADA.otherAddresses });
  const bad = { otherPhones: [{ number: "1" }, { number: "9".repeat(41) }], otherEmails: [{ kind: "work" }] } as never;
  const refusal = await refused(api, putCustomer, { params, body: bad });
  expect(refusal.faults.map(({ at, code }) => [at, code])).toEqual([
    ["otherPhones[1].number", "value.long"],
    ["otherEmails[0].address", "value.missing"],
  ]);
});

test("HC4 a feed that sends the old primary phone and address makes them primary again and loses none, and a foreign address leaves numbers as they are dialled", async () => {
  const shop = await dutch();
  const params = { legalEntity: shop.legalEntity, accountNumber: "A-1" };
  const read = async () => await api(getCustomerProfile, { params });
  const [home, away] = [
    { street: "Damrak 1", postalCode: "1012 LG", city: "Amsterdam", region: "", country: "NL" },
    { street: "Zeil 1", postalCode: "60313", city: "Frankfurt", region: "", country: "DE" },
  ];
  await api(putCustomer, { params, body: { lastName: "Bos", phone: "020 555 0101", ...home } });
  const before = (await read()).phoneNumbers;
  expect(before).toMatchObject([{ e164: "+31205550101" }]);
  await api(putCustomer, {
    params,
    body: { phone: "020 624 5555", otherPhones: [{ number: "020 555 0101" }], ...away, otherAddresses: [{ kind: "work", ...home }] },
  });
  expect((await read()).otherPhones).toMatchObject([{ number: "020 555 0101", numbers: before }]);
  await api(putCustomers, { params: shop, body: { customers: [{ accountNumber: "A-1", phone: "020 555 0101", street: home.street, city: home.city }] } });
  const swapped = await read();
  expect(swapped).toMatchObject({ ...home, addressKind: "work", phone: "020 555 0101", phoneNumbers: before, otherAddresses: [away] });
  expect(swapped.otherPhones.map(({ number }) => number)).toEqual(["020 624 5555"]);
});

test("HC4b what a person made the primary one stays so while the feed repeats its old one; a new phone beside a foreign address is read by that country", async () => {
  const shop = await dutch();
  const params = { legalEntity: shop.legalEntity, accountNumber: "A-1" };
  const read = async () => await api(getCustomerProfile, { params });
  const home = { street: "Damrak 1", postalCode: "1012 LG", city: "Amsterdam", region: "", country: "NL" };
  const sent = { ...home, accountNumber: "A-1", lastName: "Bos", phone: "020 555 0101", otherPhones: [{ kind: "mobile", number: "06 11112222" }] };
  await api(putCustomers, { params: shop, body: { customers: [sent] } });
  const person = await server.asHeadquarters("administrator");
  const form = await person(getCustomerForm, { params });
  await person(putCustomer, {
    params,
    query: { version: form.customer.saved.version },
    body: {
      ...home,
      street: "Zeil 1",
      postalCode: "60313",
      city: "Frankfurt",
      country: "DE",
      phone: "06 11112222",
      phoneKind: "mobile",
      otherPhones: [{ kind: "home", number: "020 555 0101" }],
      otherAddresses: [{ kind: "home", ...home }],
    },
  });
  const chosen = await read();
  const again = async (phone: string) => await api(putCustomers, { params: shop, body: { customers: [{ accountNumber: "A-1", phone }] } });
  for (let night = 0; night < 2; night += 1)
    expect((await again("020-5550101")).told?.map(({ errors }) => errors.map(({ field, code }) => [field, code]))).toEqual([[["phone", "contact.stands"]]]);
  expect(await read()).toEqual(chosen);
  await again("030 901820");
  expect(await read()).toMatchObject({
    phone: "030 901820",
    phoneNumbers: [{ e164: "+4930901820" }],
    otherPhones: [{ kind: "mobile", number: "06 11112222", numbers: [{ e164: "+31611112222" }] }],
  });
});

test("CS2 CS7 every phone, e-mail address and address finds a customer, and the result shows what matched", async () => {
  const shop = await dutch();
  await api(putCustomers, { params: shop, body: { customers: [{ ...ADA, accountNumber: "A-1" }] } });
  await addCustomers(server, shop, [{ accountNumber: "B-1", firstName: "Bo", lastName: "Amsterdam", city: "Gent" }]);
  const first = async (query: string) => {
    const { customers } = await shop.associate(searchCustomers, { body: { query } });
    const listed = await api(findCustomers, { params: shop, body: { query } });
    expect(listed.customers.map(({ accountNumber, phone, email }) => [accountNumber, phone, email])).toEqual(
      customers.map(({ accountNumber, phone, email }) => [accountNumber, phone, email]),
    );
    return customers.map(({ accountNumber, phone, email }) => [accountNumber, phone, email])[0];
  };
  const primary = ["A-1", ADA.phone, ADA.email];
  expect(await first("+31206245555")).toEqual(["A-1", "020 624 5555 toestel 12", ADA.email]);
  expect(await first("0620394858")).toEqual(primary);
  expect(await first("desk@office")).toEqual(["A-1", ADA.phone, "desk@office.example"]);
  for (const query of ["Ada Bos", "Damrak 1", "damrak 1 amst", "1012 LG", "1012lg", "1012LG Amsterdam", "spui 70 den haag", "2511bt", "den haag"])
    expect([query, await first(query)]).toEqual([query, primary]);
  expect(await first("1 Damrak")).toBeUndefined();
  // A person of that name comes before those who live in such a place.
  expect(await first("Amsterdam")).toEqual(["B-1", "", ""]);
});

test("HC4 customers of an earlier version are found before and after their keys are made again, and lose nothing", async () => {
  const shop = await dutch();
  const [id] = await addCustomers(server, shop, [{ accountNumber: "A-1", firstName: "Ada", lastName: "Bos", phone: "06-20394858", city: "Gent" }]);
  const old = " ada bos\n\na-1\n0620394858 31620394858\ngent";
  await sql`update customer set search_text = ${old} where id = ${id}`.execute(deps.db);
  const terms = async () =>
    (await sql<{ kind: string; term: string }>`select kind, term from customer_term where customer_id = ${id} order by term`.execute(deps.db)).rows;
  const same = await terms();
  expect(same.map(({ kind, term }) => `${kind} ${term}`)).toEqual(["line 0620394858 31620394858", "line a-1", "name ada", "name bos", "last gent"]);
  await sql`delete from customer_derivation where legal_entity = ${shop.legalEntity}`.execute(deps.db);
  await deriveAll(deps);
  expect(await terms()).toEqual(same);
  const { phone, city, otherPhones, otherAddresses } = await api(getCustomerByNumber, { params: { legalEntity: shop.legalEntity, accountNumber: "A-1" } });
  expect({ phone, city, otherPhones, otherAddresses }).toEqual({ phone: "06-20394858", city: "Gent", otherPhones: [], otherAddresses: [] });
});
