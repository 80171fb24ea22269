import { permissionsOf } from "@rapport/contract";
import { type DemoProgress, DemoStep } from "@rapport/contract/system";
import { LEGAL_ENTITY, RSID } from "@rapport/demo";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { DemoSignIn } from "./demo-passwords.ts";
import type { Deps } from "./deps.ts";
import { settleMeasures } from "./insights/index.ts";
import { refreshNeighbours } from "./recommendations/index.ts";
import { hashOf } from "./sessions/index.ts";

/** The demo retailer, which a process of its own loads over this server's public endpoints. */
export interface DemoRun {
  progress(): DemoProgress;
  /** Ends the load. The next start begins again; sending the same again changes nothing. */
  stop(): Promise<void>;
}

const BUNDLED = fileURLToPath(new URL("../../../demo/dist/main.js", import.meta.url));
const SOURCE = fileURLToPath(new URL("../../../demo/src/main.ts", import.meta.url));
const Line = z.object({ done: z.number(), total: z.number(), step: DemoStep });

interface DemoStart {
  readonly deps: Deps;
  readonly url: string;
  readonly signIns: readonly DemoSignIn[];
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
}

/** Loads the demo if the settings say so, it is not loaded yet, and the stores have no other data. */
export async function startDemo({ deps, enabled, url, signIns, say }: DemoStart & { enabled: boolean }): Promise<DemoRun> {
  const marker = join(deps.dataDir, "demo-is-loaded");
  if (!enabled) return finished("off");
  if (existsSync(marker)) return finished("done");
  if (await isInUse(deps)) {
    say("The demo retailer is not loaded: this installation has data of its own. RAPPORT_DEMO=0 takes this line away.");
    return finished("off");
  }
  return load({ deps, url, signIns, say, marker });
}

function finished(state: "off" | "done"): DemoRun {
  return { progress: () => ({ state, done: 0, total: 0, step: null }), stop: async () => undefined };
}

async function isInUse({ db }: Pick<Deps, "db">): Promise<boolean> {
  const suite = await db.selectFrom("report_suite").select("rsid").where("rsid", "!=", RSID).limit(1).executeTakeFirst();
  const entity = await db.selectFrom("legal_entity").select("code").where("code", "!=", LEGAL_ENTITY).limit(1).executeTakeFirst();
  return suite !== undefined || entity !== undefined;
}

async function load({ deps, url, signIns, say, marker }: DemoStart & { marker: string }): Promise<DemoRun> {
  const key = await lendKey(deps);
  const passwords = Object.fromEntries(signIns.flatMap(({ operatorId, password }) => (password === undefined ? [] : [[operatorId, password]])));
  const bundled = existsSync(BUNDLED);
  const child = spawn(process.execPath, bundled ? [BUNDLED] : ["--import", "tsx", SOURCE], {
    cwd: dirname(SOURCE),
    // Without our own environment, which may hold addresses with passwords.
    env: { RAPPORT_DEMO_URL: url, RAPPORT_DEMO_KEY: key.text, RAPPORT_DEMO_PASSWORDS: JSON.stringify(passwords) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let progress: DemoProgress = { state: "loading", done: 0, total: 0, step: null };
  let complaint = "";
  let stopped = false;
  const stopping = new AbortController();
  createInterface({ input: child.stdout }).on("line", (line) => {
    progress = { state: "loading", ...Line.parse(JSON.parse(line)) };
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const ended = once(child, "close").then(async ([code]) => {
    await key.takeBack().catch((error: unknown) => deps.log.error({ err: error }, "the key that was lent to the demo could not be taken back"));
    if (stopped) return;
    if (code === 0) {
      // Cards show at once what customers bought (U13).
      await settleMeasures(deps, stopping.signal).catch((error: unknown) => deps.log.error({ err: error }, "the measures of the demo could not be settled"));
      await refreshNeighbours(deps).catch((error: unknown) => deps.log.error({ err: error }, "what goes together in the demo could not be found"));
      if (stopped) return;
      writeFileSync(marker, `${deps.clock.now().toISOString()}\n`);
      progress = { ...progress, state: "done", step: null };
    } else {
      progress = { ...progress, state: "failed" };
      deps.log.error({ code, complaint }, "loading the demo ended early");
      say("The demo retailer could not be loaded completely. Start again to go on.");
    }
  });
  return {
    progress: () => progress,
    stop: async () => {
      stopped = true;
      stopping.abort();
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** An API key for the time of loading. */
async function lendKey({ db }: Pick<Deps, "db">): Promise<{ text: string; takeBack(): Promise<void> }> {
  const text = randomBytes(32).toString("base64url");
  const permissions = permissionsOf("headquarters");
  const { id } = await db
    .insertInto("api_key")
    .values({ name: "demo", hash: hashOf(text), permissions })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { text, takeBack: async () => void (await db.deleteFrom("api_key").where("id", "=", id).execute()) };
}
