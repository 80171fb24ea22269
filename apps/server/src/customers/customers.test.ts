import type { CallInput } from "@rapport/contract";
import { addToClientBook, removeFromClientBook } from "@rapport/contract/clienteling";
import { getCustomer, putCustomers, searchCustomers } from "@rapport/contract/customers";
import { putAddressBook, putStore } from "@rapport/contract/organisation";
import { signInHq } from "@rapport/contract/sessions";
import { passwordHash } from "../sessions/index.ts";
import { afterAll, expect, test } from "vitest";
import { auditLog, ATTRIBUTES, accounts, addAssociate, addClients, addCustomers, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

type NewCustomers = NonNullable<CallInput<typeof putCustomers>["body"]>["customers"];
const put = ({ legalEntity }: Pick<BookShop, "legalEntity">, ...customers: NewCustomers) => ({ params: { legalEntity }, body: { customers } });
const customer = (accountNumber: string, more: Partial<NewCustomers[number]> = {}): NewCustomers[number] => ({
  accountNumber,
  firstName: "",
  lastName: `Last ${accountNumber}`,
  addressBooks: [],
  ...more,
});
const found = async ({ associate }: Pick<BookShop, "associate">, query: string, scope: "store" | "all" = "store") =>
  (await associate(searchCustomers, { body: { query, scope } })).customers.map(({ accountNumber }) => accountNumber);

test("customers are created and changed by account number, many at once", async () => {
  const shop = await newBookShop(server);
  const many = Array.from({ length: 1000 }, (_, index) =>
    customer(String(index), { addressBooks: ["customers"], attributes: { shoeSize: 30 + (index % 20) } }),
  );
  expect(await api(putCustomers, put(shop, ...many))).toEqual({ created: 1000, changed: 0 });
  expect(await api(putCustomers, put(shop, ...many.slice(0, 10), customer("new")))).toEqual({ created: 1, changed: 10 });
  expect((await refused(api, putCustomers, put(shop, ...many, customer("1001")))).kind).toBe("invalid");
  const [id] = await addCustomers(server, shop, [
    { accountNumber: "0", firstName: "Anna", lastName: "Bos", phone: "06-1", city: "Gent", attributes: { brand: "Noord" } },
  ]);
  expect(await shop.associate(getCustomer, { params: { customerId: id } })).toMatchObject({
    name: "Anna Bos",
    initials: "AB",
    phone: "06-1",
    city: "Gent",
    email: "",
    country: "",
  });
  expect(await deps.db.selectFrom("customer").select("attributes").where("id", "=", id).execute()).toEqual([{ attributes: { shoeSize: 30, brand: "Noord" } }]);
});

test("R29 a value that does not fit its attribute is refused by customer and attribute, and nothing is stored", async () => {
  const shop = await newBookShop(server);
  const wrong = (attributes: NewCustomers[number]["attributes"]) => put(shop, customer("1"), customer("2", { attributes: attributes ?? {} }));
  const fault = (attribute: string, code: string, params: object = {}) => ({ at: `customers[1].attributes.${attribute}`, row: "2", code, params });
  const faults: [NewCustomers[number]["attributes"], object[]][] = [
    [{ shoeSize: 51 }, [fault("shoeSize", "attribute_value.above", { upper: 50 })]],
    [{ shoeSize: "39" }, [fault("shoeSize", "attribute_value.not_number")]],
    [{ birthday: "3 March" }, [fault("birthday", "attribute_value.not_date")]],
    [{ interest: ["shoes", "boats"] }, [fault("interest", "attribute_value.not_listed")]],
    [{ brand: ["A", "B"] }, [fault("brand", "attribute_value.several")]],
    [{ vip: "yes" }, [fault("vip", "attribute_value.not_boolean")]],
    [{ colour: "red", shoeSize: 20 }, [fault("colour", "attribute_value.unknown"), fault("shoeSize", "attribute_value.below", { lower: 30 })]],
  ];
  for (const [attributes, wrongs] of faults)
    expect(await refused(api, putCustomers, wrong(attributes))).toMatchObject({ kind: "invalid", code: "attribute_value.wrong", params: {}, faults: wrongs });
  expect(await deps.db.selectFrom("customer").select("id").where("legal_entity", "=", shop.legalEntity).execute()).toEqual([]);
});

test("an account number twice, an unknown address book and an unknown legal entity are refused", async () => {
  const shop = await newBookShop(server);
  expect(await refused(api, putCustomers, put(shop, customer("1"), customer("1")))).toMatchObject({
    kind: "invalid",
    code: "customer.twice",
    params: { accounts: ["1"] },
    faults: [{ at: "customers[1].accountNumber", row: "1", code: "row.twice", params: {} }],
  });
  expect(await refused(api, putCustomers, put(shop, customer("1", { addressBooks: ["PARIS"] })))).toMatchObject({
    kind: "invalid",
    code: "address_book.unknown",
    faults: [{ at: "customers[0].addressBooks[0]", row: "1", code: "row.unknown_address_book", params: { book: "PARIS" } }],
  });
  expect(await refused(api, putCustomers, { params: { legalEntity: "NOBODY" }, body: { customers: [customer("1")] } })).toMatchObject({
    kind: "not_found",
    code: "legal_entity.unknown",
  });
  expect((await refused(await server.withKey(["report.read"]), putCustomers, put(shop, customer("1")))).kind).toBe("forbidden");
  expect((await refused(shop.associate, putCustomers, put(shop, customer("1")))).kind).toBe("forbidden");
});

test("case 59 case 60 CS3 CS6 names are found by words in any order, other properties only as typed", async () => {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [
    { accountNumber: "A-100", firstName: "María", lastName: "Jansen", email: "maria.j@example.com", phone: "123-456-7890", city: "Den Haag" },
    { accountNumber: "B-200", firstName: "Jan", lastName: "de Vries", email: "jan@example.com", phone: "(099) 12 34", city: "Gent" },
  ]);
  for (const query of [
    "jansen maria",
    "Maria Jansen",
    "MARÍA",
    "jans",
    "123-456-7890",
    "456-7890",
    "0456 7890",
    "1234567890",
    "12345",
    "(123) 456",
    "maria.j@",
    "maria.j@example.com",
    "a-100",
    "den haag",
    "Den H",
  ]) {
    expect([query, (await found(shop, query))[0]]).toEqual([query, "A-100"]);
  }
  for (const query of ["haag den", "ansen", "example.com", "100", "%", "_", "mar%"]) expect([query, await found(shop, query)]).toEqual([query, []]);
});

