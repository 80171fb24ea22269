import type { Quarantine } from "@rapport/contract";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { countQuarantined, newestOfQuarantine } from "./quarantine-queries.ts";
import { suiteOrRefusal } from "./read-suites.ts";

/** Hits that were accepted and could not be used. */
export async function readQuarantine({ db, warehouse }: Pick<Deps, "db" | "warehouse">, rsid: string): Promise<z.input<typeof Quarantine>> {
  await suiteOrRefusal(db, rsid);
  const [counts, newest] = await Promise.all([countQuarantined(warehouse, rsid), newestOfQuarantine(warehouse, rsid)]);
  return { counts, newest: newest.map(({ received_at, ...hit }) => ({ receivedAt: received_at.toISOString(), ...hit })) };
}
