import type { Reply } from "@rapport/contract";
import {
  clientBookFacets,
  listAttributeGroups,
  listAttributes,
  putAttribute,
  putAttributeGroup,
  searchClientBook,
  type BookQuery,
  type Facet,
} from "@rapport/contract/clienteling";
import { getCustomer } from "@rapport/contract/customers";
import { testClock } from "@rapport/testkit";
import type { CallInput } from "@rapport/contract";
import { afterAll, expect, test } from "vitest";
import { ATTRIBUTES, addClients, newBookShop, newSuite, refused, testServer, type BookShop } from "../testing/index.ts";

const clock = testClock("2027-02-28T23:30:00Z");
const server = await testServer({ background: false, clock });
afterAll(async () => await server.close());

type Query = Partial<NonNullable<CallInput<typeof searchClientBook>["body"]>>;
const found = async ({ associate }: BookShop, query: Query): Promise<string[]> =>
  (await associate(searchClientBook, { body: query })).clients.map(({ accountNumber }) => accountNumber);
const anyOf = (attribute: string, ...values: (string | boolean)[]): BookQuery["filters"][number] =>
  ({ kind: "anyOf", attribute, values }) as BookQuery["filters"][number];
/** What identifies an option: the retailer's name, a range, days, yes or no. */
const known = ({ filter, label }: Facet["options"][number]): string => {
  if (label !== null) return label.en;
  if (filter.kind === "between") return `${filter.lower ?? ""}..${filter.upper ?? ""}`;
  return filter.kind === "anyOf" ? filter.values.join(",") : filter.kind === "withinDays" ? `${filter.days} days` : filter.kind;
};
const counts = (facets: readonly Facet[], attribute: string): Record<string, number> =>
  Object.fromEntries(facets.find((facet) => facet.attribute === attribute)?.options.map((option) => [known(option), option.count]) ?? []);
const facetsOf = async ({ associate }: BookShop, query: Query = {}): Promise<Reply<typeof clientBookFacets>["facets"]> =>
  (await associate(clientBookFacets, { body: query })).facets;

test("case 20 case 21 R32 R33 refinable attributes of both groups are filters, the client book's first, others are not", async () => {
  const shop = await newBookShop(server);
  const facets = await facetsOf(shop);
  expect(facets.map(({ attribute, kind, multi }) => [attribute, kind, multi])).toEqual([
    ["birthday", "date", false],
    ["brand", "list", true],
    ["shoeSize", "range", false],
    ["interest", "list", true],
    ["vip", "list", false],
    ["segment", "list", false],
  ]);
  expect(facets[0]?.name).toEqual(ATTRIBUTES.birthday.name);
});

test("case 22 three of ten clients like shoes: the filter shows three, and its count says so", async () => {
  const shop = await newBookShop(server);
  await addClients(
    server,
    shop,
    Array.from({ length: 10 }, (_, index) => ({ accountNumber: String(index), attributes: { interest: index < 3 ? ["shoes"] : ["bags"] } })),
  );
  expect(counts(await facetsOf(shop), "interest")).toEqual({ bags: 7, shoes: 3 });
  const reply = await shop.associate(searchClientBook, { body: { filters: [anyOf("interest", "shoes")] } });
  expect(reply).toMatchObject({ total: 10, matching: 3, nextCursor: null });
  expect(reply.clients.map(({ accountNumber }) => accountNumber)).toEqual(["0", "1", "2"]);
});

test("R39 values inside a filter are alternatives, filters on different attributes all apply, and counts follow the others", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, [
    { accountNumber: "shoesA", attributes: { interest: ["shoes"], brand: "A" } },
    { accountNumber: "bagsA", attributes: { interest: ["bags", "hats"], brand: "A" } },
    { accountNumber: "hatsA", attributes: { interest: ["hats"], brand: "A" } },
    { accountNumber: "shoesB", attributes: { interest: ["shoes"], brand: "B" } },
    { accountNumber: "none" },
  ]);
  const filters = [anyOf("interest", "shoes", "bags"), anyOf("brand", "A")];
  expect(await found(shop, { filters })).toEqual(["bagsA", "shoesA"]);
  const facets = await facetsOf(shop, { filters });
  // The counts of interest are over everybody of brand A; those of brand over everybody with shoes or bags.
  expect(counts(facets, "interest")).toEqual({ shoes: 1, bags: 1, hats: 2 });
  expect(counts(facets, "brand")).toEqual({ A: 2, B: 1 });
  expect(facets.find(({ attribute }) => attribute === "interest")?.options.map((option) => [known(option), option.active])).toEqual([
    ["hats", false],
    ["bags", true],
    ["shoes", true],
  ]);
  expect(counts(await facetsOf(shop, { filters, keyword: "shoesA" }), "brand")).toEqual({ A: 1 });
});

