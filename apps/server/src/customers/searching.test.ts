import { searchClientBook } from "@rapport/contract/clienteling";
import { getCustomer, getCustomerByNumber, putCustomers, searchCustomers } from "@rapport/contract/customers";
import { putLegalEntity, putStore } from "@rapport/contract/organisation";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addClients, addCustomers, newBookShop, refused, testServer, type BookShop, type NewClient } from "../testing/index.ts";
import { deriveAll } from "./keep-derived.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const dutch = async (): Promise<BookShop> => {
  const shop = await newBookShop(server);
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  return shop;
};
const named = (accountNumber: string, firstName: string, lastName: string, more: Partial<NewClient> = {}): NewClient => ({
  accountNumber,
  firstName,
  lastName,
  ...more,
});
const search = async ({ associate }: Pick<BookShop, "associate">, query: string, body: object = {}) =>
  await associate(searchCustomers, { body: { query, ...body } });
const found = async (shop: Pick<BookShop, "associate">, query: string) => (await search(shop, query)).customers.map(({ accountNumber }) => accountNumber);

test("C5 a phone is stored as it was written and as it is dialled, by the country of the customer, the store, or the legal entity", async () => {
  const shop = await dutch();
  const { legalEntity, store } = shop;
  const customers = [
    { accountNumber: "own", lastName: "L", phone: "020 7946 0124 ext 12", country: "United Kingdom", addressBooks: ["customers"] },
    { accountNumber: "entity", lastName: "L", phone: "06-20394858" },
    { accountNumber: "two", lastName: "L", phone: "020 123456 / 06 7654321" },
    { accountNumber: "none", lastName: "L", phone: "06-1" },
    { accountNumber: "empty", lastName: "L" },
  ];
  const told = (await api(putCustomers, { params: { legalEntity }, body: { customers } })).told?.map(({ index, id, errors }) => [index, id, errors]);
  const several = { field: "phone", code: "phone.several", params: { numbers: 2 }, detail: "holds 2 phone numbers; only the first is dialled" };
  const unreadable = { field: "phone", code: "phone.unreadable", params: {}, detail: "is no phone number of the customer's country" };
  expect(told).toEqual([
    [2, "two", [several]],
    [3, "none", [unreadable]],
  ]);
  const numbers = async (accountNumber: string) => (await api(getCustomerByNumber, { params: { legalEntity, accountNumber } })).phoneNumbers;
  expect(await numbers("own")).toEqual([{ written: "020 7946 0124 ext 12", e164: "+442079460124", extension: "12" }]);
  expect(await numbers("entity")).toEqual([{ written: "06-20394858", e164: "+31620394858", extension: "" }]);
  expect((await numbers("two")).map(({ written }) => written)).toEqual(["020 123456", "06 7654321"]);
  expect(await numbers("empty")).toEqual([]);

  await api(putStore, { params: { legalEntity, store }, body: { country: "DE" } });
  const { told: german } = await api(putCustomers, {
    params: { legalEntity },
    body: { customers: [{ accountNumber: "store", lastName: "L", phone: "030/1234567", addressBooks: ["customers"] }] },
  });
  expect(german).toBeUndefined();
  expect(await numbers("store")).toEqual([{ written: "030/1234567", e164: "+49301234567", extension: "" }]);
  const [{ id } = { id: "" }] = await deps.db
    .selectFrom("customer")
    .select("id")
    .where("legal_entity", "=", legalEntity)
    .where("account_number", "=", "own")
    .execute();
  expect((await shop.associate(getCustomer, { params: { customerId: id } })).phoneNumbers).toEqual(await numbers("own"));
});

test("C6 a stored national number is found however it is typed, in search and in the book", async () => {
  const shop = await dutch();
  await addClients(server, shop, [
    named("1", "Anna", "Bos", { phone: "06-20394858" }),
    named("2", "Daan", "Vos", { phone: "020 6245555 of 0612345678" }),
    named("3", "Zed", "Gent"),
  ]);
  const queries = [
    "+31620394858",
    "0031620394858",
    "＋３１６２０３９４８５８",
    "٠٦٢٠٣٩٤٨٥٨",
    "‪06-20394858‬",
    "⁦+31 (0)6 20394858⁩",
    "06 2039",
    "(06) 20.39.48.58",
  ];
  for (const query of queries) expect([query, await found(shop, query)]).toEqual([query, ["1"]]);
  for (const keyword of queries.filter((query) => !query.includes("(0)"))) {
    const { clients } = await shop.associate(searchClientBook, { body: { keyword } });
    expect([keyword, clients.map(({ accountNumber }) => accountNumber)]).toEqual([keyword, ["1"]]);
  }
  for (const query of ["+31206245555", "0612345678"]) expect([query, await found(shop, query)]).toEqual([query, ["2"]]);
});

