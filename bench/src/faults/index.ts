import type { Figure } from "../figures.ts";
import { connectionsEnded, databaseKilled, databaseStopped, externalRestarted } from "./database.ts";
import { warehouseAway } from "./warehouse.ts";

/**
 * Stores that fail under load (F1, F8): the database killed (`RAPPORT_BENCH_KILLS` times, 20 by default), cut off, stopped and restarted, the
 * warehouse away for a while and for long (`RAPPORT_BENCH_AWAY`, seconds, `30,600` by default).
 */
export async function benchFaults(): Promise<Figure[]> {
  const kills = Number(process.env["RAPPORT_BENCH_KILLS"] ?? "20");
  const away = (process.env["RAPPORT_BENCH_AWAY"] ?? "30,600").split(",").map(Number);
  const figures = [...(await databaseKilled(kills)), ...(await connectionsEnded()), ...(await databaseStopped()), ...(await externalRestarted())];
  for (const seconds of away) figures.push(...(await warehouseAway(seconds)));
  return figures;
}
