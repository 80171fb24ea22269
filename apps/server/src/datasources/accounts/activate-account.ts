import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { endOpen } from "../sftp/access-queries.ts";
import { setDeactivated } from "./account-queries.ts";
import { notFound, shownAccount, type AccountPlace } from "./accounts.ts";
import { timeZoneOf } from "./suite.ts";

type ActivateDeps = Pick<Deps, "db" | "clock" | "fileDoors">;

/** From the answer on no door takes a file (FU16); what an SFTP sender opened before begins nothing more. What was taken before is still loaded. */
export async function deactivateAccount(deps: ActivateDeps, place: AccountPlace): Promise<DataSourceAccount> {
  return await change(deps, place, deps.clock.now());
}

/** Files that lie in its folder are taken now. */
export async function activateAccount(deps: ActivateDeps, place: AccountPlace): Promise<DataSourceAccount> {
  return await change(deps, place, null);
}

async function change(deps: ActivateDeps, place: AccountPlace, at: Date | null): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(deps.db, place.rsid);
  const account = await inTransaction(deps.db, async (trx) => {
    const changed = await setDeactivated(trx, { rsid: place.rsid, id: place.dataSourceId, at });
    if (changed !== undefined && at !== null) await endOpen(trx, changed.id);
    return changed;
  });
  if (account === undefined) throw notFound(place);
  return shownAccount(deps, { account, timeZone });
}