test("a double name is found by either of its names, with any apostrophe", async () => {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [{ accountNumber: "1", firstName: "Zoë", lastName: "O'Néill-Smith" }]);
  for (const query of ["smith", "neill", "o’neill", "O'NEILL-SMITH", "smith zoe"]) expect([query, await found(shop, query)]).toEqual([query, ["1"]]);
});

test("CS3 customers who match more words of a name come first, and an exact account number before all", async () => {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [
    { accountNumber: "1", firstName: "Jan", lastName: "Bos" },
    { accountNumber: "2", firstName: "Anna", lastName: "Jansen" },
    { accountNumber: "3", firstName: "Anna", lastName: "Bos" },
    { accountNumber: "bos", firstName: "Zed", lastName: "Zander" },
  ]);
  expect(await found(shop, "anna jansen")).toEqual(["2", "3"]);
  expect(await found(shop, "bos")).toEqual(["bos", "3", "1"]);
});

test("CS3 customers who match only some words come after all who match every word, and are marked", async () => {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, [
    { accountNumber: "1", firstName: "Den", lastName: "Bos", city: "Gent" },
    { accountNumber: "2", firstName: "Anna", lastName: "Zander", city: "Den Haag" },
    { accountNumber: "3", firstName: "Zed", lastName: "van Haag", phone: "06 12" },
    { accountNumber: "4", firstName: "Den", lastName: "Haag" },
  ]);
  const { customers } = await shop.associate(searchCustomers, { body: { query: "den haag", scope: "store", limit: 50 } });
  expect(customers.map(({ accountNumber, matchesAll }) => [accountNumber, matchesAll])).toEqual([
    ["4", true],
    ["2", true],
    ["1", false],
    ["3", false],
  ]);
});