test("C8 C9 names of any script are found however people write them, and no others are", async () => {
  const shop = await dutch();
  await addCustomers(server, shop, [
    named("oshea", "Niamh", "O’Shaughnessy"),
    named("anne", "Anne‑Marie", "de Vries"),
    named("jan", "Jan", "de Vries"),
    named("mueller", "Jo", "Müller"),
    named("yamada", "太郎", "山田"),
    named("ram", "राम", "शर्मा"),
    named("rima", "रीमा", "शर्मा"),
    named("hanuman", "हनूमान", "सिंह"),
    named("hana", "ハナ", "佐藤"),
    named("bana", "バナ", "佐藤"),
    named("fatima", "فاطمة", "علي"),
    named("huda", "هدى", "علي"),
    named("elena", "Елена", "Королёва"),
  ]);
  const right: Record<string, string[]> = {
    oshaughnessy: ["oshea"],
    "o'shaughnessy": ["oshea"],
    annemarie: ["anne"],
    "anne—marie": ["anne"],
    "anne\u200bmarie": ["anne"],
    "Vries, Jan de": ["jan", "anne"],
    devries: ["anne", "jan"],
    mueller: ["mueller"],
    MÜLLER: ["mueller"],
    山田太郎: ["yamada"],
    राम: ["ram"],
    रीमा: ["rima"],
    हनूमान: ["hanuman"],
    ハナ: ["hana"],
    فاطمه: ["fatima"],
    هدي: ["huda"],
    королева: ["elena"],
  };
  for (const [query, accounts] of Object.entries(right)) expect([query, await found(shop, query)]).toEqual([query, accounts]);
  for (const query of ["\u200b", "\u200b\u2060", "--", "- '"]) expect([query, await found(shop, query)]).toEqual([query, []]);
  const { customers } = await search(shop, "Vries, Jan de");
  expect(customers.map(({ matchesAll }) => matchesAll)).toEqual([true, false]);
});

test("C11 two characters of a Han or Hangul name are enough for a search over all stores, three letters are not", async () => {
  const shop = await dutch();
  await addCustomers(server, shop, [
    named("1", "太郎", "山田", { addressBooks: [] }),
    named("2", "민수", "김", { addressBooks: [] }),
    named("3", "Li", "Wu", { addressBooks: [] }),
  ]);
  const all = async (query: string) => (await search(shop, query, { scope: "all" })).customers.map(({ accountNumber }) => accountNumber);
  expect([await all("山田"), await all("김민"), await all("wu li")]).toEqual([["1"], ["2"], ["3"]]);
  for (const query of ["Wu L", "山", "a\u200bbc", "----"])
    expect(await refused(shop.associate, searchCustomers, { body: { query, scope: "all" } })).toMatchObject({
      code: "search.too_short",
      params: { least: 4 },
    });
});

