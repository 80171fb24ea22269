import type { LegalEntityCode } from "@rapport/contract";
import { deleteAttributeGroup, putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { deleteWorker, putLegalEntity, putStore, putWorker } from "@rapport/contract/organisation";
import {
  cancelSession,
  comparePublishedStore,
  getDistributionRun,
  getUnpublishedChanges,
  listDownloadSessions,
  listPublishedStores,
  putDistributionSettings,
  rerunSession,
  rollBackStore,
  startDistribution,
} from "@rapport/contract/publishing";
import { getPosSession } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { DistributionStep } from "../deps.ts";
import { ASSOCIATE_OPERATIONS, newBookShop, refused, testServer, type BookShop, type TestServer } from "../testing/index.ts";
import { distribute } from "./distribute.ts";

let server: TestServer;
let fails: (at: DistributionStep) => boolean = () => false;
/** What happens meanwhile. */
let meanwhile: (at: DistributionStep) => Promise<unknown> = () => Promise.resolve();
beforeAll(async () => {
  const beforeStep = async (at: DistributionStep) => {
    await meanwhile(at);
    if (fails(at)) throw new Error("injected");
  };
  server = await testServer({ background: false, clock: testClock("2026-11-29T10:00:00Z"), beforeStep, logLevel: "silent" });
});
beforeEach(() => {
  fails = () => false;
  meanwhile = () => Promise.resolve();
});
afterAll(async () => {
  await server.close();
});

const called = (text: string) => ({ en: text, nl: text });

/** A shop with some stores whose changes wait until they are published. Each store has snapshot 1 or a later one. */
async function quietShop(stores: readonly string[] = []): Promise<BookShop> {
  const shop = await newBookShop(server);
  for (const store of stores) await server.api(putStore, { params: { ...shop, store }, body: { name: `Store ${store}` } });
  await server.api(putLegalEntity, { params: shop, body: { publishAtOnce: null } });
  return shop;
}

type Of = { readonly legalEntity: LegalEntityCode };
const rename = async (of: Of, name: string) => await server.api(putWorker, { params: { legalEntity: of.legalEntity, operatorId: "1001" }, body: { name } });
const start = async ({ legalEntity }: Of, body: object = {}) => await server.api(startDistribution, { params: { legalEntity }, body: body as never });
const run = async (of: Of, body: object = {}) => {
  const { run: number } = await start(of, body);
  await distribute(server.deps, of.legalEntity);
  return await server.api(getDistributionRun, { params: { legalEntity: of.legalEntity, run: number } });
};
const unpublished = async ({ legalEntity }: Of) => await server.api(getUnpublishedChanges, { params: { legalEntity } });
const sessions = async ({ legalEntity }: Of, query: object = {}) => (await server.api(listDownloadSessions, { params: { legalEntity }, query })).sessions;
const nameAtRegister = async ({ associate }: BookShop) => (await associate(getPosSession)).worker.name;

test("DEC10 PB5 unpublished changes say who changed what from what to what, which job carries it and who waits, and publishing brings just that", async () => {
  const shop = await quietShop(["S2"]);
  const { legalEntity } = shop;
  expect(await unpublished(shop)).toEqual({ changes: [], total: 0, jobs: [], waiting: 0, neverPublished: 0, stores: 2, paused: 0, publishable: 0, held: [] });
  expect(await refused(server.api, startDistribution, { params: shop, body: {} })).toMatchObject({ code: "publishing.nothing" });
  const person = await server.asHeadquarters();
  await person(putWorker, { params: { legalEntity, operatorId: "1001" }, body: { name: "Ann" } });
  await person(putStore, { params: { legalEntity, store: "S2" }, body: { timeZone: "Asia/Tokyo" } });
  await server.api(putWorker, { params: { legalEntity, operatorId: "gone" }, body: { name: "Gone" } });
  await run(shop, { jobs: [1060], stores: ["S1"] });
  await person(deleteWorker, { params: { legalEntity, operatorId: "gone" } });
  const { changes, jobs, waiting } = await unpublished(shop);
  expect(changes.map(({ at: _, ...change }) => change)).toEqual([
    {
      section: "workers",
      key: "gone",
      name: "Gone",
      kind: "removed",
      field: null,
      from: expect.objectContaining({ name: "Gone" }) as unknown,
      to: null,
      job: 1060,
      stores: ["S1"],
      storeCount: 1,
      by: "Analyst",
    },
    {
      section: "store",
      key: "S2",
      name: "Store S2",
      kind: "changed",
      field: "timeZone",
      from: null,
      to: "Asia/Tokyo",
      job: 1070,
      stores: ["S2"],
      storeCount: 1,
      by: "Analyst",
    },
    {
      section: "workers",
      key: "1001",
      name: "Ann",
      kind: "changed",
      field: "name",
      from: "Associate",
      to: "Ann",
      job: 1060,
      stores: ["S2"],
      storeCount: 1,
      by: "Analyst",
    },
  ]);
  expect([jobs, waiting]).toEqual([[1070, 1060], 2]);
  const done = await run(shop);
  expect(done).toMatchObject({ jobs: [1070, 1060], stores: 2, applied: 2, failed: 0, full: false });
  expect(done.endedAt).not.toBeNull();
  expect(await unpublished(shop)).toMatchObject({ total: 0, waiting: 0 });
  await person(putStore, { params: { legalEntity, store: "S3" }, body: { name: "Store S3" } });
  // It gets everything. The others get its name.
  expect(await unpublished(shop)).toMatchObject({ total: 1, waiting: 3, neverPublished: 1, stores: 3 });
});

test("PB7 jobs that would leave a name without its thing are refused before they start, with those that run together", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  await server.api(putAttribute, { params: { ...params, code: "hat" }, body: { name: called("Hat"), type: "text", multiple: false, refinable: false } });
  await server.api(putAttributeGroup, {
    params: { ...params, code: "hats" },
    body: { name: called("Hats"), members: [{ attribute: "hat", displayOrder: 1 }] },
  });
  await server.api(putParameters, { params, body: { clientBookAttributeGroup: "hats" } });
  await server.api(deleteAttributeGroup, { params: { ...params, code: "bookGroup" } });
  const wrong = async (jobs: number[]) => await refused(server.api, startDistribution, { params, body: { jobs: jobs as never } });
  expect(await wrong([1110])).toMatchObject({ code: "publishing.incoherent", params: { names: ["hats"], jobs: [1040, 1150, 1110] } });
  expect(await wrong([1040, 1150])).toMatchObject({ code: "publishing.incoherent", params: { names: ["bookGroup"], jobs: [1040, 1150, 1110] } });
  expect(await sessions(shop)).toEqual([]);
  expect(await run(shop, { jobs: [1110, 1150, 1040] })).toMatchObject({ jobs: [1040, 1150, 1110], applied: 1 });
  expect(await unpublished(shop)).toMatchObject({ total: 0 });
});

