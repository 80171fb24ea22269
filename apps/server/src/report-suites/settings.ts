import { Refusal, type Body } from "@rapport/contract";
import { SuiteSettings, type ReportSuite, type VariableSettings, type changeReportSuite, type createReportSuite } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { SuiteRow } from "./queries.ts";

export type NewSuite = Body<typeof createReportSuite>;
export type SettingsChange = Body<typeof changeReportSuite>;

/** Settings of a new suite: nothing is recorded for offline joins until somebody switches it on. */
export function firstSettings({ rsid: _, ...given }: NewSuite): SuiteSettings {
  return checked({ ...DEFAULTS, ...given });
}

/** `settings` with `change` applied. Of a variable that both name, only the given keys change. */
export function changedSettings(settings: SuiteSettings, change: SettingsChange): SuiteSettings {
  const variables = { ...settings.variables };
  for (const [variable, given] of Object.entries(change.variables ?? {})) variables[variable] = { ...variables[variable], ...given };
  return checked({ ...settings, ...change, variables });
}

const DEFAULTS = { transactionIdStorage: false, transactionIdWindowDays: 90, lateLinking: true, signIn: true, variables: {} } as const;

/** Settings as they are stored; they were checked when they were written. Those of an earlier version lack what came later. */
export function storedSettings(settings: unknown): SuiteSettings {
  return SuiteSettings.parse(typeof settings === "object" ? { ...DEFAULTS, ...settings } : settings);
}

export function toReportSuite(row: SuiteRow): z.input<typeof ReportSuite> {
  return {
    ...storedSettings(row.settings),
    rsid: row.rsid,
    writeKey: row.write_key,
    createdAt: row.created_at.toISOString(),
    transactionIdStorageSince: row.transaction_id_storage_since?.toISOString() ?? null,
  };
}

function checked(merged: object): SuiteSettings {
  const settings = SuiteSettings.parse(merged);
  for (const [variable, given] of Object.entries(settings.variables)) {
    const wrong = misplaced(variable, given);
    if (wrong !== undefined) throw new Refusal("invalid", `variables.${variable}: ${wrong}`, { reason: "variable.setting_misplaced" });
  }
  return settings;
}

function misplaced(variable: string, { allocation, expiration, delimiter, eventType }: VariableSettings): string | undefined {
  const persists = /^(evar|list|campaign$|marketingchannel$)/.test(variable);
  if (!persists && (allocation !== undefined || expiration !== undefined))
    return "allocation and expiration are for variables that persist: eVars, lists, campaign and marketingchannel.";
  if (delimiter !== undefined && !/^(list|prop)/.test(variable)) return "a delimiter is for lists and props.";
  if (eventType !== undefined && !variable.startsWith("event")) return "eventType is for events.";
  return undefined;
}
