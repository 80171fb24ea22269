import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../deps.ts";
import { dataMark } from "./queries.ts";
import { refreshMeasures } from "./refresh-measures.ts";

const TRY_EVERY_MS = 200;
/** Where data never stops coming, measures of a moment ago are as settled as they get. */
const MOST_TRIES = 25;

/** Resolves when the measures are those of all data there is, and none came while they were computed (U13); false when data keeps coming. */
export async function settleMeasures(deps: Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">, wanted?: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES && wanted?.aborted !== true; tries += 1) {
    const mark = await dataMark(deps.db);
    if ((await refreshMeasures(deps)) && (await dataMark(deps.db)) === mark) return true;
    await pause(TRY_EVERY_MS);
  }
  return false;
}
