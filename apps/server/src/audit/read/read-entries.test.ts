import { LegalEntityCode, type Permission, type Reply } from "@rapport/contract";
import { createApiKey } from "@rapport/contract/access";
import { getCustomer, getCustomerByNumber, listCustomers, putCustomers, searchCustomers } from "@rapport/contract/customers";
import { AuditEntry, listAudit, type AuditFilter } from "@rapport/contract/system";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, addCustomers, newBookShop, testServer, type BookShop, type TestServer } from "../../testing/index.ts";
import { audit } from "../audit.ts";
import { exportEntries } from "./export-entries.ts";

const clock = testClock("2026-03-01T10:00:00Z");
let server: TestServer;
let shop: BookShop;
let first: string;
let second: string;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
  shop = await newBookShop(server);
  [first, second] = await addCustomers(server, shop, accounts("A-1", "A-2"));
  clock.set("2026-03-01T11:00:00Z");
  await shop.associate(getCustomer, { params: { customerId: first } });
  await shop.associate(searchCustomers, { body: { query: "last" } });
  clock.set("2026-03-02T09:00:00Z");
  const params = { legalEntity: shop.legalEntity };
  await server.api(putCustomers, { params, body: { customers: [{ accountNumber: "A-1", city: "Utrecht" }] } });
  await server.api(getCustomerByNumber, { params: { ...params, accountNumber: "A-2" } });
});
afterAll(async () => {
  await server.close();
});

type Entries = Reply<typeof listAudit>["entries"];
const entriesOf = async (query: Partial<Record<keyof AuditFilter, string>>, as = server.api): Promise<Entries> =>
  (await as(listAudit, { query: { legalEntity: shop.legalEntity, ...query } })).entries;
const actions = async (query: Partial<Record<keyof AuditFilter, string>>) => (await entriesOf(query)).map(({ action }) => action);

test("AU5 entries are found by customer, person, key, action and days, newest first, with what was changed from what to what", async () => {
  const [changed, ...others] = await entriesOf({ customer: "A-1", action: "customer.saved" });
  expect(others).toHaveLength(1);
  expect(changed).toMatchObject({
    at: "2026-03-02T09:00:00.000Z",
    legalEntity: shop.legalEntity,
    actor: { kind: "apiKey", name: expect.any(String) as string },
    approvedBy: null,
    address: "127.0.0.1",
    names: 1,
    subjects: [{ kind: "customer", id: first, label: "A-1", changes: { city: { from: "", to: "Utrecht" } } }],
  });
  expect(await actions({ customer: "A-1" })).toEqual(["customer.saved", "customer.found", "customer.viewed", "customer.saved"]);
  expect(await actions({ customer: second })).toEqual(["customer.viewed", "customer.found", "customer.saved"]);
  expect(await actions({ who: shop.operatorId, action: "customer.found" })).toEqual(["customer.found"]);
  expect(await actions({ who: "Nobody" })).toEqual([]);
  expect(await actions({ customer: "A-1", from: "2026-03-02" })).toEqual(["customer.saved"]);
  expect(await actions({ customer: "A-1", to: "2026-03-01" })).toEqual(["customer.found", "customer.viewed", "customer.saved"]);
  const search = (await entriesOf({ who: shop.operatorId, action: "customer.found" }))[0];
  expect([search?.names, search?.subjects.map(({ label }) => label)]).toEqual([2, ["A-1", "A-2"]]);
});

