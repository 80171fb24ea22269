import type { Receipt } from "@rapport/contract/data-sources";

export const FATES = ["linkedByTransaction", "linkedByCustomer", "unlinked", "summary", "rejected"] as const;
export type Fate = (typeof FATES)[number];

/** Shares of the rows read, in drawing order; fates without a row are left out. */
export function fateShares(receipt: Receipt): { fate: Fate; rows: number; share: number }[] {
  return FATES.flatMap((fate) => (receipt[fate] === 0 ? [] : [{ fate, rows: receipt[fate], share: receipt[fate] / receipt.rowsRead }]));
}

/** Rows that reports count: every row read but the rejected ones. */
export function rowsInReports(receipt: Receipt): number {
  return receipt.status === "success" ? receipt.rowsRead - receipt.rejected : 0;
}
