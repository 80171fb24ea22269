import { randomUUID } from "node:crypto";
import { CustomerId } from "@rapport/contract";
import { putAttribute } from "@rapport/contract/clienteling";
import {
  changeCustomer,
  createCustomer,
  findAlikeAtStore,
  getCustomer,
  getCustomerByNumber,
  getNewCustomerAtStore,
  putCustomers,
  searchCustomers,
} from "@rapport/contract/customers";
import { putLegalEntity, putNumberSequence, putStore, putWorker } from "@rapport/contract/organisation";
import { listAudit } from "@rapport/contract/system";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addCustomers, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

/** A shop that gives account numbers. */
async function newShop(): Promise<BookShop> {
  const shop = await newBookShop(server);
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "customer" }, body: { format: "K-####" } });
  return shop;
}

const newParams = () => ({ customerId: CustomerId.parse(randomUUID()) });
const entriesOf = async ({ legalEntity }: BookShop, action: string) => (await api(listAudit, { query: { legalEntity, action } })).entries;

test("CC1 CC5 a customer of three fields is made at the POS with the next account number, found at once in this store, and in my book", async () => {
  const shop = await newShop();
  const params = newParams();
  const body = { firstName: "Ada", lastName: "Bos", phone: "06 20394858", intoMyBook: true };
  expect(await shop.associate(createCustomer, { params, body })).toEqual({ accountNumber: "K-0001" });
  const page = await shop.associate(getCustomer, { params });
  expect([page.name, page.books.map(({ mine }) => mine)]).toEqual(["Ada Bos", [true]]);
  const { customers } = await shop.associate(searchCustomers, { body: { query: "ada bos" } });
  expect(customers.map(({ customerId, inBook }) => [customerId, inBook])).toEqual([[params.customerId, "mine"]]);
  expect((await api(getCustomerByNumber, { params: { ...shop, accountNumber: "K-0001" } })).addressBooks).toEqual(["customers"]);
});

test("CC12 twenty requests at once with the same id make one customer and one book entry; another person's id is refused", async () => {
  const shop = await newShop();
  const params = newParams();
  const body = { firstName: "Ada", lastName: "Bos", intoMyBook: true };
  const answers = await Promise.all(Array.from({ length: 20 }, async () => await shop.associate(createCustomer, { params, body })));
  expect(new Set(answers.map(({ accountNumber }) => accountNumber)).size).toBe(1);
  const { matching } = await shop.associate(searchCustomers, { body: { query: "ada bos" } });
  expect([matching, (await entriesOf(shop, "customer.added_to_book")).length]).toEqual([1, 1]);
  await api(putWorker, {
    params: { legalEntity: shop.legalEntity, operatorId: "7" },
    body: { name: "B", employeeAddressBooks: ["staff"], operations: [612], password: "shop-floor-7" },
  });
  const colleague = await server.asWorker({ ...shop, operatorId: "7", password: "shop-floor-7" });
  expect(await refused(colleague, createCustomer, { params, body: { lastName: "Other" } })).toMatchObject({ code: "customer.id_in_use" });
  const other = await newShop();
  expect(await refused(other.associate, createCustomer, { params, body: { lastName: "Other" } })).toMatchObject({ code: "customer.id_in_use" });
  expect((await shop.associate(getCustomer, { params })).name).toBe("Ada Bos");
});

test("CC13 the customer and the entry in my book are stored together or not at all, with the refusals of adding", async () => {
  const shop = await newBookShop(server, { format: null });
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "customer" }, body: { format: "K-####" } });
  const params = newParams();
  expect(await refused(shop.associate, createCustomer, { params, body: { lastName: "Bos", intoMyBook: true } })).toMatchObject({
    code: "number_sequence.missing",
  });
  expect(await refused(shop.associate, getCustomer, { params })).toMatchObject({ code: "customer.unknown" });
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "clientBook" }, body: { format: "CB-####" } });
  await api(putWorker, {
    params: { legalEntity: shop.legalEntity, operatorId: "7" },
    body: { name: "B", employeeAddressBooks: ["staff"], operations: [612], password: "shop-floor-7" },
  });
  const maker = await server.asWorker({ ...shop, operatorId: "7", password: "shop-floor-7" });
  expect(await refused(maker, createCustomer, { params, body: { lastName: "Bos", intoMyBook: true } })).toMatchObject({
    code: "permission.missing",
    params: { permission: "clientBook.add" },
  });
  await maker(createCustomer, { params, body: { lastName: "Bos" } });
  expect((await shop.associate(getCustomer, { params })).books).toEqual([]);
});

