import { type AttributeCode } from "@rapport/contract";
import { clientBookFacets, putAttribute, putAttributeGroup, putClientBookEntries, searchClientBook, type AttributeValue } from "@rapport/contract/clienteling";
import { getCustomer, putCustomers } from "@rapport/contract/customers";
import { putLegalEntity } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false, clock: testClock("2026-03-02T12:00:00Z") });
afterAll(async () => await server.close());

const called = (text: string) => ({ en: text, nl: text });
const THRESHOLDS = [0.1, 0.3, 1000];

/** Amounts around the thresholds. Some cannot be binary fractions. */
const AMOUNTS = [
  "0.1",
  "0.10000001",
  "0.09999999",
  "0.3",
  "0.29999999",
  "-0.00000001",
  "1000",
  "999.99999999",
  "90071992547409.93000001",
  "90071992547409.93000002",
];

async function shopWithMoney(filter: object) {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await server.api(putAttribute, {
    params: { legalEntity, code: "spend" },
    body: { name: called("Spend"), type: "currency", multiple: false, refinable: true, filter: filter as never },
  });
  await server.api(putAttributeGroup, {
    params: { legalEntity, code: "bookGroup" },
    body: { name: called("Book"), members: [{ attribute: "spend" as AttributeCode, displayOrder: 1 }] },
  });
  const customers = AMOUNTS.map((amount, index) => ({
    accountNumber: `C${index}`,
    attributes: { spend: { amount, currency: "EUR" } satisfies AttributeValue },
  }));
  const ids = await addCustomers(server, shop, customers);
  await server.api(putClientBookEntries, {
    params: { legalEntity, operatorId },
    body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) as never },
  });
  return { shop, ids };
}

/** The amount in hundred-millionths, computed in another way than the product does. */
const exact = (text: string): bigint => {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * 100_000_000n + BigInt(fraction.padEnd(8, "0"));
  return text.startsWith("-") ? -value : value;
};

test("CY5 a customer's money keeps every digit and its currency, on the card and on the customer's page", async () => {
  const { shop, ids } = await shopWithMoney({ kind: "range", thresholds: THRESHOLDS });
  const { clients } = await shop.associate(searchClientBook, { body: { limit: 50 } });
  const shown = Object.fromEntries(clients.map(({ accountNumber, slots }) => [accountNumber, slots.find((slot) => slot.kind === "attribute")]));
  for (const [index, amount] of AMOUNTS.entries()) {
    expect(shown[`C${index}`]).toMatchObject({ code: "spend", type: "currency", value: { amount, currency: "EUR" } });
    const { attributes } = await shop.associate(getCustomer, { params: { customerId: ids[index] ?? "" } });
    expect(attributes).toMatchObject([{ code: "segment" }, { code: "spend", value: { amount, currency: "EUR" } }]);
  }
});

test("CY5 filters and counts on money compare exact decimals", async () => {
  const { shop } = await shopWithMoney({ kind: "range", thresholds: THRESHOLDS });
  const fitting = (lower: number | null, upper: number | null) =>
    AMOUNTS.flatMap((amount, index) =>
      (lower === null || exact(amount) >= exact(String(lower))) && (upper === null || exact(amount) < exact(String(upper))) ? [`C${index}`] : [],
    ).toSorted();
  const found = async (lower: number | null, upper: number | null) => {
    const body = { filters: [{ kind: "between" as const, attribute: "spend" as AttributeCode, lower, upper }], limit: 50 };
    return (await shop.associate(searchClientBook, { body })).clients.map(({ accountNumber }) => accountNumber as string).toSorted();
  };
  const bounds = [null, ...THRESHOLDS, 0.2, 999.9, 90071992547409.94];
  for (const lower of bounds) for (const upper of bounds) expect([lower, upper, await found(lower, upper)]).toEqual([lower, upper, fitting(lower, upper)]);
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  const spend = facets.find(({ attribute }) => attribute === "spend");
  expect(spend?.options.map(({ count }) => count)).toEqual(
    [null, ...THRESHOLDS].map((lower, index) => fitting(lower, [...THRESHOLDS, null][index] ?? null).length),
  );
});

test("CY5 amounts of a list are sorted by their value", async () => {
  const { shop } = await shopWithMoney({ kind: "list", multi: true });
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  const listed = facets.find(({ attribute }) => attribute === "spend")?.options.map(({ label }) => label?.en);
  expect(listed).toEqual(AMOUNTS.toSorted((a, b) => (exact(a) < exact(b) ? -1 : 1)));
});

test("CY5 an amount alone is in the company's currency; another currency is refused, and so is another currency of the company", async () => {
  const { shop } = await shopWithMoney({ kind: "range", thresholds: THRESHOLDS });
  const { legalEntity } = shop;
  const put = async (spend: AttributeValue) => {
    const customer = { accountNumber: "C0" as never, firstName: "A", lastName: "B", addressBooks: ["customers" as never], attributes: { spend } };
    return { params: { legalEntity }, body: { customers: [customer] } };
  };
  for (const given of ["12.50", 12.5, { amount: "12.500", currency: "EUR" }]) {
    await server.api(putCustomers, await put(given));
    const { clients } = await shop.associate(searchClientBook, { body: { keyword: "C0", limit: 50 } });
    expect(clients[0]?.slots).toMatchObject([{ value: { amount: "12.5", currency: "EUR" } }]);
  }
  for (const [given, code] of [
    [{ amount: "1", currency: "USD" }, "attribute_value.other_currency"],
    ["12,50", "attribute_value.not_money"],
    [true, "attribute_value.not_money"],
    [0.00001, "attribute_value.decimals"],
  ] as const)
    expect(await refused(server.api, putCustomers, await put(given))).toMatchObject({ code: "attribute_value.wrong", faults: [{ code }] });
  const entity = { name: "Entity", rsid: null };
  expect(await refused(server.api, putLegalEntity, { params: { legalEntity }, body: { ...entity, currency: "USD" } })).toMatchObject({
    kind: "conflict",
    code: "legal_entity.currency_settled",
    params: { currency: "EUR" },
  });
  await server.api(putLegalEntity, { params: { legalEntity }, body: { ...entity, currency: "EUR" } });
  const other = await newBookShop(server);
  await server.api(putLegalEntity, { params: { legalEntity: other.legalEntity }, body: { ...entity, currency: "USD" } });
});

test("CY5 numbers stored before money had a currency are exact decimals in the company's, and filters still find them", async () => {
  const { shop } = await shopWithMoney({ kind: "range", thresholds: THRESHOLDS });
  const { db } = server.deps;
  const { legalEntity } = shop;
  await sql`update customer set attributes = attributes || '{"spend": 0.20}' where legal_entity = ${legalEntity} and account_number = 'C0'`.execute(db);
  const migration = readFileSync(new URL("../../../../packages/operational/migrations/0011_money_of_customers.sql", import.meta.url), "utf8");
  await sql.raw(migration.slice(migration.indexOf("update customer"))).execute(db);
  const body = { filters: [{ kind: "between" as const, attribute: "spend" as AttributeCode, lower: 0.1, upper: 0.3 }], limit: 50 };
  const { clients } = await shop.associate(searchClientBook, { body });
  expect(clients.find(({ accountNumber }) => accountNumber === ("C0" as never))?.slots).toMatchObject([{ value: { amount: "0.2", currency: "EUR" } }]);
});