test("R79 R82 a full run carries everything of its jobs, a delta what differs, and 1010 counts customers", async () => {
  const shop = await quietShop(["S2"]);
  await rename(shop, "Ann");
  expect(await run(shop, { jobs: [1060], stores: ["S2"] })).toMatchObject({ stores: 1, applied: 1, rows: 1, customers: null });
  const whole = await run(shop, { jobs: [1040, 1060], full: true });
  // Seven attributes and one worker for each store.
  expect(whole).toMatchObject({ stores: 2, applied: 2, rows: 16, full: true });
  expect(whole.bytes).toBeGreaterThan(1000);
  expect(await run(shop, { jobs: [1010] })).toMatchObject({ stores: 0, customers: 0 });
  // The second store had all of it already, so it keeps its snapshot.
  const [two, one] = await sessions(shop, { run: whole.run });
  expect([one?.store, one?.snapshot === null, two?.store, two?.snapshot]).toEqual(["S1", false, "S2", null]);
});

test("R81 case 54 a session that fails is tried three times, then cancelled with the reason, and can be run again", async () => {
  const shop = await quietShop();
  fails = ({ step }) => step === "apply";
  await rename(shop, "Ann");
  await start(shop);
  const states: unknown[] = [];
  for (const _ of [1, 2, 3, 4]) {
    await distribute(server.deps, shop.legalEntity);
    states.push((await sessions(shop)).map(({ state, tries, reason }) => [state, tries, reason])[0]);
  }
  expect(states).toEqual([
    ["applyFailed", 1, "fault"],
    ["applyFailed", 2, "fault"],
    ["canceled", 3, "tooManyTries"],
    ["canceled", 3, "tooManyTries"],
  ]);
  expect(await nameAtRegister(shop)).toBe("Associate");
  fails = () => false;
  const [{ session } = { session: 0 }] = await sessions(shop);
  const params = { legalEntity: shop.legalEntity, session };
  await server.api(rerunSession, { params });
  await distribute(server.deps, shop.legalEntity);
  expect(await sessions(shop)).toMatchObject([{ state: "applied", tries: 0, reason: null }]);
  expect(await nameAtRegister(shop)).toBe("Ann");
  expect(await refused(server.api, rerunSession, { params })).toMatchObject({ code: "distribution_session.state" });
  expect(await refused(server.api, cancelSession, { params })).toMatchObject({ code: "distribution_session.state" });
});

test("R81 case 55 where order is kept, a session that failed is suspended, and those behind it wait until it is run again or cancelled", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  await server.api(putDistributionSettings, { params, body: { keepOrder: true, tries: 1 } });
  fails = ({ step }) => step === "download";
  for (const name of ["Ann", "Bea", "Cid"]) {
    await rename(shop, name);
    await start(shop);
  }
  await distribute(server.deps, shop.legalEntity);
  fails = () => false;
  await distribute(server.deps, shop.legalEntity);
  const states = async () => (await sessions(shop)).map(({ state }) => state).toReversed();
  expect(await states()).toEqual(["suspended", "available", "available"]);
  const [first] = (await sessions(shop)).toReversed();
  await server.api(cancelSession, { params: { ...params, session: first?.session ?? 0 } });
  await distribute(server.deps, shop.legalEntity);
  expect(await states()).toEqual(["canceled", "applied", "applied"]);
  expect(await nameAtRegister(shop)).toBe("Cid");
  // Run again after later ones: it brings nothing that they brought.
  await server.api(rerunSession, { params: { ...params, session: first?.session ?? 0 } });
  await distribute(server.deps, shop.legalEntity);
  expect(await states()).toEqual(["applied", "applied", "applied"]);
  expect(await nameAtRegister(shop)).toBe("Cid");
});

