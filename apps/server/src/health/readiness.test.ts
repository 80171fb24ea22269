import { preparedStores } from "@rapport/testkit";
import type { Warehouse } from "@rapport/warehouse";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Disk, Journal } from "../deps.ts";
import { readinessOf } from "./readiness.ts";

async function readiness({
  working = true,
  stopping = false,
  taking = true,
  hasRoom = true,
  ping,
}: { working?: boolean; stopping?: boolean; taking?: boolean; hasRoom?: boolean; ping?: Warehouse["ping"] } = {}) {
  const { operational, warehouse } = await preparedStores();
  const journal = { healthy: () => taking } as Journal;
  const disk = { takes: () => hasRoom } as Disk;
  const deps = { db: operational.db, warehouse: ping === undefined ? warehouse : { ...warehouse, ping }, journal, disk, log: pino({ level: "silent" }) };
  return await readinessOf(deps, { working: () => working, stopping: () => stopping, demo: () => ({ state: "off", done: 0, total: 0, step: null }) })();
}

test("it is ready when both stores answer and background work runs", async () => {
  expect(await readiness()).toBe("ok");
});

test("it is not ready while background work does not run, hits are refused, a store fails, or it stops", async () => {
  expect(await readiness({ working: false })).toBe("starting");
  expect(await readiness({ taking: false })).toBe("starting");
  expect(await readiness({ ping: async () => false })).toBe("starting");
  expect(await readiness({ ping: () => Promise.reject(new Error("gone")) })).toBe("starting");
  expect(await readiness({ hasRoom: false })).toBe("full");
  expect(await readiness({ stopping: true })).toBe("stopping");
});