test("CC1 R50 without operation 612 a manager is asked for; R29 what is wrong is told beside its field; nothing is stored", async () => {
  const shop = await newShop();
  const params = newParams();
  const idle = await addAssociate(server, shop, { operatorId: "2", operations: [714] });
  expect(await refused(idle, createCustomer, { params, body: { lastName: "Bos" } })).toMatchObject({
    code: "permission.missing",
    params: { permission: "customer.create" },
  });
  const wrong = await refused(shop.associate, createCustomer, { params, body: { lastName: "Bos", phone: "none", email: "ada at home" } });
  expect(wrong.faults.map(({ at }) => at)).toEqual(["phone", "email"]);
  const values = await refused(shop.associate, createCustomer, { params, body: { lastName: "Bos", attributes: { segment: "bronze", shoeSize: 38 } } });
  // Of a client book, for somebody who comes in none.
  expect(values.faults.map(({ at }) => at)).toEqual(["attributes.segment", "attributes.shoeSize"]);
  expect(await refused(shop.associate, getCustomer, { params })).toMatchObject({ code: "customer.unknown" });
  await shop.associate(createCustomer, { params, body: { lastName: "Bos", attributes: { segment: "gold", shoeSize: 38 }, intoMyBook: true } });
});

test("R29b PB6 mandatory attributes are asked for as the store has them published", async () => {
  const shop = await newShop();
  const { legalEntity } = shop;
  await api(putAttribute, { params: { legalEntity, code: "segment" }, body: { mandatory: true } });
  await api(putAttribute, { params: { legalEntity, code: "brand" }, body: { mandatory: true } });
  await api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await api(putAttribute, { params: { legalEntity, code: "metal" }, body: { mandatory: true } });
  const form = await shop.associate(getNewCustomerAtStore, {});
  expect(form.attributes.filter(({ mandatory }) => mandatory !== "no").map(({ code, mandatory }) => [code, mandatory])).toEqual([
    ["segment", "always"],
    ["brand", "inBook"],
  ]);
  expect(form.ofBook).toEqual(["birthday", "brand", "shoeSize", "metal", "interest", "vip"]);
  const params = newParams();
  const lacking = async (body: object) =>
    (await refused(shop.associate, createCustomer, { params, body: { lastName: "Bos", ...body } })).faults.map(({ at }) => at);
  expect(await lacking({})).toEqual(["attributes.segment"]);
  expect(await lacking({ intoMyBook: true })).toEqual(["attributes.segment", "attributes.brand"]);
  await shop.associate(createCustomer, { params, body: { lastName: "Bos", attributes: { segment: "gold" } } });
});

test("CC3 CC4 case 62 a new customer begins with the country of the store and the values of its default customer", async () => {
  const shop = await newShop();
  const { legalEntity, store } = shop;
  expect((await shop.associate(getNewCustomerAtStore, {})).begin.attributes).toEqual({});
  await addCustomers(server, shop, [{ accountNumber: "DEFAULT", attributes: { segment: "silver", brand: "Acme" } }]);
  await api(putStore, { params: { legalEntity, store }, body: { country: "BE", defaultCustomer: "DEFAULT" } });
  const { begin } = await shop.associate(getNewCustomerAtStore, {});
  expect(begin).toEqual({ country: "BE", preferredLanguage: "", attributes: { segment: "silver" } });
  expect(await entriesOf(shop, "customer.viewed")).toMatchObject([{ subjects: [{ label: "DEFAULT" }] }]);
});