test("R37 shoe sizes by ranges, as headquarters set the thresholds", async () => {
  const shop = await newBookShop(server);
  await addClients(
    server,
    shop,
    [35.5, 36, 39.5, 40, 43, 50].map((shoeSize, index) => ({ accountNumber: String(index), attributes: { shoeSize } })),
  );
  expect(counts(await facetsOf(shop), "shoeSize")).toEqual({ "..36": 1, "36..40": 2, "40..44": 2, "44..": 1 });
  const between = (lower: number | null, upper: number | null) => ({ kind: "between", attribute: "shoeSize", lower, upper }) as BookQuery["filters"][number];
  expect(await found(shop, { filters: [between(36, 40)] })).toEqual(["1", "2"]);
  expect(await found(shop, { filters: [between(null, 36), between(44, null)] })).toEqual(["0", "5"]);
  expect(await found(shop, { filters: [between(39.5, 43)] })).toEqual(["2", "3"]);
  expect(await found(shop, { filters: [between(39.5, 43), between(null, 36)] })).toEqual(["0", "2", "3"]);
  expect(await found(shop, { filters: [between(40, 36)] })).toEqual([]);
});

test("case 26 R37 thresholds 10; 20; 50 give four ranges at the register, empty ones too", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const filter = { kind: "range" as const, thresholds: [10, 20, 50] };
  await server.api(putAttribute, { params: { legalEntity, code: "visits" }, body: { name: { en: "Visits" }, type: "integer", refinable: true, filter } });
  await server.api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { members: [{ attribute: "visits", displayOrder: 1 }] } });
  await addClients(
    server,
    shop,
    [9, 10, 19, 50, 51].map((visits, index) => ({ accountNumber: String(index), attributes: { visits } })),
  );
  expect(counts(await facetsOf(shop), "visits")).toEqual({ "..10": 1, "10..20": 2, "20..50": 0, "50..": 2 });
});

test("R36 a slider ends where the numbers of clients end, its bars follow the other filters, and it finds between its thumbs", async () => {
  const shop = await newBookShop(server);
  const sizes = [35.5, 36, 39.5, 40, 43, 50];
  await addClients(
    server,
    shop,
    sizes.map((shoeSize, index) => ({ accountNumber: String(index), attributes: { shoeSize, vip: index < 3 } })),
  );
  await server.api(putAttribute, {
    params: { legalEntity: shop.legalEntity, code: "shoeSize" },
    body: { filter: { kind: "slider", bars: true } },
  });
  const between = (lower: number | null, upper: number | null) => ({ kind: "between", attribute: "shoeSize", lower, upper }) as BookQuery["filters"][number];
  const vip = { kind: "anyOf", attribute: "vip", values: [true] } as BookQuery["filters"][number];
  const sliderOf = async (filters: BookQuery["filters"]) => (await facetsOf(shop, { filters })).find(({ attribute }) => attribute === "shoeSize");
  const sum = (bars: readonly number[] = []) => bars.reduce((a, b) => a + b, 0);
  const whole = await sliderOf([]);
  expect(whole).toMatchObject({ kind: "slider", options: [], slider: { lowest: 35.4, highest: 50.2, step: 0.2 } });
  const narrowed = await sliderOf([vip]);
  expect([sum(whole?.slider?.bars), sum(narrowed?.slider?.bars), narrowed?.slider?.highest]).toEqual([6, 3, 50.2]);
  expect(await found(shop, { filters: [between(36, 40)] })).toEqual(["1", "2"]);
  expect(await found(shop, { filters: [between(null, 36)] })).toEqual(["0"]);
  expect(await found(shop, { filters: [between(39.5, null), vip] })).toEqual(["2"]);
  expect(await refused(shop.associate, searchClientBook, { body: { filters: [{ kind: "anyOf", attribute: "shoeSize", values: ["36"] }] } })).toMatchObject({
    faults: [{ code: "filter.other_kind" }],
  });
});

