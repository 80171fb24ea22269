import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { suiteRules, type FilePlan } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { loadSettingsHistory, settleCurrencies } from "../../report-suites/index.ts";

/**
 * Fixes the currency of the suite, because the file has amounts (CY4). Returns why the file cannot be loaded if the suite had another
 * currency when the file was sent: its amounts are in that one (CY6).
 */
export async function settleForFile(
  deps: Pick<Deps, "db">,
  { rsid, uploadedAt, plan }: { rsid: string; uploadedAt: Date; plan: FilePlan },
): Promise<FileFailure | null> {
  const { currency, currencyEvents } = suiteRules((await loadSettingsHistory(deps, [rsid])).at(rsid, uploadedAt).settings);
  if (!plan.columns.some((column) => column.kind === "metric" && (column.key === "revenue" || currencyEvents.has(column.key)))) return null;
  const settled = (await settleCurrencies(deps, [rsid])).get(rsid) ?? currency;
  return settled === currency ? null : fileFailure("file.currency_changed", { before: currency, now: settled });
}
