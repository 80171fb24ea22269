import { putLegalEntity, putWorker } from "@rapport/contract/organisation";
import {
  cancelSession,
  getUnpublishedChanges,
  listDistributionRuns,
  listDownloadSessions,
  putDistributionSettings,
  rerunSession,
  startDistribution,
} from "@rapport/contract/publishing";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newBookShop, refused, testServer, type TestServer } from "../testing/index.ts";
import { distribute } from "./distribute.ts";
import { forgetOld } from "./forget-snapshots.ts";
import { forgetRuns } from "./run-queries.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
let fails = false;
beforeAll(async () => {
  const beforeStep = async () => await (fails ? Promise.reject(new Error("injected")) : Promise.resolve());
  server = await testServer({ background: false, clock, beforeStep, logLevel: "silent" });
});
afterAll(async () => await server.close());

async function quietShop() {
  const shop = await newBookShop(server);
  const { api, deps } = server;
  const params = { legalEntity: shop.legalEntity };
  await api(putLegalEntity, { params, body: { publishAtOnce: null } });
  const publish = async (name: string) => {
    await api(putWorker, { params: { ...params, operatorId: shop.operatorId }, body: { name } });
    await api(startDistribution, { params, body: {} });
    await distribute(deps, shop.legalEntity);
  };
  const sessions = async () => (await api(listDownloadSessions, { params, query: {} })).sessions;
  const runs = async () => (await api(listDistributionRuns, { params, query: {} })).runs.map(({ run }) => run);
  return { api, params, publish, sessions, runs };
}

test("R80 a long history is forgotten in portions, the oldest runs first", async () => {
  const { params, publish } = await quietShop();
  const { legalEntity } = params;
  const { db } = server.deps;
  await sql`insert into distribution_run (legal_entity, jobs, whole, started_at) select ${legalEntity}, '{1060}', false, now() from generate_series(1, 320)`.execute(
    db,
  );
  await publish("A");
  const numbers = async () => {
    const rows = await db.selectFrom("distribution_run").select("number").where("legal_entity", "=", legalEntity).orderBy("number").execute();
    return rows.map(({ number }) => Number(number));
  };
  const before = (await numbers()).length;
  const [first] = await numbers();
  const dropped = await db.transaction().execute(async (trx) => await forgetRuns(trx, { legalEntity, runs: 200, sessions: 1, most: 7 }));
  expect([dropped, (await numbers()).length, (await numbers()).includes(first as number)]).toEqual([7, before - 7, false]);
  await forgetOld(server.deps);
  expect((await numbers()).length).toBeLessThan(before - 100);
  expect((await numbers()).length).toBeGreaterThanOrEqual(200);
});

test("R80 R82 old runs and their sessions are forgotten whole, and none that is open, or came after one that is", async () => {
  const { api, params, publish, sessions, runs } = await quietShop();
  const forget = async () =>
    await server.deps.db.transaction().execute(async (trx) => await forgetRuns(trx, { legalEntity: params.legalEntity, runs: 1, sessions: 2, most: 50 }));
  for (const name of ["A", "B", "C", "D"]) await publish(name);
  const [newest, before, ...older] = await runs();
  expect(older.length).toBe(2);
  await forget();
  expect(await runs()).toEqual([newest, before]);
  expect((await sessions()).map(({ run }) => run)).toEqual([newest, before]);
  await api(putDistributionSettings, { params, body: { keepOrder: true, tries: 1 } });
  fails = true;
  await publish("E");
  fails = false;
  for (const name of ["F", "G", "H"]) await publish(name);
  const kept = await runs();
  await forget();
  expect(await runs()).toEqual(kept.slice(0, 4));
  expect((await sessions()).map(({ state }) => state)).toEqual(["available", "available", "available", "suspended"]);
});

test("R82 a session whose contents are not kept any more is not offered to be run again, and refused", async () => {
  const { api, params, publish, sessions } = await quietShop();
  await api(putDistributionSettings, { params, body: { tries: 1 } });
  fails = true;
  await publish("Never seen");
  fails = false;
  const [failed] = await sessions();
  expect(failed).toMatchObject({ state: "canceled", reason: "tooManyTries", rerunnable: true });
  await publish("Seen");
  const before = clock.now();
  clock.set(new Date(before.getTime() + 31 * 86_400_000));
  await forgetOld(server.deps);
  clock.set(before);
  expect((await sessions()).find(({ session }) => session === failed?.session)).toMatchObject({ rerunnable: false });
  const again = { params: { ...params, session: failed?.session ?? 0 } };
  expect(await refused(api, rerunSession, again)).toMatchObject({ code: "distribution_session.contents_gone" });
});

test("R81 case 55 what a suspended session holds up is told with what waits behind it, and Publish is not offered for its store", async () => {
  const { api, params, publish, sessions } = await quietShop();
  await api(putDistributionSettings, { params, body: { keepOrder: true, tries: 1 } });
  fails = true;
  await publish("Ann");
  fails = false;
  await publish("Bea");
  await api(putWorker, { params: { ...params, operatorId: "1001" }, body: { name: "Cid" } });
  const unpublished = async () => await api(getUnpublishedChanges, { params });
  const suspended = (await sessions()).find(({ state }) => state === "suspended");
  expect(await unpublished()).toMatchObject({ waiting: 1, publishable: 0, held: [{ session: suspended?.session, store: suspended?.store, behind: 1 }] });
  // Run again, it and the one behind it are applied in their order.
  await api(rerunSession, { params: { ...params, session: suspended?.session ?? 0 } });
  await distribute(server.deps, params.legalEntity);
  expect((await sessions()).map(({ state }) => state).slice(0, 2)).toEqual(["applied", "applied"]);
  expect(await unpublished()).toMatchObject({ waiting: 1, publishable: 1, held: [] });
  fails = true;
  await api(startDistribution, { params, body: {} });
  await distribute(server.deps, params.legalEntity);
  fails = false;
  const [last] = await sessions();
  await api(cancelSession, { params: { ...params, session: last?.session ?? 0 } });
  expect(await unpublished()).toMatchObject({ waiting: 1, publishable: 1, held: [] });
});
