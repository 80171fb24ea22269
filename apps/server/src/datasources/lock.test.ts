import { LockLost, lockKey, type LockName } from "@rapport/operational";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "../testing/index.ts";
import { withScratch } from "./dry-run/scratch.ts";
import { dropLines } from "./load/load-queries.ts";
import { withLock, writingWhile } from "./lock.ts";

const LOCK = "measures";
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(() => server.close());

test("work whose lock was lost writes nothing more, and another process may take the lock", async () => {
  const deps = { ...server.deps, log: server.deps.log.child({}, { level: "silent" }) };
  const work = withLock(deps, LOCK, async (assertHeld) => {
    const warehouse = writingWhile(assertHeld, deps.warehouse);
    await warehouse.run(dropLines, { upload: 1 });
    await loseHolder();
    expect(await withLock(deps, LOCK, async () => await Promise.resolve("taken"))).toBe("taken");
    await sleep(100);
    await expect(warehouse.run(dropLines, { upload: 1 })).rejects.toThrow(LockLost);
    await expect(warehouse.insert({ table: "upload_lines_v1", ndjson: Buffer.from("") })).rejects.toThrow(LockLost);
    assertHeld();
  });
  await expect(work).rejects.toThrow(LockLost);
});

test("FU20 a file that is tried has no answer when the lock was lost meanwhile: another may have removed what was staged", async () => {
  const deps = { ...server.deps, log: server.deps.log.child({}, { level: "silent" }) };
  const work = withScratch(deps, async ({ upload, warehouse }) => {
    await warehouse.run(dropLines, { upload });
    await loseHolder("dryRuns");
    await sleep(100);
    await expect(warehouse.insert({ table: "upload_lines_v1", ndjson: Buffer.from("") })).rejects.toThrow(LockLost);
    return "half a file";
  });
  await expect(work).rejects.toThrow(LockLost);
});

async function loseHolder(lock: LockName = LOCK): Promise<void> {
  const { rowCount } = await server.deps.pool.query(
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = $1 and objid = $2 and database = (select oid from pg_database where datname = current_database())",
    lockKey(lock),
  );
  expect(rowCount).toBe(1);
}
