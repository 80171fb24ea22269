import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { endProcesses, preparedStores, startProcess, temporaryFolder, testRounds, uniqueName } from "@rapport/testkit";
import { afterEach, expect, test } from "vitest";
import { bundled } from "./bundle.fixture.ts";
import { createChance } from "./kill-history.fixture.ts";

const SCRIPT = await bundled(fileURLToPath(new URL("./kill-process.fixture.ts", import.meta.url)));
const SEED = Number(process.env["RAPPORT_KILL_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const HITS = 2_400;
const KILLS_AT_ANY_TIME = 4;
const STEPS = [
  "planned",
  "read",
  "looked up",
  "folded",
  "quarantine",
  "hits",
  "foreign",
  "transactions",
  "waiting",
  "identities",
  "claims",
  "profiles",
  "written",
  "converting",
  "converted",
  "linked",
  "done",
];
const KILLS_AT_STEPS = STEPS.length * testRounds;
const START = Date.UTC(2026, 9, 1);

const { databaseUrl, operational } = await preparedStores();
afterEach(endProcesses);

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

function openRun() {
  const suite = uniqueName("killed");
  const folder = temporaryFolder("killed-");
  const dumpTo = path.join(temporaryFolder("dump-"), "dump.json");
  const begin = (work: { task: string; rangeHits?: number; killAt?: string; killAtTime?: number }) =>
    startProcess({
      script: SCRIPT,
      args: [
        JSON.stringify({ databaseUrl, folder, suite, hits: HITS, seed: SEED, start: START, rangeHits: 20_000, killAt: "", killAtTime: 0, dumpTo, ...work }),
      ],
    });
  const finish = async (work: { task: string; rangeHits?: number }) => {
    await begin(work).line("ended");
  };
  return {
    begin,
    finish,
    async dump(): Promise<Tables> {
      await finish({ task: "dump" });
      return JSON.parse(readFileSync(dumpTo, "utf8")) as Tables;
    },
  };
}

test(`OA5 OA13 CY2 RT4 RT6 killed again and again at every step, in small ranges, a history ends as in one undisturbed range: nothing is lost or counted twice (seed ${SEED})`, async () => {
  const chance = createChance(SEED);
  const killed = openRun();
  await killed.finish({ task: "fill" });
  let heldBack = 0;
  const countHeldBack = async (): Promise<void> => {
    const { held } = await operational.db.selectFrom("reorder_window").select("held").executeTakeFirstOrThrow();
    if (held !== null) heldBack += 1;
  };
  for (let kill = 0; kill < KILLS_AT_STEPS; kill++) {
    // In each round every step is used once, in one of the first ranges of the process.
    const killAt = STEPS[kill % STEPS.length] ?? "";
    const process = killed.begin({ task: "process", rangeHits: 1 + chance(30), killAt, killAtTime: 1 + chance(2) });
    await process.line(`killed at ${killAt}`);
    await process.gone;
    await countHeldBack();
  }
  for (let kill = 0; kill < KILLS_AT_ANY_TIME; kill++) {
    const process = killed.begin({ task: "process", rangeHits: 1 + chance(30) });
    await new Promise((resolve) => setTimeout(resolve, 300 + chance(1_500)));
    await process.end("SIGKILL");
    await countHeldBack();
  }
  await killed.finish({ task: "process" });
  const afterKills = await killed.dump();

  const undisturbed = openRun();
  await undisturbed.finish({ task: "fill" });
  await undisturbed.finish({ task: "process" });
  const expected = await undisturbed.dump();

  for (const [table, rows] of Object.entries(expected)) expect(afterKills[table], `${table}, seed ${SEED}`).toEqual(rows);
  expect(heldBack).toBeGreaterThan((KILLS_AT_STEPS + KILLS_AT_ANY_TIME) / 4);
  // The comparison is not empty: every table of the cycle holds rows, and rows that waited were linked.
  expect(Object.entries(expected).filter(([, rows]) => rows.length < 10)).toEqual([]);
  expect(expected["hits"]?.filter(({ occurrences }) => occurrences === 0).length).toBe(expected["foreign"]?.length);
  expect(expected["rows"]?.filter(({ fate }) => fate === "transaction").length).toBeGreaterThan(40);
  expect(expected["refunds"]?.filter(({ fate }) => fate === "transaction").length).toBeGreaterThan(10);
  expect(expected["rows"]?.filter(({ fate }) => fate === "customer").length).toBeGreaterThan(10);
}, 600_000);
