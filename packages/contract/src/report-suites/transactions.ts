import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { TransactionId } from "../ids.ts";
import { RsidPath } from "./suites.ts";

/** States of a transaction id; expired beats linked (FA4, X3). */
export const TransactionState = z.enum(["recorded", "linked", "expired", "unknown"]);

export const Transaction = z
  .object({
    transactionId: TransactionId,
    state: TransactionState,
    recordedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    /** The effective id as the retailer gave it (`vid`, Segment `userId`); a device keeps its kind: `aid:`, `mid:`, `fid:`, `anon:`, `ipua:`. */
    visitor: z.string().nullable(),
    /** The frozen dimensions; a list where several values persisted. */
    snapshot: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullable(),
    /** When each frozen value was set, for "why has this sale this campaign?". */
    setAt: z.record(z.string(), z.iso.datetime()).nullable(),
    rows: z.int(),
  })
  .meta({ id: "Transaction" });

export const getTransaction = endpoint({
  name: "getTransaction",
  method: "GET",
  path: "/api/report-suites/:rsid/transactions/:transactionId",
  permission: "reportSuite.read",
  summary: "What is known of a transaction id, with its snapshot. 200 for every state.",
  params: RsidPath.extend({ transactionId: TransactionId }),
  reply: Transaction,
});
