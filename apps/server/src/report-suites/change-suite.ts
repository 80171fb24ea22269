import type { ReportSuite } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { addSettings, lockSuite, setStorageSince } from "./queries.ts";
import { changedSettings, storedSettings, toReportSuite, type SettingsChange } from "./settings.ts";
import { suiteOrRefusal } from "./read-suites.ts";

/** A new version of the settings: what was received before keeps the version it came under. */
export async function changeSuite(
  { db, clock, signals }: Pick<Deps, "db" | "clock" | "signals">,
  { rsid, change }: { rsid: string; change: SettingsChange },
): Promise<z.input<typeof ReportSuite>> {
  const changed = await db.transaction().execute(async (trx) => {
    await lockSuite(trx, rsid);
    const row = await suiteOrRefusal(trx, rsid);
    const before = storedSettings(row.settings);
    const settings = changedSettings(before, change);
    if (JSON.stringify(settings) === JSON.stringify(before)) return row;
    const since = new Date(Math.max(clock.now().getTime(), row.since.getTime() + 1));
    const version = row.version + 1;
    await addSettings(trx, { rsid, version, since, settings });
    const switched = settings.transactionIdStorage !== before.transactionIdStorage;
    const storageSince = switched ? (settings.transactionIdStorage ? since : null) : row.transaction_id_storage_since;
    if (switched) await setStorageSince(trx, { rsid, since: storageSince });
    return { ...row, version, since, settings, transaction_id_storage_since: storageSince };
  });
  signals.suitesChanged();
  return toReportSuite(changed);
}
