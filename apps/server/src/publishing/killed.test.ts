import { LegalEntityCode } from "@rapport/contract";
import { putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { putFeature } from "@rapport/contract/features";
import { putScreenLayout } from "@rapport/contract/layouts";
import { putLegalEntity, putPermissionGroup, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { getDistributionRun, startDistribution, type DistributionJob } from "@rapport/contract/publishing";
import { danglingNames, type SectionHashes } from "@rapport/domain/publishing";
import { attachOperational } from "@rapport/operational";
import { randomWords } from "@rapport/testkit";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { databaseOf, dataFolder, startServerProcess, type ServerProcess } from "../testing/index.ts";
import { headquartersState, textsOfJobs } from "./headquarters-state.fixture.ts";
import { storesNow } from "./queries.ts";
import { configOf } from "./store-config.ts";

const legalEntity = LegalEntityCode.parse("KILLED");
const params = { legalEntity };
const STORES = Array.from({ length: 40 }, (_, at) => `S${String(at).padStart(2, "0")}`);
const JOBS: readonly (readonly DistributionJob[] | undefined)[] = [undefined, [9999], [1040, 1110, 1150], [1060, 1070, 1090]];
const called = (text: string) => ({ en: text, nl: text });

test(
  `PB2 PB6 the process is killed while it publishes: every store shows, whole, what was published before or what is published now, and in the end what headquarters has, seed ${randomInt(1_000_000)}`,
  { timeout: 300_000 },
  async ({ task, onTestFinished }) => {
    const word = randomWords(Number(/\d+$/.exec(task.name)?.[0]));
    const pick = <T>(of: readonly T[]): T => of[word() % of.length] as T;
    const dataDir = dataFolder();
    let server = await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
    onTestFinished(async () => void (await server.stop()));
    const killed = async (work: () => Promise<unknown>) => {
      await work();
      await server.kill();
      server = await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
    };
    await setUp(server);
    /** Everything that each store shows, by job, as its registers are answered from it. */
    const shownByStores = async () => {
      const store = attachOperational(databaseOf(join(dataDir, "operational")).connection, { connections: 2 });
      try {
        const found = new Map<string, Awaited<ReturnType<typeof configOf>>>();
        for (const { store: number, sections } of await storesNow(store.db, params))
          found.set(number, await configOf(store.db, { ...params, sections: sections as SectionHashes }));
        return found;
      } finally {
        await store.close();
      }
    };
    const publishedTo = new Set<string>();
    const publish = async (jobs: readonly DistributionJob[] | undefined) => {
      for (const [store, state] of await headquartersState(server.api, legalEntity)) for (const text of textsOfJobs(store, state)) publishedTo.add(text);
      return await server.api(startDistribution, { params, body: jobs === undefined ? {} : { jobs: [...jobs] } });
    };
    await ended(server, (await publish([9999])).run);

    for (const round of [0, 1, 2]) {
      await edit(server, `${round} ${word()}`);
      // The last round dies before it is answered, the others when the first store has it.
      let run = 0;
      await killed(async () => {
        if (round === 2) {
          void publish([9999]).catch(() => undefined);
          await sleep(word() % 120);
          return;
        }
        ({ run } = await publish(round === 0 ? [9999] : pick(JOBS)));
        await progress(server, { run, applied: 1 + (word() % 5) });
      });
      const shown = await shownByStores();
      for (const [store, state] of shown) {
        expect(textsOfJobs(store, state).filter((text) => !publishedTo.has(text))).toEqual([]);
        expect([store, danglingNames(state)]).toEqual([store, []]);
      }
      // The process that started again goes on by itself.
      if (run > 0) await ended(server, run);
    }
    const last = await server.api(startDistribution, { params, body: {} }).catch((error: { code?: string }) => error);
    if ("run" in last) await ended(server, last.run);
    else expect(last.code).toBe("publishing.nothing");
    await expect
      .poll(async () => Object.fromEntries(await shownByStores()), { timeout: 30_000 })
      .toEqual(Object.fromEntries(await headquartersState(server.api, legalEntity)));
  },
);

async function setUp({ api }: ServerProcess): Promise<void> {
  await api(putLegalEntity, { params, body: { name: "Killed", currency: "EUR", publishAtOnce: null } });
  await edit({ api }, "at first");
  for (const [at, store] of STORES.entries()) {
    await api(putStore, { params: { ...params, store }, body: { name: store, screenLayout: "floor", idleMinutes: 1 + at } });
    await api(putRegister, { params: { ...params, register: `R-${store}` }, body: { store, screenLayout: "floor" } });
  }
}

/** Something of every job, each named by its thing or by another one. */
async function edit({ api }: Pick<ServerProcess, "api">, mark: string): Promise<void> {
  const name = called(mark);
  await api(putAttribute, { params: { ...params, code: "hat" }, body: { name, type: "text", multiple: false, refinable: false } });
  await api(putAttributeGroup, { params: { ...params, code: `g${mark.length % 2}` }, body: { name, members: [{ attribute: "hat", displayOrder: 1 }] } });
  await api(putParameters, { params, body: { clientBookAttributeGroup: `g${mark.length % 2}`, activityTypeHours: 1 + mark.length } });
  const sizes = [
    { kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 1, columns: 1, buttons: [{ operation: 712, text: name, row: 1, column: 1 }] }] },
  ];
  await api(putScreenLayout, { params: { ...params, code: "floor" }, body: { name, sizes } });
  await api(putPermissionGroup, { params: { ...params, code: "all" }, body: { name: mark, operations: [712] } });
  await api(putWorker, { params: { ...params, operatorId: "1001" }, body: { name: mark, permissionGroup: "all", screenLayout: "floor" } });
  await api(putFeature, { params: { feature: "recommendations" }, body: { state: mark.length % 2 === 0 ? "on" : "off" } });
  if (mark !== "at first") for (const store of STORES) await api(putStore, { params: { ...params, store }, body: { city: mark } });
}

/** Until so many stores have it. */
async function progress({ api }: ServerProcess, { run, applied }: { run: number; applied: number }): Promise<void> {
  for (;;) {
    const now = await api(getDistributionRun, { params: { ...params, run } });
    if (now.applied >= applied || now.endedAt !== null) return;
    await sleep(5);
  }
}

async function ended({ api }: ServerProcess, run: number): Promise<void> {
  const state = async () => {
    const { endedAt, stores, applied } = await api(getDistributionRun, { params: { ...params, run } });
    return [endedAt !== null, applied === stores];
  };
  await expect.poll(state, { timeout: 60_000 }).toEqual([true, true]);
}
