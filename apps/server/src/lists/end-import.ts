import type { FileFailure } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { publishAllOrSoon, publishOrSoon } from "../publishing/index.ts";
import { lockedImport, removeChunks, saveImport, type ImportRow } from "./queries.ts";

/** Counts of no row. */
export const NOTHING = { line: 0, added: 0, updated: 0, unchanged: 0, invalid: 0, told: 0 } as const;

/** Ends an import before its end. The counts of good rows that are stored stay; all others say nothing of the list. Nothing happens to one that has ended. */
export async function endImport(
  deps: Pick<Deps, "db" | "clock" | "log">,
  { row: { id, list, legal_entity: legalEntity }, failure }: { row: ImportRow; failure: FileFailure },
): Promise<void> {
  const storesGood = await inTransaction(deps.db, async (trx) => {
    const row = await lockedImport(trx, id);
    if (row === undefined || row.phase === "applied" || row.phase === "failed") return false;
    const stored = row.phase === "applying" && row.mode === "good";
    await saveImport(trx, id, { ...(!stored && NOTHING), phase: "failed", failure });
    await removeChunks(trx, id);
    return stored;
  });
  // Whatever ended it, stores get the rows that are stored.
  if (storesGood && publishes(list)) await (legalEntity === null ? publishAllOrSoon(deps) : publishOrSoon(deps, { legalEntity, by: null }));
}

/** Customers and client books are live (PB4). */
export function publishes(list: string): boolean {
  return list !== "customers" && list !== "client-books";
}
