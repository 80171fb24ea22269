import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { accountOrRefusal, readAccount, type AccountPlace } from "./accounts.ts";
import { loadWaiting } from "./load-waiting.ts";

/** The files that waited while the source was stopped are loaded now, in the order in which they came (E2). */
export async function restartAccount(deps: Pick<Deps, "db" | "fileDoors">, place: AccountPlace): Promise<DataSourceAccount> {
  const { id } = await accountOrRefusal(deps.db, place);
  await inTransaction(deps.db, async (trx) => await loadWaiting(trx, id));
  return await readAccount(deps, place);
}