test("C10 four hundred customers of one name come page by page, each once, and more words narrow the result, a city too", async () => {
  const shop = await dutch();
  const many = Array.from({ length: 400 }, (_, index) =>
    named(String(index), `Jan${index % 7}`, "Jansen", { city: index % 10 === 0 ? "Den Haag" : "Utrecht" }),
  );
  await addCustomers(server, shop, [...many, named("other", "Jan", "Bos", { city: "Den Haag" })]);
  const pages = async (query: string) => {
    const seen: { accountNumber: string; matchesAll: boolean }[] = [];
    const counts = new Set<number | null>();
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof search>> = await search(shop, query, { cursor, limit: 50 });
      seen.push(...page.customers);
      counts.add(page.matching);
      if (page.nextCursor === null) return { seen, counts: [...counts] };
      cursor = page.nextCursor;
    }
  };
  const jansen = await pages("jansen");
  expect([new Set(jansen.seen.map(({ accountNumber }) => accountNumber)).size, jansen.seen.length, jansen.counts]).toEqual([400, 400, [400]]);
  for (const query of ["jansen den haag", "den haag jansen", "jansen, den haag"]) {
    const haag = await pages(query);
    expect([query, haag.seen.filter(({ matchesAll }) => matchesAll).length, haag.counts]).toEqual([query, 40, [40]]);
    expect(haag.seen.findIndex(({ matchesAll }) => !matchesAll)).toBe(40);
  }
  expect((await pages("jansen jan3 utrecht")).counts[0]).toBe(many.filter(({ firstName, city }) => firstName === "Jan3" && city === "Utrecht").length);
  expect((await pages("jansen haag den")).counts).toEqual([0]);
  expect(await refused(shop.associate, searchCustomers, { body: { query: "jansen", cursor: "bm90IG9uZQ" } })).toMatchObject({
    kind: "invalid",
    code: "cursor.wrong",
  });
});

test("C13 the longest name in any script has a next page, in search and in the book", async () => {
  const shop = await dutch();
  const long = (letter: string) => letter.repeat(Math.floor(100 / letter.length));
  for (const letter of ["щ", "한", "𠮷", "ü", "ŵ"]) {
    const clients = [1, 2, 3].map((index) => named(`${letter}${index}`, long(letter), long(letter)));
    await addClients(server, shop, clients);
  }
  const seen: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: { clients: { accountNumber: string }[]; nextCursor: string | null } = await shop.associate(searchClientBook, { body: { cursor, limit: 2 } });
    seen.push(...page.clients.map(({ accountNumber }) => accountNumber));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect([seen.length, new Set(seen).size]).toEqual([15, 15]);
  const first = await search(shop, "щщщщ", { limit: 2 });
  const second = await search(shop, "щщщщ", { limit: 2, cursor: first.nextCursor });
  expect([first.customers.length, second.customers.length, second.nextCursor]).toEqual([2, 1, null]);
});

test("C16 a book is sorted as the legal entity's country sorts names", async () => {
  const shop = await dutch();
  const names = ["van Dijk", "Dik", "'t Hart", "Hendriks", "Vos", "de Wit", "Zee"];
  await addClients(
    server,
    shop,
    names.map((lastName) => named(lastName, "A", lastName)),
  );
  const book = async () => (await shop.associate(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber);
  expect(await book()).toEqual(names);
  await api(putLegalEntity, { params: shop, body: { country: "BE" } });
  await deriveAll(deps);
  expect(await book()).toEqual(["de Wit", "Dik", "Hendriks", "'t Hart", "van Dijk", "Vos", "Zee"]);
});

test("C5 C16 keys of an earlier version, or of a country that was changed, are made again; what people wrote stays", async () => {
  const shop = await newBookShop(server);
  const [id] = await addCustomers(server, shop, [named("1", "Anne-Marie", "de Wit", { phone: "06-20394858" })]);
  // As an earlier version stored them.
  await sql`update customer set search_text = ' old', sort_name = 'old', phone_digits = 'old', phone_numbers = '[]' where id = ${id}`.execute(deps.db);
  await sql`delete from customer_derivation where legal_entity = ${shop.legalEntity}`.execute(deps.db);
  expect(await found(shop, "annemarie")).toEqual([]);
  await deriveAll(deps);
  expect(await found(shop, "annemarie")).toEqual(["1"]);
  const row = async () => await deps.db.selectFrom("customer").select(["phone", "phone_numbers", "sort_name"]).where("id", "=", id).executeTakeFirstOrThrow();
  expect(await row()).toEqual({ phone: "06-20394858", phone_numbers: [{ written: "06-20394858", e164: null, extension: "" }], sort_name: "de wit anne-marie" });
  await api(putLegalEntity, { params: shop, body: { country: "nl" } });
  await deriveAll(deps);
  expect(await row()).toMatchObject({ phone_numbers: [{ e164: "+31620394858" }], sort_name: "wit anne-marie de" });
  expect(await found(shop, "+31620394858")).toEqual(["1"]);
});
