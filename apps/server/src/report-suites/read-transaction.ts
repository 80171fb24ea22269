import type { TransactionId } from "@rapport/contract";
import type { Transaction } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { countLinkedRows, recordedTransaction } from "./queries.ts";
import { suiteOrRefusal } from "./read-suites.ts";

/** The state of a transaction id. An id seen only while storage was off is unknown (FA4). */
export async function readTransaction(
  { db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">,
  { rsid, transactionId }: { rsid: string; transactionId: TransactionId },
): Promise<z.input<typeof Transaction>> {
  await suiteOrRefusal(db, rsid);
  const found = await recordedTransaction(warehouse, { suite: rsid, transactionId });
  if (found?.recorded !== 1) return { transactionId, state: "unknown", recordedAt: null, expiresAt: null, visitor: null, snapshot: null, setAt: null, rows: 0 };
  const rows = await countLinkedRows(warehouse, { suite: rsid, visitorId: found.visitor_id, transactionId });
  const joined = rows > 0 ? "linked" : "recorded";
  return {
    transactionId,
    state: found.expires_at.getTime() <= clock.now().getTime() ? "expired" : joined,
    recordedAt: found.hit_at.toISOString(),
    expiresAt: found.expires_at.toISOString(),
    visitor: found.visitor_id.replace(/^vid:/, ""),
    snapshot: {
      ...found.snapshot,
      ...found.lists,
      ...(found.product_category !== "" && { category: found.product_category }),
      ...(found.product_name !== "" && { product: found.product_name }),
    },
    setAt: Object.fromEntries(Object.entries(found.set_at).map(([variable, at]) => [variable, at.toISOString()])),
    rows,
  };
}
