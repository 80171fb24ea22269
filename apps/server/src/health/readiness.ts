import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import type { Health } from "./health.ts";

/** A store that takes longer counts as not answering. */
const PATIENCE_MS = 5000;
/** Probes come often and from several places, so the stores are checked at most once a second. */
const REMEMBERED_MS = 1000;

/** `ok` when hits are accepted and reports answer: both stores answer, the disk has room, the journal takes hits, and background work runs. */
export function readinessOf(
  { db, warehouse, journal, disk, log }: Pick<Deps, "db" | "warehouse" | "journal" | "disk" | "log">,
  health: Health,
): () => Promise<"ok" | "starting" | "full" | "stopping"> {
  let looked: { at: number; answer: Promise<boolean> } | undefined;
  const storesAnswer = async (): Promise<boolean> => {
    const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS, new Error(`a store did not answer in ${PATIENCE_MS} ms`)).unref());
    try {
      const [, warehouseAnswers] = await Promise.race([Promise.all([sql`select 1`.execute(db), warehouse.ping()]), late]);
      return warehouseAnswers;
    } catch (error) {
      log.warn({ err: error }, "not ready");
      return false;
    }
  };
  return async () => {
    if (health.stopping()) return "stopping";
    if (!disk.takes()) return "full";
    if (!health.working() || !journal.healthy()) return "starting";
    if (looked === undefined || performance.now() - looked.at > REMEMBERED_MS) looked = { at: performance.now(), answer: storesAnswer() };
    return (await looked.answer) ? "ok" : "starting";
  };
}
