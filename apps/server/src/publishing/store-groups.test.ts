import { StoreGroupCode, StoreNumber } from "@rapport/contract";
import { putLegalEntity, putStore, putWorker } from "@rapport/contract/organisation";
import {
  addSchedule,
  deleteStoreGroup,
  getStoreGroup,
  getUnpublishedChanges,
  listDownloadSessions,
  listPublishedStores,
  listStoreGroups,
  putDistributionSettings,
  putStoreGroup,
  startDistribution,
} from "@rapport/contract/publishing";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newBookShop, refused, testServer, type TestServer } from "../testing/index.ts";
import { distribute } from "./distribute.ts";
import { runDueSchedules } from "./schedules.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => await server.close());

const NORTH = StoreGroupCode.parse("north");

/** A legal entity with two more stores than its first, all published; then something to publish. */
async function three() {
  const shop = await newBookShop(server);
  const { api } = server;
  const params = { legalEntity: shop.legalEntity };
  const [two, last] = ["2", "3"].map((number) => StoreNumber.parse(number)) as [StoreNumber, StoreNumber];
  for (const store of [two, last]) await api(putStore, { params: { ...params, store }, body: { name: `Store ${store}` } });
  await api(putLegalEntity, { params, body: { publishAtOnce: null } });
  const change = async (name: string) => await api(putWorker, { params: { ...params, operatorId: shop.operatorId }, body: { name } });
  const put = async (body: object) => await api(putStoreGroup, { params: { ...params, code: NORTH }, body: body as never });
  const sessionsOf = async (run: number) => {
    const { sessions } = await api(listDownloadSessions, { params, query: { run } });
    return sessions.map(({ store, full, rows }) => ({ store, full, rows })).toSorted((a, b) => a.store.localeCompare(b.store));
  };
  const run = async (body: object) => {
    const { run: number } = await api(startDistribution, { params, body });
    await distribute(server.deps, shop.legalEntity);
    return await sessionsOf(number);
  };
  await change("Ann");
  return { api, params, shop, two, last, change, put, run };
}

test("R78 a group of stores is made, changed and deleted; a schedule and a run name it, and it is whoever is in it then", async () => {
  const { api, params, two, last, put, run, change } = await three();
  expect(await put({ name: "North", stores: [last, two, two] })).toMatchObject({ code: "north", stores: ["2", "3"], paused: false, saved: { version: 1 } });
  expect(await put({ name: "North" })).toMatchObject({ saved: { version: 1 } });
  expect(await refused(api, putStoreGroup, { params: { ...params, code: NORTH }, body: { stores: [StoreNumber.parse("nowhere")] } })).toMatchObject({
    code: "store.unknown",
  });
  expect(await refused(api, startDistribution, { params, body: { groups: [StoreGroupCode.parse("south")] } })).toMatchObject({ code: "store_group.unknown" });
  await api(putStoreGroup, { params: { ...params, code: StoreGroupCode.parse("empty") }, body: { name: "Empty" } });
  expect(await refused(api, startDistribution, { params, body: { groups: [StoreGroupCode.parse("empty")] } })).toMatchObject({
    code: "publishing.empty_group",
    params: { groups: ["empty"] },
  });
  await api(deleteStoreGroup, { params: { ...params, code: StoreGroupCode.parse("empty") } });
  expect((await run({ jobs: [1060], groups: [NORTH] })).map(({ store }) => store)).toEqual(["2", "3"]);

  const at = new Date(clock.now().getTime() + 3_600_000);
  const two0 = (part: number) => String(part).padStart(2, "0");
  const startsAt = `${at.getFullYear()}-${two0(at.getMonth() + 1)}-${two0(at.getDate())}T${two0(at.getHours())}:${two0(at.getMinutes())}`;
  expect(await api(addSchedule, { params, body: { name: "Nightly", jobs: [1060], groups: [NORTH], startsAt } })).toMatchObject({
    groups: ["north"],
    stores: null,
  });
  expect(await refused(api, deleteStoreGroup, { params: { ...params, code: NORTH } })).toMatchObject({
    code: "store_group.in_use",
    params: { schedules: ["Nightly"] },
  });
  await put({ stores: [last] });
  await change("Bea");
  clock.set(new Date(at.getTime() + 1));
  await runDueSchedules(server.deps);
  const { sessions } = await api(listDownloadSessions, { params, query: {} });
  expect(sessions[0]).toMatchObject({ store: "3", state: "available" });
  await server.deps.db.deleteFrom("distribution_schedule").where("legal_entity", "=", params.legalEntity).execute();
  expect(await api(listStoreGroups, { params })).toMatchObject({ total: 1, storeGroups: [{ code: "north", stores: ["3"] }] });
  await api(deleteStoreGroup, { params: { ...params, code: NORTH } });
  expect(await refused(api, getStoreGroup, { params: { ...params, code: NORTH } })).toMatchObject({ kind: "not_found" });
});

