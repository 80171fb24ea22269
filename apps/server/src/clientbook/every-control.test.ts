import { AttributeCode } from "@rapport/contract";
import {
  putAttribute,
  putAttributeGroup,
  searchClientBook,
  type Attribute,
  type AttributeFilter,
  type AttributeValue,
  type BookQuery,
} from "@rapport/contract/clienteling";
import { facetsOf, searchTextOf } from "@rapport/domain";
import { matcherOf, type FilterSetting } from "@rapport/domain/reference";
import { testClock } from "@rapport/testkit";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { draftSetup, refinableAttributes } from "../parameters/index.ts";
import { ATTRIBUTES, addClients, newBookShop, refused, testServer } from "../testing/index.ts";
import { conditionsOf, countedDays, withContains } from "./book-conditions.ts";
import { filterKeys, matchedBlocks, valueCounts } from "./book-index-queries.ts";

const TODAY = "2027-12-20";
const server = await testServer({ background: false, clock: testClock(`${TODAY}T12:00:00Z`) });
afterAll(async () => await server.close());

const called = (text: string) => ({ en: text, nl: text });
/** Besides those of every test shop: sliders with and without bars, of a whole number and of money, a list of one, and a text of one choice. */
const MORE = {
  height: { name: called("Height"), type: "integer", multiple: false, refinable: true, filter: { kind: "slider", bars: true } },
  budget: { name: called("Budget"), type: "currency", multiple: false, refinable: true, filter: { kind: "slider", bars: false } },
  street: { name: called("Street"), type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: false } },
  nicknames: { name: called("Nicknames"), type: "text", multiple: true, refinable: true, filter: { kind: "list", multi: true } },
} as const satisfies Record<string, Attribute>;
const ALL: Readonly<Record<string, Attribute>> = { ...ATTRIBUTES, ...MORE };

const STREETS = ["Rue de l'Été", "rue de l’ete 5", "Straße 1", "STRASSE 2", "50% Lane", "under_score", "Ångström", "郷里"];
const WORDS = ["Été", "ete", "Zoë", "zo", "50%", "_", "ß", "ss", "郷", "o", "Å"];
const DAYS = ["1984-02-29", "1984-03-01", "1999-12-31", "2000-01-01", "--02-29", "--12-24", "2027-12-20", "1899-07-01"];

