import { preparedStores, temporaryFolder, uniqueName } from "@rapport/testkit";
import type { InsertRows } from "@rapport/warehouse";
import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { openJournal } from "../collection/index.ts";
import { createSignals, systemClock } from "../deps.ts";
import { watchDisk } from "../disk.ts";
import { backlogOf } from "./backlog.ts";
import { KILL_SETTINGS } from "./kill-history.fixture.ts";
import { startLane } from "./lane/lane.ts";
import { storeSuite } from "./stored-suite.fixture.ts";

const { operational, warehouse } = await preparedStores();
const { db, pool } = operational;
const Suite = z.object({ suite: z.string() });

test("a small request whose hits persist much is written in pieces, each hit once, even when an answer between two is lost", async () => {
  const suite = await storeSuite(db, uniqueName("large"), { ...KILL_SETTINGS, variables: {} });
  const inserts: { table: string; bytes: number }[] = [];
  let losses = 1;
  const watched = {
    ...warehouse,
    insert: async (rows: InsertRows) => {
      await warehouse.insert(rows);
      inserts.push({ table: rows.table, bytes: rows.ndjson.length });
      if (inserts.filter(({ table }) => table === "hits_v1").length === 2 && losses-- > 0) throw new Error("the answer was lost");
    },
  };
  const deps = {
    db,
    pool,
    warehouse: watched,
    clock: systemClock,
    log: pino({ level: "silent" }),
    signals: createSignals(),
    disk: watchDisk({ dataDir: ".", reserveBytes: 0 }),
  };
  const journal = await openJournal(deps, { dir: temporaryFolder("large-") });
  const lane = startLane({ ...deps, journal, linkWaiting: () => Promise.resolve() });
  // Three lists of 250 values of 255 bytes last as long as the visit.
  const list = Array.from({ length: 250 }, (_, n) => String(n).padEnd(250, "x")).join(",");
  const start = Math.floor(Date.now() / 1000) - 3_600;
  const queries = Array.from({ length: 600 }, (_, n) => `vid=u&pageName=p&ts=${start + n * 3}${n === 0 ? `&l1=${list}&l2=${list}&l3=${list}` : ""}`);
  await journal.commit(queries.map((query) => ({ suite, door: "image", client: "c", payload: JSON.stringify({ query }), hits: 1 })));
  await expect.poll(async () => await backlogOf({ ...deps, journal }, suite), { timeout: 60_000, interval: 100 }).toBe(0);
  await lane.stop();
  await journal.close();

  const counted = await warehouse.lines(
    { name: "hitsOf", text: `SELECT count() AS hits, uniqExact(hit_number) AS numbers FROM hits_v1 WHERE suite = {suite:String}`, params: Suite, row: Suite },
    { suite },
  );
  expect(counted).toBe('{"hits":"600","numbers":"600"}\n');
  const pieces = inserts.filter(({ table }) => table === "hits_v1").map(({ bytes }) => bytes);
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces)).toBeLessThan(64 * 1024 * 1024);
}, 120_000);
