import { Refusal } from "@rapport/contract";
import { readToday, searchClientBook, searchStoreBooks } from "@rapport/contract/clienteling";
import { findAlikeAtStore, getCustomer, searchCustomers } from "@rapport/contract/customers";
import { getServerCondition } from "@rapport/contract/system";
import { addNote, getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, accounts, addAssociate, addClients, newBookShop, testServer, type TestServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock, background: false, limits: { reports: { atOnce: 2, waiting: 100 }, lookupsPerHour: 100 } });
});
afterAll(async () => {
  await server.close();
});

test("S14 a person who looks up far too many customers is told to wait, audited once, and shown at headquarters; a colleague is not stopped", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, accounts("A"));
  const search = async (client = shop.associate) => await client(searchCustomers, { body: { query: "client", scope: "store", limit: 10 } });
  const colleague = await addAssociate(server, shop, { operatorId: "9" });
  const stopped = async () => (await server.api(getServerCondition)).peopleStopped;
  const entries = async () =>
    await auditLog(server.deps.db)
      .select(["actor_kind", "action", "subject_kind", "subject_id"])
      .where("action", "=", "lookups.limited")
      .where("legal_entity", "=", shop.legalEntity)
      .execute();
  const before = await stopped();

  // A fifth of the hour's look-ups within a minute.
  for (let n = 0; n < 20; n += 1) await search();
  const asks = [
    search,
    async () => await shop.associate(searchClientBook, { body: {} }),
    async () => await shop.associate(searchStoreBooks, { body: {} }),
    async () => await shop.associate(findAlikeAtStore, { body: { emails: ["ada@example.com"] } }),
    async () => await shop.associate(readToday, { body: {} }),
  ];
  for (const ask of asks) {
    const refused = await ask().then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ kind: "too_many", code: "lookups.too_many", params: { seconds: 3 } });
  }
  expect(await entries()).toEqual([{ actor_kind: "pos", action: "lookups.limited", subject_kind: "register", subject_id: shop.register }]);
  expect(await stopped()).toBe(before + 1);
  await search(colleague);

  // The minute's allowance fills up again; then the hour's limit ends it.
  const begun = clock.now().getTime();
  let found = 20;
  for (let second = 1; second <= 1200; second += 1) {
    clock.set(new Date(begun + second * 1000).toISOString());
    const isFound = await search().then(
      () => true,
      () => false,
    );
    if (isFound) found += 1;
  }
  expect(found).toBeGreaterThanOrEqual(130);
  expect(found).toBeLessThanOrEqual(134);
  expect(await entries()).toHaveLength(1);

  clock.set(new Date(begun + 25 * 3600_000).toISOString());
  expect(await stopped()).toBe(0);
});

test("S14 a person who reaches the limit in the middle of a sale keeps the customers they had open, and opens no others; their notes are stored", async () => {
  clock.set("2026-03-10T12:00:00Z");
  const shop = await newBookShop(server);
  const [mine, other] = await addClients(server, shop, accounts("M", "O"));
  const page = async (customerId: string) => await shop.associate(getCustomer, { params: { customerId } });
  await page(mine);
  const stopped = { kind: "too_many", code: "lookups.too_many" };
  for (let n = 0; n < 19; n += 1) await shop.associate(searchCustomers, { body: { query: "client" } });
  await expect(shop.associate(searchCustomers, { body: { query: "client" } })).rejects.toMatchObject(stopped);
  await expect(page(other)).rejects.toMatchObject(stopped);
  await expect(shop.associate(getTimeline, { params: { customerId: other }, query: {} })).rejects.toMatchObject(stopped);
  for (let n = 0; n < 30; n += 1) expect(await page(mine)).toMatchObject({ customerId: mine });
  expect((await shop.associate(getTimeline, { params: { customerId: mine }, query: {} })).items).toMatchObject([{ kind: "owner" }]);
  const note = { id: "01980000-0000-7000-8000-000000000001", text: "Took the blue one", pinned: false };
  await shop.associate(addNote, { params: { customerId: mine }, body: note });
  // Another person's open customers are not theirs, and after an hour a page counts again.
  const colleague = await addAssociate(server, shop, { operatorId: "9" });
  for (let n = 0; n < 20; n += 1) await colleague(searchCustomers, { body: { query: "client" } });
  await expect(colleague(getCustomer, { params: { customerId: mine } })).rejects.toMatchObject(stopped);
  clock.set("2026-03-10T13:01:00Z");
  for (let n = 0; n < 20; n += 1) await shop.associate(searchCustomers, { body: { query: "client" } });
  await expect(page(mine)).rejects.toMatchObject(stopped);
});