test("birthdays soon are counted by the legal entity's own calendar", async () => {
  const { rsid } = await newSuite(server, { timeZone: "Europe/Amsterdam" });
  const shop = await newBookShop(server, { rsid });
  await addClients(
    server,
    shop,
    ["1980-03-01", "1980-03-03", "1980-03-15", "1980-04-20", "1980-02-28"].map((birthday) => ({ accountNumber: birthday, attributes: { birthday } })),
  );
  // Half past eleven in the evening of 28 February in London is 1 March in Amsterdam.
  expect(counts(await facetsOf(shop), "birthday")).toEqual({ "7 days": 2, "14 days": 3, "30 days": 3, "90 days": 4 });
  const within = (days: number) => ({ filters: [{ kind: "withinDays", attribute: "birthday", days }] }) as Query;
  expect(await found(shop, within(13))).toEqual(["1980-03-01", "1980-03-03"]);
  expect(await found(shop, within(14))).toEqual(["1980-03-01", "1980-03-03", "1980-03-15"]);
  expect(counts(await facetsOf(shop, within(120)), "birthday")).toMatchObject({ "120 days": 4, "90 days": 4 });
  expect(await found(shop, within(366))).toHaveLength(5);
});

test("a client is found by parts of words, accents and signs included, in any order", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, [
    { accountNumber: "A-1", firstName: "Zoë", lastName: "Müller", email: "zoe_m@example.com", phone: "06-123", city: "Gent" },
    { accountNumber: "A-2", firstName: "Bo", lastName: "50%", email: "zoexm@example.com" },
  ]);
  const expectations: [string, string[]][] = [
    ["zoe", ["A-2", "A-1"]],
    ["mull ZOË", ["A-1"]],
    ["zoe_m", ["A-1"]],
    ["0%", ["A-2"]],
    ["%", ["A-2"]],
    ["_", ["A-1"]],
    ["\\", []],
    ["06123", ["A-1"]],
    ["gen", ["A-1"]],
    ["a-2", ["A-2"]],
    ["bo zoë", ["A-2"]],
    ["bo müller", []],
  ];
  for (const [keyword, clients] of expectations) expect([keyword, await found(shop, { keyword })]).toEqual([keyword, clients]);
});

test("the longest values, the most and the fewest that may be stored are shown and offered", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const hobbies = Array.from({ length: 40 }, (_, n) => `hobby number ${n}`);
  const label = (text: string) => ({ en: text, nl: text });
  await server.api(putAttribute, {
    params: { legalEntity, code: "hobbies" },
    body: {
      name: label("Hobbies"),
      type: "text",
      values: hobbies.map((value) => ({ value, label: label(value) })),
      multiple: true,
      refinable: true,
      filter: { kind: "list", multi: true },
    },
  });
  await server.api(putAttributeGroup, {
    params: { legalEntity, code: "bookGroup" },
    body: {
      name: label("Book"),
      members: ["hobbies", "interest", "brand"].map((attribute, index) => ({ attribute, displayOrder: index })),
    },
  });
  // Letters of three bytes, in an order that does not compress.
  const brand = Array.from({ length: 500 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join("");
  const [customerId] = await addClients(server, shop, [{ accountNumber: "1", attributes: { hobbies, interest: [], brand } }]);
  const { clients } = await shop.associate(searchClientBook, { body: { filters: [anyOf("brand", brand)] } });
  const shown = [label(hobbies.join(", ")), null, null];
  expect(clients[0]?.slots.map((slot) => slot.kind === "attribute" && slot.label)).toEqual(shown);
  const { attributes } = await shop.associate(getCustomer, { params: { customerId } });
  expect(attributes.flatMap(({ group, label: said }) => (group === "clientBook" ? [said] : []))).toEqual(shown);
  expect(counts(await facetsOf(shop), "brand")).toEqual({ [brand]: 1 });
  // Chosen values stay on the screen, however many they are.
  const chosen = [0, 1, 2].map((part) => anyOf("brand", ...Array.from({ length: 100 }, (_, n) => `brand ${part} ${n}`)));
  expect(Object.keys(counts(await facetsOf(shop, { filters: chosen }), "brand"))).toHaveLength(300);
});

test("R32 a filter that is not offered is refused with a reason", async () => {
  const shop = await newBookShop(server);
  expect(await refused(shop.associate, searchClientBook, { body: { filters: [anyOf("metal", "gold")] } })).toEqual({
    kind: "invalid",
    code: "filter.wrong",
    params: {},
    faults: [{ at: "filters[0]", code: "filter.missing", params: { attribute: "metal" } }],
  });
  expect(await refused(shop.associate, clientBookFacets, { body: { filters: [anyOf("shoeSize", "39")] } })).toMatchObject({
    kind: "invalid",
    code: "filter.wrong",
    faults: [{ at: "filters[0]", code: "filter.other_kind", params: { attribute: "shoeSize", kind: "anyOf", expected: "between" } }],
  });
  await server.api(putAttribute, { params: { legalEntity: shop.legalEntity, code: "brand" }, body: { ...ATTRIBUTES.brand, refinable: false } });
  expect(await refused(shop.associate, searchClientBook, { body: { filters: [anyOf("brand", "A")] } })).toMatchObject({ code: "filter.wrong" });
});

test.each(["constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"])(
  "S1 an attribute may be called %s: cards, filters and customers show what it holds, and nothing where it is empty",
  async (code) => {
    const shop = await newBookShop(server);
    const { legalEntity } = shop;
    const name = { en: "Odd", nl: "Vreemd" };
    const body = { name, type: "text" as const, multiple: false, refinable: true, filter: { kind: "list" as const, multi: true } };
    await server.api(putAttribute, { params: { legalEntity, code }, body });
    await server.api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { name, members: [{ attribute: code, displayOrder: 1 }] } });
    const [, empty] = await addClients(server, shop, [{ accountNumber: "with", attributes: { [code]: "yes" } }, { accountNumber: "without" }]);
    const { clients } = await shop.associate(searchClientBook, { body: {} });
    expect(clients.map(({ slots }) => slots[0])).toMatchObject([{ value: "yes" }, { value: null }]);
    expect(counts(await facetsOf(shop), code)).toEqual({ yes: 1 });
    expect(await found(shop, { filters: [anyOf(code, "yes")] })).toEqual(["with"]);
    const { attributes } = await shop.associate(getCustomer, { params: { customerId: empty ?? "" } });
    expect(attributes.find((attribute) => attribute.code === code)?.value ?? null).toBeNull();
  },
);

