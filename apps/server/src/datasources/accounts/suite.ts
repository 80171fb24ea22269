import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { Deps } from "../../deps.ts";
import { storedSettings, suiteOrRefusal } from "../../report-suites/index.ts";

/** The suite's present settings. Refuses with `not_found`. */
export async function settingsOf(db: Deps["db"], rsid: string): Promise<SuiteSettings> {
  return storedSettings((await suiteOrRefusal(db, rsid)).settings);
}

export async function timeZoneOf(db: Deps["db"], rsid: string): Promise<string> {
  return (await settingsOf(db, rsid)).timeZone;
}
