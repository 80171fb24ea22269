import { SearchProperty } from "@rapport/contract/clienteling";
import { putAddressBook, putLegalEntity } from "@rapport/contract/organisation";
import { putCustomers, searchCustomers } from "@rapport/contract/customers";
import { customerSearchOf, searchTextOf, sortNameOf } from "@rapport/domain";
import { digitsOfPhones, digitsSearched, readPhones } from "@rapport/domain/phones";
import { fitOf } from "@rapport/domain/reference";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { customerSearch, manyFoundStatement } from "./search-pages.ts";
import { searchStatement, type SearchPlace } from "./search-queries.ts";
import { addCustomers, newBookShop, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const FIRST = ["Jan", "Anne-Marie", "Zoë", "Jo", "J.P.", "太郎", "हनूमान", "ハナ", "فاطمة", "Елена", "Ελένη", "민수", "Åsa", "50%", "a_b", "Mar", ""];
const LAST = ["Jansen", "de Vries", "O’Shaughnessy", "Müller", "山田", "김", "शर्मा", "علي", "Королёва", "van Dijk", "'t Hart", "Marsh-Jansen", "D\\b", "𠮷野"];
const CITIES = ["", "Jandorp", "Den Haag", "'s-Hertogenbosch", "Marseille", "東京", "São Paulo", "jansen"];
const MAILBOXES = ["jan", "marsh", "info", "j.p", "zoë"];

interface Person {
  readonly accountNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly street: string;
  readonly postalCode: string;
  readonly otherPhones: { number: string }[];
  readonly otherEmails: { address: string }[];
  readonly otherAddresses: { street: string; city: string }[];
  readonly addressBooks: readonly string[];
}

const subscriber = fc.integer({ min: 20_000_000, max: 20_400_000 });
const phone = fc.oneof(
  fc.constant(""),
  subscriber.map((n) => `06-${n}`),
  subscriber.map((n) => `+31 (0)6 ${n}`),
  subscriber.map((n) => `+44 7700 ${String(n).slice(-6)}`),
  fc.tuple(subscriber, subscriber).map(([a, b]) => `06${a} / 06 ${b}`),
  fc.constantFrom("020 7946 0124 ext 12", "٠٦٢٠٣٩٤٨٥٨", "06-1", "none"),
);
const person = fc.record({
  firstName: fc.constantFrom(...FIRST),
  lastName: fc.oneof(
    fc.constantFrom(...LAST),
    fc.tuple(fc.constantFrom(...LAST), fc.constantFrom(...LAST)).map((names) => names.join(" ")),
  ),
  phone,
  city: fc.constantFrom(...CITIES),
  street: fc.constantFrom("", "", "Marktplein 1", "Jansenstraat 12"),
  postalCode: fc.constantFrom("", "1012 LG", "2511bt"),
  otherPhones: fc.oneof(
    fc.constant<{ number: string }[]>([]),
    subscriber.map((n) => [{ number: `06 ${n}` }, { number: `+44 7700 ${String(n).slice(-6)}` }]),
  ),
  otherEmails: fc.oneof(
    fc.constant<{ address: string }[]>([]),
    fc.tuple(fc.constantFrom(...MAILBOXES), fc.integer({ min: 0, max: 40 })).map(([box, n]) => [{ address: `${box}${n}@other.example` }]),
  ),
  otherAddresses: fc.constantFrom<{ street: string; city: string }[]>([], [{ street: "Marktplein 2", city: "Gent" }], [{ street: "", city: "Den Haag" }]),
  mailbox: fc.constantFrom(...MAILBOXES),
  addressBooks: fc.constantFrom([], ["customers"], ["other"], ["customers", "other"]),
});

/** A query for a customer: beginnings of some of their data, in another order or spelling. */
const queryFor = (people: readonly Person[]) => {
  const part = fc
    .tuple(
      fc.constantFrom(...people),
      fc.constantFrom("firstName", "lastName", "city", "email", "phone", "accountNumber", "street", "postalCode"),
      fc.integer({ min: 1, max: 14 }),
    )
    .map(([one, property, length]) =>
      Array.from(one[property as "city"])
        .slice(0, length)
        .join(""),
    );
  const typed = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.normalize("NFD"),
    (text: string) => text.replaceAll("-", "‑"),
    (text: string) => text.replace(/^0/, "+31 "),
    (text: string) => text.split(" ").toReversed().join(", "),
  );
  const other = fc.constantFrom(
    "jan mar",
    "an",
    "m j",
    "%",
    "_",
    "'",
    "- -",
    "06 2",
    "316",
    "info@",
    "jansen den haag",
    "marsh jansen",
    "jan jan",
    "c1",
    "marktplein 1 den haag",
    "1012lg gent",
    "gent",
  );
  return fc
    .oneof(
      fc.tuple(fc.array(part, { minLength: 1, maxLength: 3 }), typed).map(([parts, as]) => as(parts.join(" "))),
      other,
    )
    .map((text) => text.trim().slice(0, 100))
    .filter((text) => text !== "");
};

