import type { NamedQuery, Warehouse } from "@rapport/warehouse";
import { QuarantineReason } from "@rapport/contract";
import { z } from "zod";
import { EngineTime } from "./queries.ts";

const EXAMPLES = 50;
/** An example is for recognising the sender's mistake; the rest of a long payload adds nothing. */
const EXAMPLE_CHARACTERS = 4000;

const quarantineCounts = {
  name: "quarantineCounts",
  text: "SELECT reason, count() AS hits FROM quarantine_v1 WHERE suite = {suite:String} GROUP BY reason ORDER BY hits DESC, reason",
  params: z.object({ suite: z.string() }),
  row: z.object({ reason: QuarantineReason, hits: z.coerce.number() }),
} satisfies NamedQuery;

const newestQuarantined = {
  name: "newestQuarantined",
  text: `
    SELECT received_at, reason, detail, door, substringUTF8(payload, 1, ${EXAMPLE_CHARACTERS}) AS payload
    FROM quarantine_v1 WHERE suite = {suite:String}
    ORDER BY received_at DESC LIMIT ${EXAMPLES}`,
  params: z.object({ suite: z.string() }),
  row: z.object({ received_at: EngineTime, reason: QuarantineReason, detail: z.string(), door: z.string(), payload: z.string() }),
} satisfies NamedQuery;

export async function countQuarantined(warehouse: Warehouse, suite: string) {
  return await warehouse.rows(quarantineCounts, { suite });
}

export async function newestOfQuarantine(warehouse: Warehouse, suite: string) {
  return await warehouse.rows(newestQuarantined, { suite });
}
