import { Refusal } from "@rapport/contract";
import { searchClientBook } from "@rapport/contract/clienteling";
import { searchCustomers } from "@rapport/contract/customers";
import { getServerCondition } from "@rapport/contract/system";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, addAssociate, addClients, newBookShop, testServer, type TestServer } from "../testing/index.ts";

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
    await server.deps.db
      .selectFrom("audit_log")
      .select(["actor_kind", "action", "subject_kind", "subject_id"])
      .where("action", "=", "lookups.limited")
      .where("legal_entity", "=", shop.legalEntity)
      .execute();
  const before = await stopped();

  // A fifth of the hour's look-ups within a minute.
  for (let n = 0; n < 20; n += 1) await search();
  for (const ask of [search, async () => await shop.associate(searchClientBook, { body: {} })]) {
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
