import type { DataSourceJob, Receipt, RowFate } from "@rapport/contract/data-sources";

export const FATES = ["linkedByTransaction", "linkedByCustomer", "unlinked", "summary", "rejected"] as const;
export type Fate = (typeof FATES)[number];

/** What each is called in the rows of an upload. */
export const ROW_FATE = {
  linkedByTransaction: "transaction",
  linkedByCustomer: "customer",
  unlinked: "unlinked",
  summary: "summary",
  rejected: "rejected",
} as const satisfies Record<Fate, RowFate>;

/** The shares of the rows read, in drawing order. Fates without rows are left out. */
export function fateShares(receipt: Pick<Receipt, Fate | "rowsRead">): { fate: Fate; rows: number; share: number }[] {
  return FATES.flatMap((fate) => (receipt[fate] === 0 ? [] : [{ fate, rows: receipt[fate], share: receipt[fate] / receipt.rowsRead }]));
}

/** The rows that reports count: every row read except the rejected ones. */
export function rowsInReports(receipt: Receipt): number {
  return receipt.status === "success" ? receipt.rowsRead - receipt.rejected - (receipt.takenBack ?? 0) : 0;
}

/** How much of a file was loaded: all, nothing, a part, or all with rows that are not linked. */
export interface Outcome {
  readonly kind: "whole" | "none" | "part" | "notLinked";
  readonly read: number;
  readonly rejected: number;
  readonly notLinked: number;
}

/** From a receipt, or from a job with its fates; undefined for a job without them. */
export function outcomeOf(job: Pick<DataSourceJob, "fates"> | Receipt): Outcome | undefined {
  const counts = "rowsRead" in job ? { read: job.rowsRead, rejected: job.rejected, notLinked: job.unlinked } : countsOf(job.fates);
  if (counts === undefined) return undefined;
  const { read, rejected, notLinked } = counts;
  const kind = rejected > 0 ? (rejected === read ? "none" : "part") : notLinked > 0 ? "notLinked" : "whole";
  return { kind, ...counts };
}

function countsOf(fates: DataSourceJob["fates"]): Omit<Outcome, "kind"> | undefined {
  if (fates === undefined) return undefined;
  const { linked, waiting, unlinked, summary, rejected } = fates;
  return { read: linked + waiting + unlinked + summary + rejected, rejected, notLinked: waiting + unlinked };
}