test("R85 stores of a paused group get nothing and wait for nothing, unless a run names them", async () => {
  const { api, params, two, last, put, run } = await three();
  await put({ name: "Not open yet", stores: [two, last], paused: true });
  expect(await api(getUnpublishedChanges, { params })).toMatchObject({ waiting: 1, stores: 1, paused: 2 });
  expect(await refused(api, startDistribution, { params, body: { jobs: [1060], groups: [NORTH] } })).toMatchObject({ code: "publishing.paused" });
  expect((await run({})).map(({ store }) => store)).not.toContain("2");
  expect(await refused(api, startDistribution, { params, body: {} })).toMatchObject({ code: "publishing.nothing" });
  expect((await run({ jobs: [1060], stores: [two] })).map(({ store }) => store)).toEqual(["2"]);
  const { stores } = await api(listPublishedStores, { params });
  expect(stores.map(({ store, paused, needs }) => [store, paused, needs]).filter(([store]) => store === "2" || store === "3")).toEqual([
    ["2", true, []],
    ["3", true, [1060]],
  ]);
  // A legal entity that publishes at once leaves them alone too.
  await api(putLegalEntity, { params, body: { publishAtOnce: true } });
  expect((await api(listPublishedStores, { params })).stores.find(({ store }) => store === "3")).toMatchObject({ needs: [1060] });
  await put({ paused: false });
  expect(await api(getUnpublishedChanges, { params })).toMatchObject({ paused: 0, waiting: 0 });
});

test("PB9 a store that leaves a paused group has everything at once: the group goes on, the store is taken out, or the group is deleted", async () => {
  const { api, params, two, last, change, put } = await three();
  const needs = async () => {
    const { stores } = await api(listPublishedStores, { params });
    return Object.fromEntries(stores.map((one) => [one.store, one.needs]));
  };
  await api(putLegalEntity, { params, body: { publishAtOnce: true } });
  await put({ name: "Not open yet", stores: [two, last], paused: true });
  await change("Bea");
  expect(await needs()).toMatchObject({ 2: [1060], 3: [1060] });
  await put({ stores: [last] });
  expect(await needs()).toMatchObject({ 2: [], 3: [1060] });
  await put({ paused: false });
  expect(await needs()).toMatchObject({ 2: [], 3: [] });
  await put({ paused: true });
  await change("Cleo");
  expect(await needs()).toMatchObject({ 2: [], 3: [1060] });
  await api(deleteStoreGroup, { params: { ...params, code: NORTH } });
  expect(await needs()).toMatchObject({ 2: [], 3: [] });
});

test("R84 after the set number of days a run sends a store everything again, and by time alone never at 0", async () => {
  const { api, params, two, run, change } = await three();
  const only = { jobs: [1060], stores: [two] };
  expect(await run(only)).toMatchObject([{ full: false }]);
  expect(await run(only)).toEqual([]);
  await api(putDistributionSettings, { params, body: { fullDays: 7 } });
  expect(await run(only)).toMatchObject([{ full: true }]);
  expect(await run(only)).toEqual([]);
  const before = clock.now();
  clock.set(new Date(before.getTime() + 6 * 86_400_000));
  await change("Cleo");
  expect(await run(only)).toMatchObject([{ full: false, rows: 1 }]);
  clock.set(new Date(before.getTime() + 8 * 86_400_000));
  expect(await run(only)).toMatchObject([{ full: true }]);
  clock.set(before);
});