test("AU5 pages follow each other without a gap while entries come, and names that are not shown are counted", async () => {
  const all: number[] = [];
  const query = { legalEntity: shop.legalEntity, limit: "3", names: "1" };
  for (let cursor: string | null = null; ;) {
    const page: Reply<typeof listAudit> = await server.api(listAudit, { query: { ...query, ...(cursor !== null && { cursor }) } });
    await server.api(listCustomers, { params: { legalEntity: shop.legalEntity } });
    all.push(...page.entries.map(({ id }) => id));
    expect(page.entries.every(({ subjects, names }) => subjects.length === 1 && names >= 1)).toBe(true);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  expect(all).toEqual([...new Set(all)].toSorted((a, b) => b - a));
  const { rows } = {
    rows: await server.deps.db
      .selectFrom("audit_entry")
      .select("id")
      .where("legal_entity", "=", shop.legalEntity)
      .where("id", "<=", all[0] ?? 0)
      .execute(),
  };
  expect(all).toHaveLength(rows.length);
});

test("AU5 reading the log is in the log, with the customers it showed; a right for one legal entity shows that one's entries", async () => {
  await entriesOf({ customer: "A-2", action: "customer.saved" });
  const [own] = (await server.api(listAudit, { query: { action: "audit.viewed", limit: "1" } })).entries;
  expect(own?.subjects.map(({ kind, label }) => [kind, label])).toEqual([
    ["auditLog", null],
    ["customer", "A-1"],
    ["customer", "A-2"],
  ]);
  const other = await newBookShop(server);
  const limited = server.clientOf({ authorization: `Bearer ${await server.addKey(["audit.read"], [other.legalEntity])}` });
  expect(await entriesOf({}, limited)).toEqual([]);
  const { entries } = await limited(listAudit, { query: {} });
  expect(new Set(entries.map(({ legalEntity }) => legalEntity))).toEqual(new Set([other.legalEntity]));
  await expect((await server.withKey(["customer.manage"]))(listAudit, { query: {} })).rejects.toMatchObject({ code: "permission.missing" });
  await server.api(createApiKey, { body: { name: "Key", permissions: ["audit.read"], legalEntities: null, expiresAt: null } });
  expect((await server.api(listAudit, { query: { action: "api_key.created" } })).entries[0]?.subjects[0]).toMatchObject({ kind: "apiKey", label: "Key" });
});

test("AU5 the log is exported as one file with a row for each change, and one entry that names everybody in it", async () => {
  const key = server.apiKey;
  const exported = async (query: string) =>
    await server.inject({ url: `/api/audit/export?legalEntity=${shop.legalEntity}${query}`, headers: { authorization: `Bearer ${key}` } });
  const answer = await exported("&customer=A-1&separator=semicolon");
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
  const [header, ...lines] = answer.body.split("\r\n");
  expect(header).toBe("\uFEFFentry;at;who;by;approvedBy;action;legalEntity;address;about;name;field;before;after");
  const changed = lines.filter((line) => line.includes(";customer.saved;") && line.includes("2026-03-02"));
  expect(changed).toEqual([expect.stringMatching(/;customer\.saved;.*;customer;A-1;city;;Utrecht$/)]);
  const { entries } = await server.api(listAudit, { query: { limit: "3" } });
  const [own, earlier] = entries.filter(({ action }) => action !== "audit.viewed");
  expect([own?.action, earlier?.action === "audit.exported"]).toEqual(["audit.exported", false]);
  expect(own?.subjects.map(({ kind, label }) => [kind, label])).toEqual(
    expect.arrayContaining([
      ["auditLog", null],
      ["customer", "A-1"],
    ]),
  );
  const limited = await server.addKey(["audit.read"], [(await newBookShop(server)).legalEntity]);
  const others = await server.inject({ url: "/api/audit/export?customer=A-1", headers: { authorization: `Bearer ${limited}` } });
  expect(others.body).not.toContain("A-1;");
  expect(others.body).not.toContain(",A-1,");
  const asLines = await exported("&customer=A-1&format=lines");
  const told = asLines.body
    .trimEnd()
    .split("\n")
    .map((line) => AuditEntry.parse(JSON.parse(line)));
  expect(asLines.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
  expect(told.length).toBeGreaterThan(3);
  expect(told.filter(({ action, at }) => action === "customer.saved" && at.startsWith("2026-03-02")).map(({ subjects }) => subjects)).toEqual([
    [{ kind: "customer", id: first, label: "A-1", changes: { city: { from: "", to: "Utrecht" } } }],
  ]);
  expect(told.every(({ subjects, names }) => subjects.length <= 1 && names >= subjects.length)).toBe(true);
});

test("AU5 an entry whose request was not done when an export began is not in its file", async () => {
  const { db } = server.deps;
  const legalEntity = LegalEntityCode.parse(shop.legalEntity);
  const [late, early] = [randomUUID(), randomUUID()];
  const by = (id: string) => ({ kind: "apiKey" as const, id: randomUUID(), name: "Key", permissions: new Set<Permission>(), grants: [], asked: askedAs(id) });
  const askedAs = (request: string) => ({ request, endpoint: "listCustomers", path: "/", address: "127.0.0.1" });
  const trx = await db.startTransaction().execute();
  await audit({ db: trx, clock: server.deps.clock }, { legalEntity, actor: by(late), action: "customer.viewed", subjects: [late, early] });
  await audit(server.deps, { legalEntity, actor: by(early), action: "customer.viewed", subjects: [early] });
  const { body } = await exportEntries(server.deps, { actor: by(randomUUID()), reach: "all", separator: "comma", format: "csv", legalEntity });
  await trx.commit().execute();
  const file = await text(body as Readable);
  expect([file.split(early).length - 1, file.includes(late)]).toEqual([1, false]);
});
