import { StoreGroupCode } from "@rapport/contract";
import { randomUUID } from "node:crypto";
import * as publishing from "@rapport/contract/publishing";
import type { TestServer } from "../../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const own = (_: Tenant, { legalEntity }: Tenant) => ({ params: { legalEntity } });
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
/** Counts customers: a run in which nothing happens afterwards. */
const counting = { jobs: [1010 as const] };
const settings = { keepOrder: true, tries: 3 };

async function runOf({ legalEntity }: Tenant, { api }: TestServer): Promise<number> {
  return (await api(publishing.startDistribution, { params: { legalEntity }, body: counting })).run;
}

/** A session behind a suspended one, so that nothing happens with it in the background. */
async function sessionOf(home: Tenant, server: TestServer): Promise<{ legalEntity: Tenant["legalEntity"]; session: number }> {
  const { legalEntity, code } = home;
  await server.api(publishing.putDistributionSettings, { params: { legalEntity }, body: settings });
  const run = await runOf(home, server);
  const suspended = { run, legal_entity: legalEntity, store: code, state: "suspended", sections: "{}", rows: 0, bytes: 0, created_at: new Date() };
  const made = await server.deps.db.insertInto("distribution_session").values([suspended, suspended]).returning("number").execute();
  return { legalEntity, session: Math.max(...made.map(({ number }) => Number(number))) };
}

/** Another name each time: a schedule is known by it. */
const schedule = ({ mark }: Tenant) => ({ name: `${mark} ${randomUUID()}`, jobs: [1010 as const], startsAt: "2099-01-01T03:00" });

async function scheduleOf(home: Tenant, { api }: TestServer): Promise<{ legalEntity: Tenant["legalEntity"]; schedule: number }> {
  const made = await api(publishing.addSchedule, { ...ofEntity(home), body: schedule(home) });
  return { legalEntity: home.legalEntity, schedule: made.schedule };
}

const group = ({ code, legalEntity }: Tenant) => ({ legalEntity, code: StoreGroupCode.parse(code) });

async function groupOf(home: Tenant, { api }: TestServer) {
  await api(publishing.putStoreGroup, { params: group(home), body: { name: home.mark } });
  return group(home);
}

export const publishingRights: readonly Right[] = [
  right(publishing.getUnpublishedChanges, { customers: "none", request: ofEntity, otherTenant: { request: own, answer: "own" } }),
  right(publishing.listPublishedStores, { customers: "none", request: ofEntity, shows: true, otherTenant: { request: own, answer: "own" } }),
  right(publishing.comparePublishedStore, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: code } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(publishing.rollBackStore, {
    customers: "none",
    request: async ({ legalEntity, code }, { deps: { db } }) => {
      const { current } = await db
        .selectFrom("store_publication")
        .select("current")
        .where("legal_entity", "=", legalEntity)
        .where("store", "=", code)
        .executeTakeFirstOrThrow();
      return { params: { legalEntity, store: code }, body: { from: current ?? 0, to: 1 } };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code }, body: { from: 2, to: 1 } }), answer: "refused" },
  }),
  right(publishing.startDistribution, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity }, body: counting }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity }, body: { ...counting, stores: [code] } }), answer: "refused" },
  }),
  right(publishing.listDistributionRuns, { customers: "none", request: ofEntity, otherTenant: { request: own, answer: "own" } }),
  right(publishing.getDistributionRun, {
    customers: "none",
    request: async (home, server) => ({ params: { legalEntity: home.legalEntity, run: await runOf(home, server) } }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { legalEntity, run: await runOf(home, server) } }), answer: "refused" },
  }),
  right(publishing.listDownloadSessions, { customers: "none", request: ofEntity, otherTenant: { request: own, answer: "own" } }),
  right(publishing.rerunSession, {
    customers: "none",
    request: async (home, server) => ({ params: await sessionOf(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await sessionOf(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(publishing.cancelSession, {
    customers: "none",
    request: async (home, server) => ({ params: await sessionOf(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await sessionOf(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(publishing.listSchedules, {
    customers: "none",
    request: async (home, server) => {
      await scheduleOf(home, server);
      return ofEntity(home);
    },
    shows: true,
    otherTenant: { request: own, answer: "own" },
  }),
  right(publishing.addSchedule, {
    customers: "none",
    request: (home) => ({ ...ofEntity(home), body: schedule(home) }),
    otherTenant: { request: (_, other) => ({ ...ofEntity(other), body: schedule(other) }), answer: "own" },
  }),
  right(publishing.putSchedule, {
    customers: "none",
    request: async (home, server) => ({ params: await scheduleOf(home, server), body: { jobs: [1010 as const, 1060 as const] } }),
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await scheduleOf(home, server)), legalEntity }, body: { paused: true } }),
      answer: "refused",
    },
  }),
  right(publishing.pauseSchedule, {
    customers: "none",
    request: async (home, server) => ({ params: await scheduleOf(home, server), body: { paused: true } }),
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await scheduleOf(home, server)), legalEntity }, body: { paused: true } }),
      answer: "refused",
    },
  }),
  right(publishing.deleteSchedule, {
    customers: "none",
    request: async (home, server) => ({ params: await scheduleOf(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await scheduleOf(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(publishing.putStoreGroup, {
    customers: "none",
    request: (home) => ({ params: group(home), body: { name: home.mark } }),
    otherTenant: {
      request: (home, { legalEntity }) => ({ params: { ...group(home), legalEntity }, body: { name: "Own", stores: [home.code] } }),
      answer: "refused",
    },
  }),
  right(publishing.listStoreGroups, {
    customers: "none",
    request: async (home, server) => {
      await groupOf(home, server);
      return ofEntity(home);
    },
    shows: true,
    otherTenant: { request: own, answer: "own" },
  }),
  right(publishing.getStoreGroup, {
    customers: "none",
    request: async (home, server) => ({ params: await groupOf(home, server) }),
    shows: true,
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await groupOf(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(publishing.deleteStoreGroup, {
    customers: "none",
    request: async (home, server) => ({ params: await groupOf(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await groupOf(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(publishing.getDistributionSettings, { customers: "none", request: ofEntity, otherTenant: { request: own, answer: "own" } }),
  right(publishing.putDistributionSettings, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity }, body: settings }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity }, body: settings }), answer: "own" },
  }),
];
