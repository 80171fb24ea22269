import { leaveClients, undoLeave } from "@rapport/contract/clienteling";
import { deleteWorker, putLegalEntity, putWorker } from "@rapport/contract/organisation";
import { getPosSession, getShownSnapshot, signInPos } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { newBookShop, testServer, type BookShop } from "../testing/index.ts";
import { forgetOld } from "./forget-snapshots.ts";
import { start } from "./index.ts";
import { publishNow } from "./publish.ts";

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
