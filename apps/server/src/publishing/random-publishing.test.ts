import { deleteAttributeGroup, putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { putScreenLayout } from "@rapport/contract/layouts";
import { getWorker, putLegalEntity, putPermissionGroup, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import {
  cancelSession,
  comparePublishedStore,
  getUnpublishedChanges,
  JOBS_IN_ORDER,
  listDownloadSessions,
  putDistributionSettings,
  rerunSession,
  rollBackStore,
  startDistribution,
} from "@rapport/contract/publishing";
import { Refusal } from "@rapport/contract";
import { getPosSession } from "@rapport/contract/sessions";
import { danglingNames, type SectionHashes } from "@rapport/domain/publishing";
import { randomWords, testRounds } from "@rapport/testkit";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newBookShop, testServer, type TestServer } from "../testing/index.ts";
import { start } from "./at-once.ts";
import { distribute } from "./distribute.ts";
import { forgetOld } from "./forget-snapshots.ts";
import { storesNow } from "./queries.ts";
import { headquartersState, textsOfJobs } from "./headquarters-state.fixture.ts";
import { configOf } from "./store-config.ts";

let server: TestServer;
let chance = fractions(1);
let failing = 0;
let dying = 0;
/** Ends the work of a process here, and leaves in the database what a process that is killed leaves: nothing of its open transaction, all that was committed. */
const killed = () => Object.assign(new Error("killed"), { code: "57P01" });
beforeAll(async () => {
  const beforeStep = async () => {
    const at = chance();
    await (at < dying ? Promise.reject(killed()) : at < dying + failing ? Promise.reject(new Error("injected")) : Promise.resolve());
  };
  server = await testServer({ background: false, beforeStep, logLevel: "silent" });
});
afterAll(async () => {
  await server.close();
});

/** A repeatable sequence of numbers from 0 to 1. */
function fractions(seed: number): () => number {
  const word = randomWords(seed);
  return () => word() / 4_294_967_296;
}
const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
const some = <T>(of: readonly T[]): T[] => of.filter(() => chance() < 0.4);
const called = (text: string) => ({ en: text, nl: text });

const STEPS = 45;
const layouts = ["floor", "till", null];

test.for(Array.from({ length: testRounds }, () => randomInt(1_000_000)))(
  "PB2 PB3 PB7 with random edits, jobs, failures, kills, cancelled and repeated sessions and going back, a store shows what was published and holds together, less what was taken away, seed %i",
  async (seed) => {
    chance = fractions(seed);
    const shop = await newBookShop(server);
    const { legalEntity, operatorId } = shop;
    const params = { legalEntity };
    const { api } = server;
    const { db } = server.deps;
    const stores = ["S1", "S2", "S3"];
    for (const store of stores.slice(1)) await api(putStore, { params: { ...params, store }, body: { name: store } });
    await api(putLegalEntity, { params, body: { publishAtOnce: null } });
    /** What was published to each store, by job: all that headquarters had of it when a run was begun, and not what it had in between. */
    const publishedTo = new Set<string>();
    const shownAt = async ({ sections }: { readonly sections: unknown }) => await configOf(db, { legalEntity, sections: sections as SectionHashes });
    const ignoring = async (codes: readonly string[], work: () => Promise<unknown>) => {
      await work().catch((error: unknown) => {
        if (!(error instanceof Refusal) || !codes.includes(error.code)) throw error;
      });
    };
    /** A process that was killed starts again, and goes on with what it left. */
    const untilKilled = async () => {
      const end = await distribute(server.deps, legalEntity).catch((error: unknown) => error as Error);
      if (!(end instanceof Error)) return;
      expect(end).toMatchObject({ message: "killed" });
      await start(server.deps);
    };
    const edits: readonly (() => Promise<unknown>)[] = [
      async () =>
        await api(putWorker, { params: { ...params, operatorId }, body: { name: `Name ${chance()}`, operations: some([712, 713, 714, 715] as const) } }),
      async () =>
        await ignoring(
          ["permission_group.unknown", "screen_layout.unknown"],
          async () =>
            await api(putWorker, { params: { ...params, operatorId }, body: { permissionGroup: pick(["group", null]), screenLayout: pick(layouts) } }),
        ),
      async () =>
        await api(putPermissionGroup, {
          params: { ...params, code: "group" },
          body: { name: `Group ${chance()}`, operations: some([712, 713, 714] as const) },
        }),
      async () => await api(putStore, { params: { ...params, store: pick(stores) }, body: { city: `City ${chance()}` } }),
      async () =>
        await ignoring(
          ["screen_layout.unknown"],
          async () =>
            await api(putStore, { params: { ...params, store: pick(stores) }, body: { screenLayout: pick(layouts), idleMinutes: pick([5, 10, null]) } }),
        ),
      async () =>
        await ignoring(["screen_layout.unknown"], async () => {
          const body = { store: pick(stores), name: `Register ${chance()}`, screenLayout: pick(layouts) };
          await api(putRegister, { params: { ...params, register: `R-${legalEntity}` }, body });
        }),
      async () => {
        const buttons = [{ operation: pick([712, 713]), row: 1, column: 1, columnSpan: pick([1, 2]) }];
        const sizes = [{ kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 1, columns: 2, buttons }] }];
        await api(putScreenLayout, { params: { ...params, code: pick(["floor", "till"]) }, body: { name: called(`${chance()}`), sizes } });
      },
      async () =>
        await api(putAttribute, {
          params: { ...params, code: pick(["a", "b"]) },
          body: { name: called(`${chance()}`), type: "text", multiple: false, refinable: false },
        }),
      async () =>
        await ignoring(["attribute.unknown"], async () => {
          const members = some(["a", "b"]).map((attribute, at) => ({ attribute, displayOrder: at + 1 }));
          await api(putAttributeGroup, { params: { ...params, code: pick(["g", "h"]) }, body: { name: called(`${chance()}`), members } });
        }),
      async () =>
        await ignoring(
          ["attribute_group.unknown"],
          async () => await api(putParameters, { params, body: { clientBookAttributeGroup: pick(["g", "h", "bookGroup"]) } }),
        ),
      async () =>
        await ignoring(
          ["attribute_group.in_use", "attribute_group.missing"],
          async () => await api(deleteAttributeGroup, { params: { ...params, code: pick(["g", "h"]) } }),
        ),
    ];
    const acts: readonly (() => Promise<unknown>)[] = [
      async () => await pick(edits)(),
      async () => await pick(edits)(),
      async () =>
        await ignoring(["publishing.nothing", "publishing.incoherent"], async () => {
          const jobs = some(JOBS_IN_ORDER);
          const chosen = some(stores);
          const body = { ...(jobs.length > 0 && { jobs }), ...(chosen.length > 0 && { stores: chosen }), full: chance() < 0.3 };
          const drafted = await headquartersState(api, legalEntity);
          await api(startDistribution, { params, body });
          for (const [store, state] of drafted) for (const text of textsOfJobs(store, state)) publishedTo.add(text);
        }),
      async () => await untilKilled(),
      async () => await untilKilled(),
      async () => {
        const { sessions } = await api(listDownloadSessions, { params, query: {} });
        if (sessions.length === 0) return;
        const of = { params: { ...params, session: pick(sessions).session } };
        await ignoring(["distribution_session.state"], async () => await api(pick([rerunSession, cancelSession]), of));
      },
      async () => await api(putDistributionSettings, { params, body: { keepOrder: chance() < 0.5, tries: pick([1, 3]) } }),
      async () => await forgetOld(server.deps),
      async () => {
        const store = pick(stores);
        const { snapshots } = await api(comparePublishedStore, { params: { ...params, store } });
        const [now, ...earlier] = snapshots;
        if (now !== undefined && earlier.length > 0 && chance() < 0.3)
          await api(rollBackStore, { params: { ...params, store }, body: { from: now.number, to: pick(earlier).number } });
      },
    ];
    // What was published while the shop was made.
    for (const snapshot of await db.selectFrom("store_snapshot").select(["store", "sections"]).where("legal_entity", "=", legalEntity).execute())
      for (const text of textsOfJobs(snapshot.store, await shownAt(snapshot))) publishedTo.add(text);
    [failing, dying] = [0.2, 0.15];
    for (let step = 0; step < STEPS; step += 1) {
      let published = false;
      await pick(acts)();
      for (const { store, sections } of await storesNow(db, { legalEntity })) {
        const config = await shownAt({ sections });
        expect(textsOfJobs(store, config).filter((text) => !publishedTo.has(text))).toEqual([]);
        expect([store, danglingNames(config)]).toEqual([store, []]);
        if (store === "S1") published = operatorId in config.workers;
      }
      // A store that went back to before its worker was published knows nobody by that number.
      const session = await shop.associate(getPosSession).catch((error: Error) => error);
      if (!published) {
        expect(session).toMatchObject({ code: "session.nobody" });
        continue;
      }
      if (session instanceof Error) throw session;
      const { holds } = await api(getWorker, { params: { ...params, operatorId } });
      const given = { 712: "clientBook.view", 713: "clientBook.viewStore", 714: "clientBook.add", 715: "clientBook.remove" } as const;
      const taken = Object.entries(given).filter(([operation]) => !(holds as readonly number[]).includes(Number(operation)));
      expect(session.permissions.filter((permission) => taken.some(([, name]) => name === permission))).toEqual([]);
    }
    [failing, dying] = [0, 0];
    // Sessions that failed are tried again first, those that hold up others or would not hold together are cancelled, then what is left is published.
    const suspended = async () => (await api(listDownloadSessions, { params, query: { state: "suspended" } })).sessions;
    for (const { session } of await suspended()) await api(rerunSession, { params: { ...params, session } });
    for (let left = 4; left > 0; left -= 1) await distribute(server.deps, legalEntity);
    while ((await suspended()).length > 0) {
      for (const { session } of await suspended()) await api(cancelSession, { params: { ...params, session } });
      for (let left = 4; left > 0; left -= 1) await distribute(server.deps, legalEntity);
    }
    await ignoring(["publishing.nothing"], async () => await api(startDistribution, { params, body: {} }));
    await distribute(server.deps, legalEntity);
    expect(await api(getUnpublishedChanges, { params })).toMatchObject({ total: 0, waiting: 0 });
    const headquarters = await headquartersState(api, legalEntity);
    for (const { store, sections } of await storesNow(db, { legalEntity }))
      expect({ store, shows: await shownAt({ sections }) }).toEqual({ store, shows: headquarters.get(store) });
  },
);