test("CC10 whoever has the same phone, e-mail address, or name and birthday is shown with their city, of this legal entity only; making somebody anyway names them", async () => {
  const shop = await newShop();
  const other = await newShop();
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  const ada = { firstName: "Ada", lastName: "de Bos", phone: "06-20394858", email: "Ada@Example.com", city: "Gent", attributes: { birthday: "1990-02-03" } };
  await api(putCustomers, { params: shop, body: { customers: [{ ...ada, accountNumber: "A-1" }] } });
  await api(putCustomers, { params: other, body: { customers: [{ ...ada, accountNumber: "X-1" }] } });
  const alike = async (body: object) => (await shop.associate(findAlikeAtStore, { body })).customers.map(({ name, city, by }) => [name, city, ...by]);
  expect(await alike({ phones: ["+31 6 2039 4858"] })).toEqual([["Ada de Bos", "Gent", "phone"]]);
  expect(await alike({ emails: ["ADA@example.com"] })).toEqual([["Ada de Bos", "Gent", "email"]]);
  expect(await alike({ firstName: "ada", lastName: "De Bos", days: { birthday: "1990-02-03" } })).toEqual([["Ada de Bos", "Gent", "nameAndDay"]]);
  expect(await alike({ firstName: "Ada", lastName: "de Bos", days: { birthday: "1990-02-04" } })).toEqual([]);
  expect(await alike({ firstName: "Ada", lastName: "de Bos", phones: ["2039"], emails: ["ada@"] })).toEqual([]);
  const { customers } = await shop.associate(findAlikeAtStore, { body: { phones: [ada.phone] } });
  const shown = customers.map(({ customerId }) => customerId);
  const strangers = (await other.associate(findAlikeAtStore, { body: { emails: [ada.email] } })).customers.map(({ customerId }) => customerId);
  await shop.associate(createCustomer, { params: newParams(), body: { ...ada, attributes: {}, shown: [...shown, ...strangers] } });
  const [entry] = await entriesOf(shop, "customer.made_beside_alike");
  expect(entry?.subjects.map(({ label }) => label).toSorted()).toEqual(["A-1", "K-0001"]);
});

test("CC14 without a sequence for customers the account number is asked for, as at headquarters, and nobody who has it is changed", async () => {
  const shop = await newBookShop(server);
  expect((await shop.associate(getNewCustomerAtStore, {})).numbered).toBe(false);
  await addCustomers(server, shop, [{ accountNumber: "3001" }]);
  const make = { params: newParams() };
  expect((await refused(shop.associate, createCustomer, { ...make, body: { lastName: "Bos" } })).faults.map(({ at }) => at)).toEqual(["accountNumber"]);
  expect(await refused(shop.associate, createCustomer, { ...make, body: { lastName: "Bos", accountNumber: "3001" } })).toMatchObject({ code: "code.taken" });
  expect(await shop.associate(createCustomer, { ...make, body: { lastName: "Bos", accountNumber: "3002" } })).toEqual({ accountNumber: "3002" });
  // The sequence passes over a number that is in use.
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "customer" }, body: { format: "300#" } });
  expect(await shop.associate(createCustomer, { params: newParams(), body: { lastName: "Arts" } })).toEqual({ accountNumber: "3003" });
  const { version } = (await api(getCustomerByNumber, { params: { ...shop, accountNumber: "3003" } })).saved;
  expect(version).toBe(1);
  await shop.associate(changeCustomer, { params: make.params, query: { version: 1 }, body: { firstName: "Ada" } });
});

test("CC14 R63 where stores count customers on their own, one who is made at a register gets the next number of that store", async () => {
  const shop = await newBookShop(server);
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "customer" }, body: { format: "{store}-##", scope: "store" } });
  const make = async (lastName: string) => (await shop.associate(createCustomer, { params: newParams(), body: { lastName } })).accountNumber;
  expect([await make("Bos"), await make("Vos")]).toEqual([`${shop.store}-01`, `${shop.store}-02`]);
});

test("PB6 R29 a value at the POS is judged by what the store has published, and not by what headquarters has since", async () => {
  const shop = await newShop();
  const { legalEntity } = shop;
  await api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await api(putAttribute, { params: { legalEntity, code: "shoeSize" }, body: { upper: 60 } });
  const params = newParams();
  const body = { lastName: "Groot", intoMyBook: true, attributes: { shoeSize: 55 } };
  expect(await refused(shop.associate, createCustomer, { params, body })).toMatchObject({
    faults: [{ at: "attributes.shoeSize", code: "attribute_value.above", params: { upper: 50 } }],
  });
  // Headquarters goes by its own.
  await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "X-1", lastName: "Groot", attributes: { shoeSize: 55 } }] } });
});