const someProperties = fc.subarray([...SearchProperty.options], { minLength: 1 });

async function fill(shop: BookShop, seed: number): Promise<Person[]> {
  const { legalEntity } = shop;
  await api(putLegalEntity, { params: shop, body: { country: "NL" } });
  await api(putAddressBook, { params: { legalEntity, code: "other" }, body: { name: "Other" } });
  const people = fc
    .sample(person, { numRuns: 1500, seed })
    .map(({ mailbox, ...made }, index) => ({ ...made, accountNumber: `C${index}`, email: index % 3 === 0 ? "" : `${mailbox}${index % 40}@example.com` }));
  for (let from = 0; from < people.length; from += 500) await addCustomers(server, shop, people.slice(from, from + 500));
  return people;
}

test("CS3 CS6 CS15 C10 a search finds, counts and sorts the same people as reading every customer, page after page", { timeout: 300_000 }, async () => {
  const seed = Number(process.env["RAPPORT_SEED"] ?? 20_261_129);
  const shop = await newBookShop(server);
  const people = await fill(shop, seed);
  // The same people in another company are not found here.
  await fill(await newBookShop(server), seed);
  await changeSome(shop, people);
  const ids = new Map(
    (await deps.db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", shop.legalEntity).execute()).map(
      ({ id, account_number }) => [account_number, id],
    ),
  );
  const known = people.map((one) => ({
    ...one,
    id: ids.get(one.accountNumber) ?? "",
    searchText: searchTextOf(one, digitsOfPhones([one.phone, ...one.otherPhones.map(({ number }) => number)].flatMap((field) => readPhones(field, "NL")))),
    sortName: Buffer.from(sortNameOf(one, "NL")),
  }));
  const byName = known.toSorted((a, b) => Buffer.compare(a.sortName, b.sortName) || (a.id < b.id ? -1 : 1));

  await fc.assert(
    fc.asyncProperty(
      queryFor(people),
      fc.constantFrom("store" as const, "all" as const),
      fc.integer({ min: 1, max: 50 }),
      someProperties,
      async (query, scope, limit, properties) => {
        const search = customerSearchOf(query);
        fc.pre(scope === "store" || search.phrase.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "").length >= 4);
        const digits = digitsSearched(query, "NL");
        const expected = byName
          .filter(({ addressBooks }) => scope === "all" || addressBooks.includes("customers"))
          .flatMap(({ accountNumber, searchText }) => {
            const fit = fitOf(search, { digits, searchText });
            return fit === null ? [] : [{ accountNumber, ...fit }];
          })
          .toSorted((a, b) => Number(b.all) - Number(a.all) || b.points - a.points);
        const found: { accountNumber: string; matchesAll: boolean }[] = [];
        for (let cursor: string | null = null, pages = 0; pages < 4; pages += 1) {
          const page: Awaited<ReturnType<typeof asked>> = await asked(shop, { query, scope, cursor, limit });
          expect([query, page.matching]).toEqual([query, expected.filter(({ all }) => all).length]);
          found.push(...page.customers);
          if (page.nextCursor === null) {
            expect([query, found.length]).toEqual([query, expected.length]);
            break;
          }
          cursor = page.nextCursor;
        }
        await expectSameOfMany(
          { legalEntity: shop.legalEntity, search, digits, addressBooks: scope === "store" ? ["customers"] : null, limit },
          { properties, expected: expected.map(({ accountNumber }) => accountNumber) },
        );
        const shown = expected.slice(0, found.length).map(({ accountNumber, all }) => [accountNumber, all]);
        expect([query, found.map(({ accountNumber, matchesAll }) => [accountNumber, matchesAll])]).toEqual([query, shown]);
      },
    ),
    { numRuns: 80, seed },
  );
  expect(uncounted).toBeGreaterThan(200);
  expect(await strayTerms(shop)).toEqual([]);
  await sql`delete from customer where legal_entity = ${shop.legalEntity} and account_number like '%5'`.execute(deps.db);
  expect(await strayTerms(shop)).toEqual([]);
});

test("the SQL of a search is as reviewed", async () => {
  const statement = searchStatement({
    legalEntity: "RAPP",
    search: customerSearchOf("06 Müller"),
    digits: ["612"],
    addressBooks: ["amsterdam"],
    after: { fitsAll: true, fit: 2, sortName: "mueller anna", customerId: "00000000-0000-7000-8000-000000000000" },
    limit: 20,
    many: 10_000,
  });
  await expect(`${statement.compile(deps.db).sql.trim()}\n`).toMatchFileSnapshot("__golden__/customer-search.sql");
});

