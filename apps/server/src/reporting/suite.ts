import { Refusal } from "@rapport/contract";
import type { ReportingSuite } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { loadSettingsHistory } from "../report-suites/index.ts";

/** What a report needs to know of its suite, or `not_found`. */
export async function reportingSuite(deps: Pick<Deps, "db" | "clock">, rsid: string): Promise<ReportingSuite> {
  const history = await loadSettingsHistory(deps, [rsid]);
  if (!history.has(rsid)) throw new Refusal("report_suite.not_found", { rsid });
  const { settings } = history.at(rsid, deps.clock.now());
  const everLinear = history
    .versions(rsid)
    .flatMap((version) => Object.entries(version.settings.variables).flatMap(([name, { allocation }]) => (allocation === "linear" ? [name] : [])));
  return { rsid, timeZone: settings.timeZone, currency: settings.currency, variables: settings.variables, everLinear: new Set(everLinear) };
}
