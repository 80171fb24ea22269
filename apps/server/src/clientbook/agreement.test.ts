import type { LegalEntityCode } from "@rapport/contract";
import {
  clientBookFacets,
  putClientBookEntries,
  searchClientBook,
  type AttributeFilter,
  type AttributeValue,
  type BookQuery,
} from "@rapport/contract/clienteling";
import { searchTextOf, sortNameOf } from "@rapport/domain";
import { matcherOf, type FilterSetting } from "@rapport/domain/reference";
import { testClock } from "@rapport/testkit";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { draftSetup, refinableAttributes } from "../parameters/index.ts";
import { ATTRIBUTES, addCustomers, newBookShop, testServer } from "../testing/index.ts";
import { conditionsOf } from "./book-conditions.ts";
import { filterKeys, runMatchedBlocks } from "./book-index-queries.ts";

const TODAY = "2027-12-20";
const server = await testServer({ background: false, clock: testClock(`${TODAY}T12:00:00Z`) });
afterAll(async () => await server.close());

/** Enough for several blocks of the index, and for more matches than are looked up one by one. */
const CLIENTS = 8600;
const NAMES = ["Zoë", "Anna", "Müller", "Łukasz", "50%", "under_score", "back\\slash", "de Vries", "O'Neil", "Ørsted", "ﬁona", "Jansen"];
const BRANDS = ["Noord", "100% wol", "a_b", "axb", "Été", "ete", "true", "\\"];

interface Client {
  readonly accountNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

const day = fc.date({ min: new Date("1940-01-01"), max: new Date("2010-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const client = fc.record({
  firstName: fc.constantFrom(...NAMES),
  lastName: fc.constantFrom(...NAMES),
  phone: fc.constantFrom("", "+44 7700 126567", "06-12 34 56 78", "(099) 12 34"),
  city: fc.constantFrom("Gent", "Den Haag", ""),
  attributes: fc.record(
    {
      birthday: fc.oneof(day, fc.constant("1984-02-29")),
      interest: fc.uniqueArray(fc.constantFrom("shoes", "bags", "hats"), { minLength: 1 }),
      brand: fc.constantFrom(...BRANDS),
      shoeSize: fc.oneof(fc.constantFrom(36, 40, 44, 39.5), fc.integer({ min: 30, max: 50 })),
      vip: fc.boolean(),
      metal: fc.constant("gold"),
      segment: fc.constantFrom("gold", "silver"),
    },
    { requiredKeys: [] },
  ),
});
const filter: fc.Arbitrary<AttributeFilter> = fc
  .oneof(
    fc.record({
      kind: fc.constant("anyOf"),
      attribute: fc.constant("interest"),
      values: fc.uniqueArray(fc.constantFrom("shoes", "bags", "hats", "nothing"), { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant("anyOf"),
      attribute: fc.constant("brand"),
      values: fc.uniqueArray(fc.constantFrom(...BRANDS), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("anyOf"), attribute: fc.constant("vip"), values: fc.uniqueArray(fc.boolean(), { minLength: 1 }) }),
    fc.record({ kind: fc.constant("anyOf"), attribute: fc.constant("segment"), values: fc.constant(["gold"]) }),
    fc.record({
      kind: fc.constant("between"),
      attribute: fc.constant("shoeSize"),
      lower: fc.constantFrom(null, 36, 40, 39.5, 44),
      upper: fc.constantFrom(null, 36, 40, 41, 44),
    }),
    fc.record({ kind: fc.constant("withinDays"), attribute: fc.constant("birthday"), days: fc.constantFrom(0, 7, 30, 70, 90, 366) }),
  )
  // The codes above are plain texts to the generator.
  .map((made) => made as AttributeFilter);
const query: fc.Arbitrary<BookQuery> = fc.record({
  keyword: fc.oneof(
    { weight: 2, arbitrary: fc.constant("") },
    {
      weight: 3,
      arbitrary: fc.constantFrom("zoe", "a", "%", "_", "\\", "muller an", "der_s", "gent", "orsted", "fiona", "haag 5", "'", "07700 126567", "+44 77", "56 78"),
    },
  ),
  filters: fc.array(filter, { maxLength: 4 }),
});

test(`R31 R39 the database and the pure rule select, count and sort the same of ${CLIENTS} clients`, { timeout: 300_000 }, async () => {
  const seed = Number(process.env["RAPPORT_SEED"] ?? 20_261_122);
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  const clients: Client[] = fc
    .sample(client, { numRuns: CLIENTS, seed })
    .map((made, index) => ({ ...made, accountNumber: `C${index}`, email: `c${index}@example.com` }));
  for (let from = 0; from < clients.length; from += 1000) {
    const some = clients.slice(from, from + 1000);
    await addCustomers(server, shop, some);
    await server.api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: some.map(({ accountNumber }) => accountNumber) } });
  }
  const ids = await server.deps.db
    .selectFrom("client_book_entry as e")
    .innerJoin("customer as c", "c.id", "e.customer_id")
    .select(["c.account_number", "c.id", "e.number"])
    .where("e.legal_entity", "=", legalEntity)
    .execute();
  const accountOfNumber = new Map(ids.map(({ number, account_number }) => [number, account_number]));
  const idOfAccount = new Map(ids.map(({ id, account_number }) => [account_number, id]));
  const attributes: FilterSetting["attributes"] = new Map(Object.entries(ATTRIBUTES).filter(([, { refinable }]) => refinable));
  const refinable = refinableAttributes(await draftSetup(server.deps.db, legalEntity));
  const keys = await filterKeys(server.deps.db, { legalEntity, attributes: refinable });
  const searched = clients.map((one) => ({
    ...one,
    searchText: searchTextOf(one),
    sortName: sortNameOf(one),
    id: idOfAccount.get(one.accountNumber) ?? "",
  }));
  const inOrder = searched.toSorted((a, b) => Buffer.compare(Buffer.from(a.sortName), Buffer.from(b.sortName)) || (a.id < b.id ? -1 : 1));

  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const expected = inOrder.filter(matcherOf({ query: asked, attributes, today: TODAY }));

      const blocks = await runMatchedBlocks(
        server.deps.db,
        { legalEntity, clientBookIds: ["CB-0001"] },
        await conditionsOf(server.deps.db, asked, {
          attributes: refinable,
          keys,
          place: { legalEntity, clientBookIds: ["CB-0001"] },
          today: TODAY,
        }),
      );
      if (asked.keyword !== "" || asked.filters.length > 0) {
        const binary = (bits: string) => bits.split("").flatMap((digit) => parseInt(digit, 16).toString(2).padStart(4, "0").split(""));
        const numbers = blocks.flatMap(({ block, bits }) => binary(bits ?? "").flatMap((bit, index) => (bit === "1" ? [block * 8192 + index] : [])));
        expect(new Set(numbers.map((number) => accountOfNumber.get(number)))).toEqual(new Set(expected.map(({ accountNumber }) => accountNumber)));
      }

      const first = await shop.associate(searchClientBook, { body: { ...asked, limit: 20 } });
      expect([first.total, first.matching]).toEqual([CLIENTS, expected.length]);
      expect(first.clients.map(({ accountNumber }) => accountNumber)).toEqual(expected.slice(0, 20).map(({ accountNumber }) => accountNumber));
      if (first.nextCursor !== null) {
        const second = await shop.associate(searchClientBook, { body: { ...asked, limit: 20, cursor: first.nextCursor } });
        expect(second.clients.map(({ accountNumber }) => accountNumber)).toEqual(expected.slice(20, 40).map(({ accountNumber }) => accountNumber));
      }

      const { facets } = await shop.associate(clientBookFacets, { body: asked });
      for (const { attribute, options } of facets) {
        const others = asked.filters.filter((other) => other.attribute !== attribute);
        const left = searched.filter(matcherOf({ query: { ...asked, filters: others }, attributes, today: TODAY }));
        for (const option of options) {
          const counted = left.filter(matcherOf({ query: { keyword: "", filters: [option.filter] }, attributes, today: TODAY })).length;
          expect([option.filter, option.count]).toEqual([option.filter, counted]);
        }
      }
    }),
    { numRuns: 25, seed },
  );
});

