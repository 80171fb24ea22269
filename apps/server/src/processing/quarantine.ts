import { Quarantine, QuarantineReason } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { newestQuarantined, quarantineCounts } from "./warehouse-queries.ts";

const EXAMPLES = 20;

/** Hits of a suite that were accepted but could not be used: counts by reason and the newest examples. */
export async function quarantineOf({ warehouse }: Pick<Deps, "warehouse">, suite: string): Promise<z.input<typeof Quarantine>> {
  const counts = await warehouse.rows(quarantineCounts, { suite });
  const newest = await warehouse.rows(newestQuarantined, { suite, limit: EXAMPLES });
  return {
    counts: counts.map(({ reason, hits }) => ({ reason: QuarantineReason.parse(reason), hits })),
    newest: newest.map(({ at, reason, detail, door, payload }) => ({
      receivedAt: new Date(at).toISOString(),
      reason: QuarantineReason.parse(reason),
      detail,
      door,
      payload,
    })),
  };
}
