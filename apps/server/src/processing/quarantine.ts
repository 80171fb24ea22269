import { hitFaultInEnglish, readHitFault, type HitFault } from "@rapport/contract/refusals";
import { LateReason, Quarantine, QuarantineReason, UnreadReason } from "@rapport/contract/report-suites";
import type { z } from "zod";
import { waitingAmounts } from "../currency-rates/index.ts";
import type { Deps } from "../deps.ts";
import { lateCounts, lateDays, newestLate, newestQuarantined, newestUnread, quarantineCounts, unreadCounts } from "./warehouse-queries.ts";

const EXAMPLES = 20;
/** How many places and reasons are listed. A suite can have as many as it has variables. */
const COUNTS = 500;
const DAYS = 31;

/** Hits of a suite that were accepted but could not be used, values kept out of hits that stand, amounts that wait for a rate, and hits that came late: counts by reason and the newest examples. */
export async function quarantineOf(
  deps: Pick<Deps, "db" | "warehouse">,
  { rsid: suite, timeZone }: { readonly rsid: string; readonly timeZone: string },
): Promise<z.input<typeof Quarantine>> {
  const { warehouse } = deps;
  const [counts, newest, unread, newestValues, waiting, late] = await Promise.all([
    warehouse.rows(quarantineCounts, { suite }),
    warehouse.rows(newestQuarantined, { suite, limit: EXAMPLES }),
    warehouse.rows(unreadCounts, { suite, limit: COUNTS }),
    warehouse.rows(newestUnread, { suite, limit: EXAMPLES }),
    waitingAmounts(deps, suite),
    cameLateOf(deps, { suite, timeZone }),
  ]);
  return {
    counts: counts.map(({ reason, hits }) => ({ reason: QuarantineReason.parse(reason), hits })),
    newest: newest.map(({ at, reason, detail, door, payload }) => ({
      receivedAt: new Date(at).toISOString(),
      reason: QuarantineReason.parse(reason),
      ...saidOf(detail),
      door,
      payload,
    })),
    waitingAmounts: waiting,
    cameLate: late,
    unread: {
      counts: unread.map(({ reason, field, found }) => ({ reason: UnreadReason.parse(reason), field, values: found })),
      newest: newestValues.map(({ at, reason, ...value }) => ({ receivedAt: new Date(at).toISOString(), reason: UnreadReason.parse(reason), ...value })),
    },
  };
}

/** Hits that were processed after a newer one of their visitor (OA8). */
async function cameLateOf(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, timeZone }: { suite: string; timeZone: string },
): Promise<z.input<typeof Quarantine>["cameLate"]> {
  const [counts, days, newest] = await Promise.all([
    warehouse.rows(lateCounts, { suite }),
    warehouse.rows(lateDays, { suite, timeZone, limit: DAYS }),
    warehouse.rows(newestLate, { suite, limit: EXAMPLES }),
  ]);
  return {
    counts: counts.map(({ reason, hits }) => ({ reason: LateReason.parse(reason), hits })),
    days,
    newest: newest.map(({ received, happened, reason, door }) => ({
      receivedAt: new Date(received).toISOString(),
      happenedAt: new Date(happened).toISOString(),
      reason: LateReason.parse(reason),
      door,
    })),
  };
}

/** A hit from before there were codes was stored with a sentence, and nothing more is known of it. */
function saidOf(stored: string): { why: HitFault | null; detail: string } {
  const why = stored.startsWith("{") ? readHitFault(JSON.parse(stored)) : null;
  return { why, detail: why === null ? stored : hitFaultInEnglish(why) };
}