test("case 58 CS4 a search in the store finds the customers of its customer address books, one in all stores needs four characters", async () => {
  const shop = await newBookShop(server);
  await api(putAddressBook, { params: { legalEntity: shop.legalEntity, code: "PARIS" }, body: { name: "Paris" } });
  await addCustomers(server, shop, [
    { accountNumber: "1", firstName: "Anna", lastName: "Paris", addressBooks: ["PARIS"] },
    { accountNumber: "2", firstName: "Anna", lastName: "Here" },
    { accountNumber: "3", firstName: "Anna", lastName: "Nowhere", addressBooks: [] },
  ]);
  expect(await found(shop, "anna")).toEqual(["2"]);
  expect(await found(shop, "anna", "all")).toEqual(["2", "3", "1"]);
  expect(await refused(shop.associate, searchCustomers, { body: { query: "Ann", scope: "all" } })).toEqual({
    kind: "invalid",
    code: "search.too_short",
    params: { least: 4 },
    faults: [],
  });
  await api(putStore, {
    params: { legalEntity: shop.legalEntity, store: shop.store },
    body: { name: "S", customerAddressBooks: ["PARIS"], employeeAddressBooks: ["staff"] },
  });
  expect(await found(shop, "anna")).toEqual(["1"]);
});

test("a book is not filtered by address books, a search is", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, [{ accountNumber: "2001", firstName: "Anna", lastName: "Paris", addressBooks: [] }]);
  expect(await found(shop, "anna")).toEqual([]);
  const { customers } = await shop.associate(searchCustomers, { body: { query: "anna", scope: "all" } });
  expect(customers).toMatchObject([{ accountNumber: "2001", name: "Anna Paris", initials: "AP", owner: { operatorId: shop.operatorId, name: "Associate" } }]);
});

test("RI2 another legal entity's customers are neither found nor shown", async () => {
  const [mine, theirs] = [await newBookShop(server), await newBookShop(server)];
  const [customerId] = await addCustomers(server, theirs, [{ accountNumber: "1", firstName: "Anna", lastName: "Theirs" }]);
  expect([await found(mine, "anna"), await found(mine, "anna", "all")]).toEqual([[], []]);
  expect(await refused(mine.associate, getCustomer, { params: { customerId } })).toMatchObject({ kind: "not_found", code: "customer.unknown" });
  expect(await refused(mine.associate, getCustomer, { params: { customerId: crypto.randomUUID() } })).toMatchObject({
    kind: "not_found",
    code: "customer.unknown",
  });
  expect((await refused(mine.associate, getCustomer, { params: { customerId: "not-an-id" } })).kind).toBe("invalid");
  expect((await refused(api, getCustomer, { params: { customerId } })).kind).toBe("forbidden");
  expect((await refused(api, searchCustomers, { body: { query: "anna" } })).kind).toBe("forbidden");
});

test("case 39 R25 client-book attributes show only while the customer is in a book, and come back with their values", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, [
    { accountNumber: "3001", attributes: { segment: "gold", birthday: "1984-12-03", interest: ["shoes", "hats"] } },
  ]);
  const colleague = await addAssociate(server, shop, { operatorId: "2", name: "Daan" });
  const page = async (as = shop.associate) => await as(getCustomer, { params: { customerId } });
  const segment = { code: "segment", name: ATTRIBUTES.segment.name, type: "text", group: "customer", value: "gold", label: { en: "gold", nl: "gold" } };
  const before = await page();
  expect(before).toMatchObject({ book: null, measures: [], attributes: [segment] });

  await shop.associate(addToClientBook, { params: { customerId } });
  const inBook = await page();
  expect(inBook.book).toEqual({ clientBookId: "CB-0001", owner: { operatorId: shop.operatorId, name: "Associate" }, mine: true });
  expect(inBook.attributes.map(({ code, group, value }) => [code, group, value])).toEqual([
    ["segment", "customer", "gold"],
    ["birthday", "clientBook", "1984-12-03"],
    ["brand", "clientBook", null],
    ["shoeSize", "clientBook", null],
    ["metal", "clientBook", null],
    ["interest", "clientBook", ["shoes", "hats"]],
    ["vip", "clientBook", null],
  ]);
  expect(inBook.attributes[5]?.label).toEqual({ en: "shoes, hats", nl: "shoes, hats" });
  expect((await page(colleague)).book).toMatchObject({ mine: false });

  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect(await page()).toEqual(before);
  await shop.associate(addToClientBook, { params: { customerId } });
  expect(await page()).toEqual(inBook);
});

