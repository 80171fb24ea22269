import { openWarehouse } from "@rapport/warehouse";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createSuite, keepSendingHits, startServerProcess, untilProcessed, type ServerProcess } from "../testing/index.ts";
import { rawHits } from "./raw-hits.fixture.ts";

const RSID = "handover";
const running: ServerProcess[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) {
    server.child.kill("SIGCONT");
    await server.stop();
  }
});

/** How the earlier process ends: at once, cleanly, or cleanly but slowly while its successor starts. */
const ENDS = ["killed", "stopped", "held up"] as const;

test("BH8 FU13 when processes hand over a data directory, each one is refused with a reason until the earlier one has ended, and each hit counts once", async () => {
  const first = await startServerProcess();
  running.push(first);
  const dataDir = first.dataDir;
  const writeKey = await createSuite(first, RSID);
  const acknowledged = new Set<string>();
  let before = first;
  for (const [round, how] of ENDS.entries()) {
    const sending = keepSendingHits(before, { writeKey, prefix: `r${round}-` });
    await pause(1_000);
    const refusal = await refusedStart(dataDir);
    expect(refusal).toMatch(/ended with code 1:/);
    expect(refusal, "one line, no stack trace").not.toMatch(/\n\s+at /);
    expect(refusal).toMatch(/another|owns|process \d+/i);
    expect((await before.ask("/readyz")).status, "the one that lives is unharmed").toBe(200);
    const next = handOver(before, { how, dataDir });
    await pause(500);
    await sending.end();
    for (const id of sending.acknowledged) acknowledged.add(id);
    expect(sending.acknowledged.size).toBeGreaterThan(0);
    before = await next;
    running.push(before);
  }
  await untilProcessed(before, RSID);
  expect(await before.stop(), before.output().slice(-3_000)).toBe(0);
  const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
  const ids = (await rawHits({ deps: { warehouse } }, RSID)).map(({ payload }) => (payload as { message: { messageId: string } }).message.messageId);
  await warehouse.close();
  const there = new Set(ids);
  expect([...acknowledged].filter((id) => !there.has(id))).toEqual([]);
  expect(ids.length).toBe(there.size);
}, 300_000);

async function refusedStart(dataDir: string): Promise<string> {
  try {
    running.push(await startServerProcess({ RAPPORT_DATA_DIR: dataDir }));
  } catch (error) {
    return String(error);
  }
  throw new Error("two processes own one data directory");
}

/** Ends a process while another one starts on its directory, again and again, as a service manager does. */
async function handOver(before: ServerProcess, { how, dataDir }: { how: (typeof ENDS)[number]; dataDir: string }): Promise<ServerProcess> {
  before.child.kill(how === "killed" ? "SIGKILL" : "SIGTERM");
  if (how === "held up") {
    before.child.kill("SIGSTOP");
    setTimeout(() => before.child.kill("SIGCONT"), 4_000);
  }
  for (let tries = 0; ; tries += 1) {
    try {
      return await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
    } catch (error) {
      if (tries === 20 || !/ended with code 1:/.test(String(error))) throw error;
      await pause(200);
    }
  }
}
