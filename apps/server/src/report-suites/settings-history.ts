import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { Deps } from "../deps.ts";
import { settingsVersions } from "./queries.ts";
import { storedSettings } from "./settings.ts";

export interface SettingsVersion {
  readonly version: number;
  /** They hold from this point in time, inclusive. */
  readonly since: Date;
  readonly settings: SuiteSettings;
}

/** The settings of suites at any point in time, as known when this was loaded. */
export interface SettingsHistory {
  /** The version for a hit received at `at`; the first version for an earlier time. Throws for a suite that was not loaded. */
  at(rsid: string, at: Date | number): SettingsVersion;
  has(rsid: string): boolean;
  /** Every version of a suite, oldest first; none for a suite that was not loaded. */
  versions(rsid: string): readonly SettingsVersion[];
}

/**
 * Loads every settings version of the suites, again at each call. A change is answered only after it is stored, so a hit
 * received after that answer is never processed under older settings.
 */
export async function loadSettingsHistory({ db }: Pick<Deps, "db">, rsids: readonly string[]): Promise<SettingsHistory> {
  const histories = new Map<string, SettingsVersion[]>();
  for (const { rsid, version, since, settings } of rsids.length === 0 ? [] : await settingsVersions(db, rsids)) {
    const history = histories.get(rsid) ?? [];
    history.push({ version, since, settings: storedSettings(settings) });
    histories.set(rsid, history);
  }
  return {
    has: (rsid) => histories.has(rsid),
    versions: (rsid) => histories.get(rsid) ?? [],
    at: (rsid, at) => {
      const history = histories.get(rsid);
      const first = history?.[0];
      if (history === undefined || first === undefined) throw new Error(`the settings of report suite ${rsid} were not loaded`);
      return history.findLast(({ since }) => since.getTime() <= Number(at)) ?? first;
    },
  };
}

/** The present settings; undefined when there is no such suite. */
export async function currentSettings(deps: Pick<Deps, "db" | "clock">, rsid: string): Promise<SuiteSettings | undefined> {
  const history = await loadSettingsHistory(deps, [rsid]);
  return history.has(rsid) ? history.at(rsid, deps.clock.now()).settings : undefined;
}