test("the SQL of a book's page and of its counts is as reviewed", async () => {
  const { bookPage } = await import("./queries.ts");
  const { matchedBlocks, valueCounts } = await import("./book-index-queries.ts");
  const { db } = server.deps;
  const place = { legalEntity: "RAPP" as LegalEntityCode, clientBookId: "CB-0001" };
  const books = { legalEntity: place.legalEntity, clientBookIds: ["CB-0001"] };
  const conditions = [
    { kind: "keyword", words: ["an", "50%"], phone: null },
    { kind: "attribute", attribute: "interest", key: "interest 1", values: ["shoes", "bags"], ranges: [] },
    { kind: "attribute", attribute: "shoeSize", key: "shoeSize 2", values: ["1"], ranges: [{ lower: 44.5, upper: null }] },
  ] as const;
  const printed = (query: { compile(executor: typeof db): { readonly sql: string } }) => `${query.compile(db).sql.trim()}\n`;
  const after = { sortName: "jansen anna", customerId: "00000000-0000-7000-8000-000000000000" };
  await expect(printed(bookPage(place, { of: { kind: "all" }, after, limit: 50 }))).toMatchFileSnapshot("__golden__/book-page.sql");
  await expect(printed(bookPage(place, { of: { kind: "numbers", numbers: [1] }, after: null, limit: 50 }))).toMatchFileSnapshot(
    "__golden__/book-page-of-few.sql",
  );
  await expect(printed(bookPage(place, { of: { kind: "bits", bits: "x1" }, after: null, limit: 50 }))).toMatchFileSnapshot("__golden__/book-page-of-many.sql");
  await expect(printed(matchedBlocks(books, conditions))).toMatchFileSnapshot("__golden__/matched-blocks.sql");
  await expect(printed(matchedBlocks(books, [{ kind: "keyword", words: ["07700", "126567"], phone: "7700126567" }]))).toMatchFileSnapshot(
    "__golden__/matched-blocks-of-phone.sql",
  );
  await expect(
    printed(
      valueCounts(books, { conditions, keys: ["interest 1", "shoeSize 2", "brand 3", "birthday 4"], onlyValues: [{ key: "birthday 4", values: ["12-20"] }] }),
    ),
  ).toMatchFileSnapshot("__golden__/facet-counts.sql");
  await expect(printed(valueCounts(books, { conditions: [], keys: ["brand 3"], onlyValues: [] }))).toMatchFileSnapshot("__golden__/facet-counts-of-all.sql");
});
