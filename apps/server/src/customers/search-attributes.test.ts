import { putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { findByCode, getSearchCriteria, searchCustomers } from "@rapport/contract/customers";
import { customerSearchOf, valueLine } from "@rapport/domain";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addCustomers, auditLog, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";
import { deriveAll } from "./keep-derived.ts";
import { searchStatement } from "./search-queries.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const called = (en: string, nl = en) => ({ en, nl });
const members = (...attributes: string[]) => ({ members: attributes.map((attribute, displayOrder) => ({ attribute, displayOrder })) });

/** A shop whose customers have a member number, a whole number of children and a segment of a list, which its registers search alone. */
async function shopWithShortcuts() {
  const shop = await newBookShop(server);
  const at = (code: string) => ({ params: { ...shop, code } });
  await api(putAttribute, { ...at("member"), body: { name: called("Member number"), type: "text", multiple: true, refinable: false } });
  await api(putAttribute, { ...at("children"), body: { name: called("Children"), type: "integer", refinable: false } });
  await api(putAttribute, {
    ...at("segment"),
    body: {
      values: [
        { value: "gold", label: called("Golden", "Goud") },
        { value: "silver", label: called("Silver", "Zilver") },
      ],
    },
  });
  await api(putAttributeGroup, { ...at("customerGroup"), body: members("member", "children", "segment", "vip") });
  await addCustomers(server, shop, [
    { accountNumber: "A1", lastName: "Dam", attributes: { member: ["Ærø 12", "x_9"], children: 12, segment: "gold" } },
    { accountNumber: "A2", lastName: "Ero", attributes: { member: ["ab 1"], children: 2, segment: "silver" } },
  ]);
  await api(putParameters, { params: shop, body: { searchAttributes: ["children", "member", "segment"] } });
  return shop;
}
const found = async ({ associate }: BookShop, query: string, attribute: string | null) =>
  (await associate(searchCustomers, { body: { query, attribute } })).customers.map(({ accountNumber }) => accountNumber);
const why = async ({ associate }: BookShop, attribute: string) => await refused(associate, searchCustomers, { body: { query: "gold", attribute } });

test("CS16 a code finds who has just this as account number or as value of an attribute with a shortcut, in all stores; nobody of another legal entity", async () => {
  const shop = await shopWithShortcuts();
  const of = async (code: string, { associate }: BookShop = shop) =>
    (await associate(findByCode, { body: { code } })).customers.map(({ accountNumber }) => accountNumber);
  expect(await of("A1")).toEqual(["A1"]);
  expect(await refused(shop.associate, findByCode, { body: { code: "Ærø 12" } })).toMatchObject({ code: "search.attribute_preparing" });
  await deriveAll(deps);
  await addCustomers(server, shop, [
    { accountNumber: "4021", lastName: "Elders", addressBooks: [] },
    { accountNumber: "A3", lastName: "Faber", attributes: { children: 4021, member: ["ÆRØ 12"] } },
  ]);
  // A number of A3 is 4021 too, and a code is not how something begins.
  expect([await of("4021"), await of("402"), await of("A")]).toEqual([["4021", "A3"], [], []]);
  expect(await of("4021", await newBookShop(server))).toEqual([]);
  const log = auditLog(deps.db).select("subject_id").where("legal_entity", "=", shop.legalEntity).where("action", "=", "customer.found");
  expect(await log.execute()).toHaveLength(3);
});

test("CS16 CS4 a code is compared as it is stored, has four letters or digits, and is no value of a fixed list", async () => {
  const shop = await shopWithShortcuts();
  await deriveAll(deps);
  const of = async (code: string) => (await shop.associate(findByCode, { body: { code } })).customers.map(({ accountNumber }) => accountNumber);
  await addCustomers(server, shop, [{ accountNumber: "A3", lastName: "Faber", attributes: { member: ["ÆRØ 12", "AB-77"], children: 2000 } }]);
  expect([await of("Ærø 12"), await of("ÆRØ 12"), await of("ærø 12"), await of("aero 12")]).toEqual([["A1"], ["A3"], [], []]);
  expect([await of("AB-77"), await of("ab-77"), await of("2000"), await of("02000")]).toEqual([["A3"], [], ["A3"], []]);
  // Children, and a segment, which many share.
  for (const code of ["2", "12", "x_9", "ab 1", "gold", "Gold", "silver"]) expect([code, await of(code)]).toEqual([code, []]);
});

test("CS16 of a code that many have eleven are read", async () => {
  const shop = await shopWithShortcuts();
  await deriveAll(deps);
  await addCustomers(
    server,
    shop,
    Array.from({ length: 15 }, (_, at) => ({ accountNumber: `M${at}`, lastName: `Many${at}`, attributes: { member: ["shared-1"] } })),
  );
  const { customers, more } = await shop.associate(findByCode, { body: { code: "shared-1" } });
  expect([customers.length, more]).toEqual([10, true]);
});

test("CS8 an attribute is a shortcut that searches its values alone, by how they begin, and says when it is not prepared yet", async () => {
  const shop = await shopWithShortcuts();
  expect(await why(shop, "member")).toMatchObject({ code: "search.attribute_preparing", params: { attribute: "member" } });
  await deriveAll(deps);
  expect((await shop.associate(getSearchCriteria)).attributes).toEqual([
    { attribute: "children", name: called("Children") },
    { attribute: "member", name: called("Member number") },
    { attribute: "segment", name: called("Segment") },
  ]);
  const each: [string, string, string[]][] = [
    ["aero", "member", ["A1"]],
    ["ÆRØ 1", "member", ["A1"]],
    ["X_", "member", ["A1"]],
    ["x%", "member", []],
    ["12", "member", []],
    ["1", "children", ["A1"]],
    ["2", "children", ["A2"]],
    ["gold", "segment", ["A1"]],
    ["zil", "segment", ["A2"]],
    ["dam", "member", []],
  ];
  for (const [query, attribute, accounts] of each) expect([query, attribute, await found(shop, query, attribute)]).toEqual([query, attribute, accounts]);
  // A general search knows nothing of them.
  for (const query of ["aero", "x_9", "gold"]) expect([query, await found(shop, query, null)]).toEqual([query, []]);
  expect(await found(shop, "ero", null)).toEqual(["A2"]);
  // A customer who comes or changes later is found at once.
  await addCustomers(server, shop, [
    { accountNumber: "A2", lastName: "Ero", attributes: { member: ["new 7"] } },
    { accountNumber: "A3", lastName: "Late", attributes: { member: ["New 71"] } },
  ]);
  expect(await found(shop, "new 7", "member")).toEqual(["A2", "A3"]);
  expect(await found(shop, "ab", "member")).toEqual([]);
  const named = await auditLog(deps.db).select("subject_id").where("legal_entity", "=", shop.legalEntity).where("action", "=", "customer.found").execute();
  expect(named).toHaveLength(10);
});

test("CS8 an attribute of another type, out of the group or gone is refused where it is chosen and where it is searched", async () => {
  const shop = await shopWithShortcuts();
  await deriveAll(deps);
  const choose = async (...searchAttributes: string[]) => await refused(api, putParameters, { params: shop, body: { searchAttributes } });
  expect(await choose("vip")).toMatchObject({ code: "search.attribute_unfit", params: { attribute: "vip", why: "type" } });
  expect(await choose("metal")).toMatchObject({ code: "search.attribute_unfit", params: { attribute: "metal", why: "group" } });
  expect(await choose("nothing")).toMatchObject({ code: "search.attribute_unfit", params: { attribute: "nothing", why: "unknown" } });
  expect(await choose("member", "member")).toMatchObject({ code: "search.criteria_twice" });
  expect(await refused(api, putParameters, { params: shop, body: { customerAttributeGroup: null } })).toMatchObject({ code: "search.attribute_unfit" });
  expect(await why(shop, "metal")).toMatchObject({ code: "search.no_shortcut" });
  await api(putAttributeGroup, { params: { ...shop, code: "customerGroup" }, body: members("children", "member") });
  expect(await why(shop, "segment")).toMatchObject({ code: "search.attribute_unfit", params: { attribute: "segment", why: "group" } });
  expect((await shop.associate(getSearchCriteria)).attributes.map(({ attribute }) => attribute)).toEqual(["children", "member"]);
});

test("CS8 a search of an attribute reads its terms by the index", async () => {
  const statement = searchStatement({
    legalEntity: "RAPP",
    search: customerSearchOf("ab"),
    digits: [],
    value: { begins: valueLine("member", "ab"), is: [] },
    addressBooks: null,
    after: null,
    limit: 20,
    many: 10_000,
  });
  const plan = await deps.db.transaction().execute(async (trx) => {
    // Of a few rows, reading all is cheaper. This shows that the index can be read.
    await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${statement}`.execute(trx);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toMatch(/customer_term_pkey[\s\S]*Index Cond: [^\n]*term/);
});