const client = fc.record(
  {
    birthday: fc.constantFrom(...DAYS),
    interest: fc.uniqueArray(fc.constantFrom("shoes", "bags", "hats"), { minLength: 1 }),
    brand: fc.constantFrom(...STREETS),
    shoeSize: fc.oneof(fc.constantFrom(36, 40, 44, 39.5), fc.integer({ min: 30, max: 50 })),
    vip: fc.boolean(),
    segment: fc.constantFrom("gold", "silver"),
    height: fc.integer({ min: 150, max: 200 }),
    budget: fc.constantFrom("0", "9.99", "10", "100.5", "250").map((amount) => ({ amount, currency: "EUR" })),
    street: fc.constantFrom(...STREETS),
    nicknames: fc.uniqueArray(fc.constantFrom("Zoë", "Zo", "Été", "Å"), { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const day = fc.option(fc.constantFrom("1984-02-29", "1984-03-01", "2000-01-01", "1999-12-31", "1900-01-01"), { nil: null });
const bound = (...values: number[]) => fc.option(fc.constantFrom(...values), { nil: null });
const some = (attribute: string, ...values: string[]) =>
  fc.record({
    kind: fc.constant("anyOf"),
    attribute: fc.constant(attribute),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  });
const filter: fc.Arbitrary<AttributeFilter> = fc
  .oneof(
    some("interest", "shoes", "bags", "hats", "nothing"),
    some("segment", "gold"),
    some("brand", ...STREETS),
    some("street", ...STREETS),
    some("nicknames", "Zoë", "Zo", "Été"),
    fc.record({ kind: fc.constant("anyOf"), attribute: fc.constant("vip"), values: fc.uniqueArray(fc.boolean(), { minLength: 1 }) }),
    fc.record({ kind: fc.constant("between"), attribute: fc.constant("shoeSize"), lower: bound(36, 40, 39.5, 44), upper: bound(36, 40, 41, 44) }),
    fc.record({ kind: fc.constant("between"), attribute: fc.constant("height"), lower: bound(150, 170, 171), upper: bound(160, 171, 201) }),
    fc.record({ kind: fc.constant("between"), attribute: fc.constant("budget"), lower: bound(0, 9.99, 10), upper: bound(10, 100, 250, 250.5) }),
    fc.record({ kind: fc.constant("withinDays"), attribute: fc.constant("birthday"), days: fc.constantFrom(0, 7, 30, 71, 90, 366) }),
    fc.record({ kind: fc.constant("dates"), attribute: fc.constant("birthday"), from: day, to: day }),
    fc.record({ kind: fc.constant("contains"), attribute: fc.constantFrom("brand", "street", "nicknames"), text: fc.constantFrom(...WORDS) }),
  )
  // The codes above are plain texts to the generator.
  .map((made) => made as AttributeFilter);
const query: fc.Arbitrary<BookQuery> = fc.record({
  keyword: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: fc.constantFrom("anna", "an bo", "c1") }),
  filters: fc.array(filter, { maxLength: 5 }),
});

const CLIENTS = 120;
const COMBINATIONS = Number(process.env["RAPPORT_FILTER_COMBINATIONS"] ?? 200);

test(`R36 R37 R38 R39 facets equal brute force on ${COMBINATIONS} random filter combinations, with all controls`, { timeout: 900_000 }, async () => {
  const seed = Number(process.env["RAPPORT_SEED"] ?? 20_261_130);
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  for (const [code, body] of Object.entries<Attribute>(MORE)) await server.api(putAttribute, { params: { legalEntity, code }, body });
  const members = ["birthday", "brand", "shoeSize", "interest", "vip"].concat(Object.keys(MORE)).map((attribute, at) => ({ attribute, displayOrder: at + 1 }));
  await server.api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { name: called("Book"), members } });
  const clients = fc.sample(client, { numRuns: CLIENTS, seed }).map((attributes, at) => ({
    accountNumber: `C${at}`,
    firstName: ["Anna", "Bob"][at % 2] ?? "",
    lastName: ["Bos", "Vos", "Jansen"][at % 3] ?? "",
    phone: "",
    email: "",
    city: "",
    attributes: attributes as Record<string, AttributeValue>,
  }));
  await addClients(server, shop, clients);
  const attributes: FilterSetting["attributes"] = new Map(Object.entries(ALL).filter(([, { refinable }]) => refinable));
  const searched = clients.map((one) => ({ ...one, searchText: searchTextOf(one) }));
  const fitting = (of: BookQuery) => searched.filter(matcherOf({ query: of, attributes, today: TODAY }));

  const { db } = server.deps;
  const refinable = refinableAttributes(await draftSetup(db, legalEntity));
  const keys = await filterKeys(db, { legalEntity, attributes: refinable });
  const place = { legalEntity, clientBookIds: ["CB-0001"] };
  const dates = refinable.filter(({ definition }) => definition.filter?.kind === "date");

  async function check([asked, attribute, text]: readonly [BookQuery, "brand" | "street" | "nicknames", string]) {
    const conditions = await conditionsOf(db, asked, { attributes: refinable, keys, place, today: TODAY });
    const { rows: blocks } = await matchedBlocks(place, conditions, { withBits: false }).execute(db);
    expect([asked, blocks[0]?.matching]).toEqual([asked, fitting(asked).length]);
    const onlyValues = dates.map(({ code }) => ({ key: keys.get(code) ?? "", values: countedDays(asked, { attribute: code, today: TODAY }) }));
    const { rows } = await valueCounts(place, { conditions, keys: [...keys.values()], onlyValues }).execute(db);
    const counts = new Map(
      refinable.map(({ code }) => [code, new Map(rows.filter(({ key }) => key === keys.get(code)).map(({ value, clients: count }) => [value, count]))]),
    );
    const inside = { attribute: AttributeCode.parse(attribute), text };
    const offered = facetsOf({ attributes: refinable, counts, filters: asked.filters, today: TODAY });
    expect(new Set(offered.map(({ attribute: code }) => code))).toEqual(new Set(attributes.keys()));
    for (const { attribute: code, kind, options, slider, ...facet } of await withContains(db, offered, { place, conditions, keys, inside })) {
      const left = fitting({ ...asked, filters: asked.filters.filter((other) => other.attribute !== code) });
      const counted = (of: AttributeFilter) => left.filter(matcherOf({ query: { keyword: "", filters: [of] }, attributes, today: TODAY })).length;
      for (const option of options) expect([asked, option.filter, option.count]).toEqual([asked, option.filter, counted(option.filter)]);
      const holding = { kind: "contains", attribute: code, text } as const;
      expect([asked, facet.contains]).toEqual([asked, code === attribute ? { filter: holding, count: counted(holding) } : undefined]);
      if (kind !== "slider" || slider === undefined) continue;
      const width = (slider.highest - slider.lowest) / Math.max(1, slider.bars.length);
      const numbers = left.map((one) => Object.hasOwn(one.attributes, code) && one.attributes[code]).filter((value) => typeof value === "number");
      const barOf = (number: number) => Math.min(slider.bars.length - 1, Math.floor((number - slider.lowest) / width));
      for (const [bar, count] of slider.bars.entries())
        expect([asked, code, bar, count]).toEqual([asked, code, bar, numbers.filter((one) => barOf(one) === bar).length]);
    }
  }

  const combination = fc.tuple(query, fc.constantFrom("brand", "street", "nicknames"), fc.constantFrom(...WORDS));
  const waiting = fc.sample(combination, { numRuns: COMBINATIONS, seed });
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await check(next);
    }),
  );
});

test("R38 a part of a text is no filter where values come from a list, and days with a year are none of a number", async () => {
  const shop = await newBookShop(server);
  const wrong = [
    { kind: "contains", attribute: "interest", text: "sho" },
    { kind: "dates", attribute: "shoeSize", from: null, to: null },
    { kind: "contains", attribute: "birthday", text: "1984" },
  ];
  for (const one of wrong)
    expect([one, await refused(shop.associate, searchClientBook, { body: { filters: [one] } as never })]).toMatchObject([one, { code: "filter.wrong" }]);
});
