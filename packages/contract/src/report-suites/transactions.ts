import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { TransactionId } from "../ids.ts";
import { RsidPath } from "./suites.ts";

/** The states of a transaction id; expired wins over linked (FA4, X3). */
export const TransactionState = z.enum(["recorded", "linked", "expired", "unknown"]);

export const Transaction = z
  .object({
    transactionId: TransactionId,
    state: TransactionState,
    recordedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    /** The visitor's id as the retailer gave it (`vid`, Segment `userId`). A device has its kind in front: `aid:`, `mid:`, `fid:`, `anon:`, `ipua:`. */
    visitor: z.string().nullable(),
    /** The frozen dimensions; lists where several values persisted. */
    snapshot: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullable(),
    /** When each frozen value was set, to explain why a sale has its campaign. */
    setAt: z.record(z.string(), z.iso.datetime()).nullable(),
    rows: z.int(),
  })
  .meta({ id: "Transaction" });

export const getTransaction = endpoint({
  name: "getTransaction",
  method: "GET",
  path: "/api/report-suites/:rsid/transactions/:transactionId",
  permission: "reportSuite.read",
  summary: "The state of a transaction id, with its snapshot. 200 for every state.",
  params: RsidPath.extend({ transactionId: TransactionId }),
  reply: Transaction,
});