test("PB2 a run brings its jobs as headquarters had them, also when a run before it never arrives or is run again after it", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity, store: "S1" };
  const open = async () => (await server.api(comparePublishedStore, { params })).total;
  await server.api(putStore, { params, body: { city: "Ghent" } });
  await start(shop, { jobs: [1070] });
  await server.api(putStore, { params, body: { idleMinutes: 7 } });
  await start(shop, { jobs: [1070] });
  const [, first] = await sessions(shop);
  const of = { params: { ...params, session: first?.session ?? 0 } };
  await server.api(cancelSession, of);
  await distribute(server.deps, shop.legalEntity);
  expect(await open()).toBe(0);
  // Cancelled before the next one was made, which so has nothing of it.
  await server.api(putStore, { params, body: { city: "Bruges" } });
  await start(shop, { jobs: [1070] });
  const [third] = await sessions(shop);
  const ofThird = { params: { ...params, session: third?.session ?? 0 } };
  await server.api(cancelSession, ofThird);
  await server.api(putStore, { params, body: { city: "Ghent", idleMinutes: 9 } });
  await run(shop, { jobs: [1070] });
  await server.api(rerunSession, ofThird);
  await distribute(server.deps, shop.legalEntity);
  expect(await open()).toBe(0);
});

test("R82 PB10 a session that is cancelled while it is delivered stays cancelled, also when its delivery fails, and one that a newer state replaced is not run again", async () => {
  const shop = await quietShop();
  const { legalEntity } = shop;
  const states = async () => (await sessions(shop)).map(({ state, reason }) => [state, reason]);
  await rename(shop, "Cancelled");
  meanwhile = async ({ step, session }) => step === "download" && (await server.api(cancelSession, { params: { legalEntity, session } }));
  expect(await run(shop)).toMatchObject({ stores: 1, applied: 0, canceled: 1 });
  expect([await states(), await nameAtRegister(shop)]).toEqual([[["canceled", "byPerson"]], "Associate"]);
  fails = () => true;
  expect(await run(shop)).toMatchObject({ applied: 0, canceled: 1 });
  meanwhile = () => Promise.resolve();
  await run(shop);
  fails = () => false;
  await server.api(putLegalEntity, { params: shop, body: { publishAtOnce: true } });
  const [newest] = await sessions(shop);
  expect([newest?.state, newest?.reason, await nameAtRegister(shop)]).toEqual(["canceled", "overtaken", "Cancelled"]);
  const again = { params: { legalEntity, session: newest?.session ?? 0 } };
  expect(await refused(server.api, rerunSession, again)).toMatchObject({ code: "distribution_session.state" });
});

test("PB3 PB10 a store goes back to an earlier snapshot, and gets back nothing that was taken away", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity, store: "S1" };
  const look = async () => await server.api(comparePublishedStore, { params });
  const { snapshot: before } = (await look()).store;
  await server.api(putWorker, { params: { ...params, operatorId: "1001" }, body: { name: "Ann", operations: [712] } });
  await run(shop);
  await rename(shop, "Bea");
  await start(shop);
  const from = (before ?? 0) + 1;
  expect(await refused(server.api, rollBackStore, { params, body: { from: before ?? 0, to: 1 } })).toMatchObject({
    code: "publishing.meanwhile",
    params: { snapshot: from },
  });
  expect(await refused(server.api, rollBackStore, { params, body: { from, to: from } })).toMatchObject({ code: "publishing.no_snapshot" });
  expect(await server.api(rollBackStore, { params, body: { from, to: before ?? 0 } })).toEqual({ snapshot: from + 1 });
  const session = await shop.associate(getPosSession);
  expect(session.worker.name).toBe("Associate");
  expect(session.permissions.filter((permission) => permission.startsWith("clientBook"))).toEqual(["clientBook.view"]);
  expect((await sessions(shop))[0]).toMatchObject({ state: "canceled", reason: "rolledBack" });
  const { differences, snapshots, store } = await look();
  expect(differences.map(({ field, from: has, to }) => [field, has, to])).toEqual([
    ["name", "Associate", "Bea"],
    ["operations", [...ASSOCIATE_OPERATIONS], [712]],
  ]);
  expect(snapshots.slice(0, 2).map(({ number, sameAs }) => [number, sameAs])).toEqual([
    [from + 1, before],
    [from, null],
  ]);
  expect(store).toMatchObject({ snapshot: from + 1, needs: [1060], sessions: 0 });
  expect((await server.api(listPublishedStores, { params })).stores).toEqual([store]);
  await run(shop);
  expect(await nameAtRegister(shop)).toBe("Bea");
});
