import { addToClientBook, leaveClients, undoLeave } from "@rapport/contract/clienteling";
import { deleteWorker, putLegalEntity, putWorker } from "@rapport/contract/organisation";
import { startDistribution } from "@rapport/contract/publishing";
import { getPosSession, getShownSnapshot, signInPos } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newBookShop, testServer, type BookShop } from "../testing/index.ts";
import { distribute } from "./distribute.ts";
import { forgetOld } from "./forget-snapshots.ts";
import { start } from "./index.ts";
import { holdPublishing, publishNow } from "./publish.ts";

const server = await testServer({ background: false, clock: testClock("2026-11-29T10:00:00Z") });
const { api, deps } = server;
afterAll(async () => await server.close());

const PASSWORD = "password of theirs";

/** The code of the refusal; undefined when they are signed in. */
async function signIn(shop: BookShop, operatorId: string): Promise<string | undefined> {
  const headers = { cookie: await server.deviceOf(shop) };
  return (await server.inject({ method: "POST", url: signInPos.path, headers, payload: { operatorId, password: PASSWORD } })).json<{ code?: string }>().code;
}

async function addWorker({ legalEntity }: BookShop, operatorId: string, name: string): Promise<void> {
  const body = { name, employeeAddressBooks: ["staff"], operations: [712 as const], password: PASSWORD };
  await api(putWorker, { params: { legalEntity, operatorId }, body });
}

test("PB9 a leave that sets the last day, and its undoing, reach the stores at once like every change of a worker", async () => {
  const shop = await newBookShop(server);
  await addWorker(shop, "A", "Ann");
  await addWorker(shop, "B", "Ben");
  const params = { legalEntity: shop.legalEntity, operatorId: "A" };
  const { id } = await api(leaveClients, { params, body: { rule: { kind: "one", to: "B" }, employedTo: "2026-11-28" } });
  expect(await signIn(shop, "A")).toBe("sign_in.wrong");
  await api(undoLeave, { params: { ...params, leaveId: id } });
  expect(await signIn(shop, "A")).toBeUndefined();
});

test("PB9 what was stored when the process ended before it published is published at the next start", async () => {
  const shop = await newBookShop(server);
  await sql`update worker set name = 'Stored' where legal_entity = ${shop.legalEntity} and operator_id = ${shop.operatorId}`.execute(deps.db);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Associate");
  await start(deps);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Stored");
});

test("PB6 all but the newest twenty snapshots of a store are forgotten, with contents that nothing names any more", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, operatorId: shop.operatorId };
  for (let n = 0; n < 25; n += 1) await api(putWorker, { params, body: { name: `Name ${n}` } });
  const count = async (table: "store_snapshot" | "published_section") =>
    (await deps.db.selectFrom(table).select("legal_entity").where("legal_entity", "=", shop.legalEntity).execute()).length;
  const before = await count("published_section");
  await forgetOld(deps);
  expect(await count("store_snapshot")).toBe(20);
  expect(await count("published_section")).toBeLessThan(before);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Name 24");
});

test("PB9 PB6 while changes are published at once, registers are answered all the time, each answer from one of the states in their order", async () => {
  const shop = await newBookShop(server);
  await addWorker(shop, "A", "Ann");
  const named = (n: number) => `Name ${String(n).padStart(2, "0")}`;
  const params = { legalEntity: shop.legalEntity, operatorId: shop.operatorId };
  await api(putWorker, { params, body: { name: named(0) } });
  let isDone = false;
  const asked = async () => {
    const seen: string[] = [];
    while (!isDone) seen.push((await shop.associate(getPosSession)).worker.name);
    return seen;
  };
  const asking = [asked(), asked(), asked()];
  for (let n = 1; n <= 8; n += 1) await api(putWorker, { params, body: { name: named(n) } });
  // More at the same moment than there are connections to the database, each of which publishes; and a distribution that applies meanwhile.
  await api(startDistribution, { params: shop, body: { full: true, jobs: [9999] } });
  const many = Array.from({ length: 14 }, async (_, n) => await addWorker(shop, `W${n}`, "Worker"));
  await Promise.all([...many, distribute(deps, shop.legalEntity)]);
  isDone = true;
  for (const seen of await Promise.all(asking)) {
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted());
    expect(seen.at(-1)).toBe(named(8));
  }
  expect(await signIn(shop, "W13")).toBeUndefined();
});

test("PB2 a package is applied while more wait to publish than there are connections to the database: it needs no second one", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putLegalEntity, { params: shop, body: { publishAtOnce: null } });
  // So that the package holds what nobody has read yet.
  await api(putWorker, { params: shop, body: { name: "Renamed" } });
  await api(startDistribution, { params: shop, body: { full: true, jobs: [9999] } });
  const held = await deps.db.startTransaction().execute();
  const waiting = async (count: number) => {
    const waiters = sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    while (((await waiters.execute(held)).rows[0]?.n ?? 0) < count) await pause(20);
  };
  await holdPublishing(held, legalEntity);
  const applied = distribute(deps, legalEntity);
  await waiting(1);
  const publishing = Array.from({ length: 12 }, async () => await publishNow(deps, { legalEntity, jobs: [9999], by: null }));
  // With the one that holds and the one that applies, all ten are taken.
  await waiting(9);
  await held.rollback().execute();
  const began = Date.now();
  expect(await applied).toBeNull();
  await Promise.all(publishing);
  // Else it waited for a connection until that was given up.
  expect(Date.now() - began).toBeLessThan(20_000);
});

test("PB9 a change is published at once while a request of a register waits for a customer whom somebody else changes", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, [{ accountNumber: "1" }]);
  const params = { legalEntity: shop.legalEntity, operatorId: shop.operatorId };
  const held = await deps.db.startTransaction().execute();
  let adding: Promise<unknown>;
  try {
    await held.selectFrom("customer").select("id").where("id", "=", customerId).forUpdate().execute();
    adding = shop.associate(addToClientBook, { params: { customerId } });
    await api(putWorker, { params, body: { name: "Renamed" } });
    expect((await shop.associate(getPosSession)).worker.name).toBe("Renamed");
  } finally {
    await held.rollback().execute();
  }
  expect(await adding).toMatchObject({ clientBookId: "CB-0001" });
});

test("PB11 a device learns the number of its store's snapshot, whoever is signed in, and no other device learns one", async () => {
  const shop = await newBookShop(server);
  const shown = async (cookie?: string) =>
    (await server.inject({ url: getShownSnapshot.path, headers: cookie === undefined ? {} : { cookie } })).json<{ snapshot: number | null }>().snapshot;
  const device = await server.deviceOf(shop);
  const before = await shown(device);
  await api(putWorker, { params: shop, body: { name: "Renamed" } });
  expect(await shown(device)).toBe((before ?? 0) + 1);
  expect([await shown(), await shown("rapport_register=unknown")]).toEqual([null, null]);
});

test("PB8 somebody who got the operator id of a deleted worker is unknown to the store until 1060 has run", async () => {
  const shop = await newBookShop(server);
  await addWorker(shop, "A", "Ann");
  await api(putLegalEntity, { params: shop, body: { publishAtOnce: null } });
  await api(deleteWorker, { params: { legalEntity: shop.legalEntity, operatorId: "A" } });
  await addWorker(shop, "A", "Another");
  expect(await signIn(shop, "A")).toBe("sign_in.wrong");
  await publishNow(deps, { legalEntity: shop.legalEntity, jobs: [1060], by: null });
  expect(await signIn(shop, "A")).toBeUndefined();
});