test("CS15 what is rare enough is counted, also beside a part that very many fit", async () => {
  const shop = await newBookShop(server);
  const people = Array.from({ length: 60 }, (_, n) => ({
    accountNumber: `N${n}`,
    firstName: "Jo",
    lastName: n % 20 === 0 ? "Janssen" : `Bos${n}`,
    city: "Amsterdam",
  }));
  await addCustomers(server, shop, people);
  const found = async (query: string, many: number) => {
    const search = { legalEntity: shop.legalEntity, search: customerSearchOf(query), digits: [], addressBooks: null, limit: 10 };
    const { matching, rows } = await customerSearch(deps.db, { ...search, after: null, many });
    return [matching, rows.length];
  };
  expect(await found("janssen amsterdam", 30)).toEqual([3, 3]);
  expect(await found("utrecht amsterdam", 30)).toEqual([0, 0]);
  expect(await found("amsterdam", 30)).toEqual([null, 11]);
  expect(await found("amsterdam", 60)).toEqual([60, 11]);
  expect(await found("jo", 30)).toEqual([null, 11]);
  expect(await found("bos", 30)).toEqual([null, 11]);
});

test("the SQL of a search that very many customers match is as reviewed", async () => {
  const found = manyFoundStatement({
    legalEntity: "RAPP",
    search: customerSearchOf("061"),
    digits: ["61"],
    addressBooks: ["amsterdam"],
    after: { fitsAll: true, fit: 0, sortName: "mueller anna", customerId: "00000000-0000-7000-8000-000000000000" },
    limit: 20,
    cut: new Set([2]),
  });
  await expect(`${found?.statement.compile(deps.db).sql.trim()}\n`).toMatchFileSnapshot("__golden__/customer-search-of-many.sql");
});

type Search = Omit<Parameters<typeof customerSearch>[1], "after" | "many">;
const ANY_NUMBER = 1_000_000;
/** How many terms of a condition are counted on each page: none, few, or now few and now all. */
const COUNTED: readonly ((page: number) => number)[] = [() => 0, () => 3, (page) => (page % 2 === 0 ? 40 : ANY_NUMBER)];

/** The same customers come in the same order when some conditions are true of too many customers to be counted, also of chosen properties. */
async function expectSameOfMany(
  search: Search,
  { properties, expected }: { properties: readonly SearchProperty[]; expected: readonly string[] },
): Promise<void> {
  const exact = await readPages({ ...search, properties }, () => ANY_NUMBER);
  for (const counted of COUNTED) {
    expect([search.search.phrase, await readPages(search, counted)]).toEqual([search.search.phrase, expected.slice(0, 5 * search.limit)]);
    expect([search.search.phrase, properties, await readPages({ ...search, properties }, counted)]).toEqual([search.search.phrase, properties, exact]);
  }
}

/** The customers of the first five pages. */
async function readPages(search: Search, counted: (page: number) => number): Promise<string[]> {
  const found: string[] = [];
  for (let after: SearchPlace | null = null, page = 0; page < 5; page += 1) {
    const { matching, rows }: Awaited<ReturnType<typeof customerSearch>> = await customerSearch(deps.db, { ...search, after, many: counted(page) });
    if (matching === null) uncounted += 1;
    found.push(...rows.slice(0, search.limit).map(({ account_number }) => account_number));
    const last = rows.length > search.limit ? rows[search.limit - 1] : undefined;
    if (last === undefined) return found;
    after = { fitsAll: last.fits_all, fit: last.fit, sortName: last.sort_name, customerId: last.id };
  }
  return found;
}
let uncounted = 0;

const asked = async ({ associate }: BookShop, body: { query: string; scope: "store" | "all"; cursor: string | null; limit: number }) =>
  await associate(searchCustomers, { body });

/** Every fifth customer gets another name, phone number and city. They are then found by these, and no longer by the old ones. */
async function changeSome({ legalEntity }: BookShop, people: Person[]): Promise<void> {
  for (let at = 0; at < people.length; at += 5) {
    const [one, other] = [people[at], people[(at + 7) % people.length]];
    if (one !== undefined && other !== undefined)
      people[at] = { ...one, firstName: other.firstName, lastName: other.lastName, phone: other.phone, city: other.city };
  }
  const changed = people
    .filter((_, at) => at % 5 === 0)
    .map(({ accountNumber, firstName, lastName, phone: number, city }) => ({ accountNumber, firstName, lastName, phone: number, city }));
  await api(putCustomers, { params: { legalEntity }, body: { customers: changed } });
}

/** The differences between the terms that the database keeps and those of the customers. */
async function strayTerms({ legalEntity }: BookShop): Promise<unknown[]> {
  const { rows } = await sql`
    select * from (
      select t.kind, t.term, c.sort_name, c.id from customer c cross join lateral customer_terms(c.search_text) t where c.legal_entity = ${legalEntity}
    ) fresh (kind, term, sort_name, customer_id)
    full join (select kind, term, sort_name, customer_id, true as kept from customer_term where legal_entity = ${legalEntity}) kept
      using (kind, term, sort_name, customer_id)
    where kept.kept is null or not exists (select from customer c where c.id = customer_id)`.execute(deps.db);
  return rows;
}
