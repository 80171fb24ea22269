import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSuite, dataFolder, startServerProcess, type ServerProcess } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

const RSID = "killed";
const ROUNDS = 3;

test("BH8 hits answered with 200 are all there, once, after the process was killed again and again", { timeout: 180_000 }, async () => {
  const dataDir = dataFolder();
  const acknowledged = new Set<string>();
  let writeKey = "";
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
    if (round === 0) writeKey = await createSuite(server, RSID);
    const senders = Array.from({ length: 8 }, (_, sender) => send(server, { writeKey, prefix: `${round}-${sender}`, acknowledged }));
    await pause(700 + round * 150);
    await server.kill();
    await Promise.all(senders);
  }
  // One more start finds everything correct, and stops cleanly.
  const last = await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
  expect(await last.stop()).toBe(0);

  const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
  const stored = (await rawHits({ deps: { warehouse } }, RSID)).map(({ payload }) => (payload as { message: { messageId: string } }).message.messageId);
  await warehouse.close();
  expect(acknowledged.size).toBeGreaterThan(100);
  expect(stored.length).toBe(new Set(stored).size);
  const there = new Set(stored);
  expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
});

/** Sends batches one after the other until the server is gone. */
async function send(server: ServerProcess, { writeKey, prefix, acknowledged }: { writeKey: string; prefix: string; acknowledged: Set<string> }): Promise<void> {
  for (let n = 0; ; n++) {
    const ids = Array.from({ length: 20 }, (_, k) => `${prefix}-${n}-${k}`);
    const batch = ids.map((messageId) => ({ type: "page", userId: prefix, messageId, name: "Home" }));
    try {
      const { status } = await server.ask("/v1/batch", { method: "POST", body: { writeKey, batch } });
      if (status === 200) for (const id of ids) acknowledged.add(id);
    } catch {
      // The server was killed: this batch was never acknowledged.
      return;
    }
  }
}
