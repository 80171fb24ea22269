import { getDemoProgress } from "@rapport/contract/system";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startDemo } from "./start-demo.ts";
import { newSuite, testServer, type TestServer } from "./testing/index.ts";

let server: TestServer;
let marker: string;
beforeAll(async () => {
  server = await testServer({ listen: true });
  marker = join(server.deps.dataDir, "demo-is-loaded");
});
afterAll(async () => {
  await server.close();
});

const said: string[] = [];
const start = async (enabled = true) => await startDemo({ deps: server.deps, enabled, url: server.url, signIns: [], say: (line) => said.push(line) });
const demoKeys = async () => await server.deps.db.selectFrom("api_key").select("id").where("name", "=", "demo").execute();

test("nothing is loaded when the demo is off or was loaded before", async () => {
  expect((await start(false)).progress().state).toBe("off");
  writeFileSync(marker, "");
  expect((await start()).progress().state).toBe("done");
  rmSync(marker);
});

test("the demo loads over the public endpoints with a key of its own; stopping ends the load and revokes the key", { timeout: 60_000 }, async () => {
  const run = await start();
  expect(run.progress().state).toBe("loading");
  expect(await demoKeys()).toHaveLength(1);
  await vi.waitFor(() => expect(run.progress()).toMatchObject({ state: "loading", step: "data_set" }), {
    timeout: 50_000,
    interval: 100,
  });
  await run.stop();
  expect(await demoKeys()).toEqual([]);
  expect(existsSync(marker)).toBe(false);
});

test("an installation with data of its own does not get the demo, and is told why", async () => {
  await newSuite(server);
  expect((await start()).progress().state).toBe("off");
  expect(said).toEqual(["The demo retailer is not loaded: this installation has data of its own. RAPPORT_DEMO=0 takes this line away."]);
  expect((await server.anonymous(getDemoProgress)).state).toBe("off");
});
