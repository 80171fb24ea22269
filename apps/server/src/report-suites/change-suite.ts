import { Refusal } from "@rapport/contract";
import type { ReportSuite, SuiteSettings } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { addSettings, holdsAmounts, lockSuite, setStorageSince } from "./queries.ts";
import { changedSettings, storedSettings, toReportSuite, type SettingsChange } from "./settings.ts";
import { suiteOrRefusal } from "./read-suites.ts";

/** Stores a new version of the settings. Hits received before keep the version they came under. */
export async function changeSuite(
  deps: Pick<Deps, "db" | "clock" | "signals" | "warehouse" | "journal">,
  { rsid, change }: { rsid: string; change: SettingsChange },
): Promise<z.input<typeof ReportSuite>> {
  const { db, clock, signals } = deps;
  const changed = await db.transaction().execute(async (trx) => {
    await lockSuite(trx, rsid);
    const row = await suiteOrRefusal(trx, rsid);
    const before = storedSettings(row.settings);
    const settings = changedSettings(before, change);
    if (JSON.stringify(settings) === JSON.stringify(before)) return row;
    if (settings.currency !== before.currency && (row.settled_currency !== null || (await mayHoldAmounts(deps, { suite: rsid, before }))))
      throw new Refusal("report_suite.currency_settled", { rsid, currency: before.currency });
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

/** True when the suite has an amount, or a hit on its way to the warehouse that may bring the first amount (CY4). */
async function mayHoldAmounts(deps: Pick<Deps, "warehouse" | "journal">, { suite, before }: { suite: string; before: SuiteSettings }): Promise<boolean> {
  const currencyEvents = Object.entries(before.variables).flatMap(([event, { eventType }]) => (eventType === "currency" ? [event] : []));
  return deps.journal.waiting(suite) > 0 || (await holdsAmounts(deps.warehouse, { suite, currencyEvents }));
}