test("U14 names of attributes, values and groups need no Dutch: they read as they were written, and every screen has the English name", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const params = { legalEntity };
  const name = { en: "Finish" };
  const values = [
    { value: "matt", label: { en: "Matt" } },
    { value: "gloss", label: { en: "Gloss", nl: "Glanzend" } },
  ];
  const body = { name, type: "text" as const, values, multiple: true, refinable: true, filter: { kind: "list" as const, multi: true } };
  await server.api(putAttribute, { params: { legalEntity, code: "finish" }, body });
  for (const code of ["bookGroup", "customerGroup"])
    await server.api(putAttributeGroup, {
      params: { legalEntity, code },
      body: { name: { ...name, nl: null }, members: [{ attribute: "finish", displayOrder: 1 }] },
    });
  const written = (await server.api(listAttributes, { params })).attributes.find(({ code }) => code === "finish");
  expect(written).toMatchObject(body);
  expect([written?.name, written?.values]).toEqual([name, values]);
  const groups = (await server.api(listAttributeGroups, { params })).attributeGroups;
  expect(groups.filter(({ code }) => code === "bookGroup" || code === "customerGroup").map((group) => group.name)).toEqual([name, name]);

  const [customerId] = await addClients(server, shop, [{ accountNumber: "1", attributes: { finish: ["matt", "gloss"] } }]);
  const everywhere = { en: "Finish", nl: "Finish" };
  const both = { en: "Matt, Gloss", nl: "Matt, Glanzend" };
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients[0]?.slots[0]).toMatchObject({ name: everywhere, label: both });
  const [facet] = await facetsOf(shop);
  expect(facet).toMatchObject({ name: everywhere });
  expect(facet?.options.map(({ label }) => label)).toEqual([
    { en: "Gloss", nl: "Glanzend" },
    { en: "Matt", nl: "Matt" },
  ]);
  const { attributes } = await shop.associate(getCustomer, { params: { customerId: customerId ?? "" } });
  expect(attributes).toMatchObject([{ name: everywhere, label: both }]);

  // A Dutch name can be added and removed. Writing only the English one does not remove it.
  for (const [change, kept] of [
    [
      { en: "Finish", nl: "Afwerking" },
      { en: "Finish", nl: "Afwerking" },
    ],
    [{ en: "Surface" }, { en: "Surface", nl: "Afwerking" }],
    [{ en: "Surface", nl: null }, { en: "Surface" }],
  ] as const) {
    expect((await server.api(putAttribute, { params: { legalEntity, code: "finish" }, body: { name: change } })).name).toEqual(kept);
    expect((await server.api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { name: change } })).name).toEqual(kept);
  }
  for (const wrong of [{ nl: "Afwerking" }, { en: "", nl: "Afwerking" }, { en: "Finish", de: "Oberfläche" }])
    expect(await refused(server.api, putAttribute, { params: { legalEntity, code: "finish" }, body: { name: wrong as { en: string } } })).toMatchObject({
      kind: "invalid",
    });
});