test("AU1 reads and changes by people and keys are in the audit log, an entry a request that names every customer, with what changed from what to what", async () => {
  const shop = await newBookShop(server);
  const [first, second] = await addCustomers(server, shop, accounts("1", "2"));
  await found(shop, "last");
  await shop.associate(getCustomer, { params: { customerId: first } });
  const email = `hq-${shop.legalEntity}@example.com`;
  const head = await deps.db
    .insertInto("hq_user")
    .values({ email, name: "Head", password_hash: await passwordHash("headquarters-1") })
    .returning("id")
    .executeTakeFirstOrThrow();
  await deps.db.insertInto("user_role").values({ hq_user_id: head.id, role: "callCenter" }).execute();
  const signedIn = await server.inject({ method: "POST", url: signInHq.path, payload: { email, password: "headquarters-1" } });
  const answer = await server.inject({
    method: "PUT",
    url: `/api/legal-entities/${shop.legalEntity}/customers`,
    headers: { cookie: String(signedIn.headers["set-cookie"]).split(";")[0] ?? "" },
    payload: { customers: [customer("2", { lastName: "Changed" })] },
  });
  expect([answer.statusCode, answer.json()]).toEqual([200, { created: 0, changed: 1 }]);
  const rows = await auditLog(deps.db)
    .select(["id", "actor_kind", "action", "subject_id", "changes"])
    .where("subject_kind", "=", "customer")
    .where("legal_entity", "=", shop.legalEntity)
    .orderBy("id")
    .orderBy("n")
    .execute();
  const told = rows.map(({ id: _, changes, ...row }) => ({ ...row, changes: changes === null ? null : (JSON.parse(changes) as Record<string, unknown>) }));
  const made = (number: string) => ({
    accountNumber: { from: null, to: number },
    firstName: { from: null, to: "First" },
    lastName: { from: null, to: `Last ${number}` },
    addressBooks: { from: null, to: ["customers"] },
  });
  const changed = { firstName: { from: "First", to: "" }, lastName: { from: "Last 2", to: "Changed" }, addressBooks: { from: ["customers"], to: [] } };
  expect(told).toEqual([
    {
      actor_kind: "apiKey",
      action: "customer.saved",
      subject_id: first,
      changes: made("1"),
    },
    {
      actor_kind: "apiKey",
      action: "customer.saved",
      subject_id: second,
      changes: made("2"),
    },
    { actor_kind: "pos", action: "customer.found", subject_id: first, changes: null },
    { actor_kind: "pos", action: "customer.found", subject_id: second, changes: null },
    { actor_kind: "pos", action: "customer.viewed", subject_id: first, changes: null },
    { actor_kind: "headquarters", action: "customer.saved", subject_id: second, changes: changed },
  ]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
});

test("a customer's names have up to 200 characters in any script, are sorted and found by them, and one more is refused beside its field", async () => {
  const shop = await newBookShop(server);
  // An index holds names whole, so they have the most bytes that characters can have, in an order that cannot be shortened.
  const random = (length: number, from: number, among: number) =>
    Array.from({ length }, (_, at) => String.fromCodePoint(from + ((at * 7919 + from) % among))).join("");
  const names = {
    rare: [random(100, 0x20000, 40_000), random(100, 0x24000, 20_000)],
    han: [random(200, 0x4e00, 20_000), random(200, 0x4f00, 19_000)],
    arabic: [random(200, 0x628, 20), random(200, 0x628, 17)],
    ligatures: [random(200, 0xfdf0, 11), random(200, 0xfdf1, 9)],
    oneWord: ["W".repeat(200), "İ".repeat(200)],
    words: [`${"Łukasz ".repeat(28)}Ł`, `${"van der ".repeat(24)}Berg`],
  };
  for (const [accountNumber, [firstName = "", lastName = ""]] of Object.entries(names)) {
    await api(putCustomers, put(shop, customer(accountNumber, { firstName, lastName, addressBooks: ["customers"] })));
    const changed = lastName.replace(/^../u, "");
    await api(putCustomers, put(shop, customer(accountNumber, { firstName, lastName: changed, addressBooks: ["customers"] })));
    expect(await found(shop, /^\S{1,8}/u.exec(changed)?.[0] ?? "")).toContain(accountNumber);
  }
  const tooLong = await refused(api, putCustomers, put(shop, customer("long", { lastName: "ن".repeat(201) })));
  expect([tooLong.kind, tooLong.faults.map(({ at }) => at)]).toEqual(["invalid", ["customers[0].lastName"]]);
});
