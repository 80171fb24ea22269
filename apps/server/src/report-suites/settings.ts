import { Refusal, type Body } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
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

const DEFAULTS = {
  transactionIdStorage: false,
  transactionIdWindowDays: 90,
  lateLinking: true,
  signIn: true,
  purchaseIdBytes: 100,
  dropReloadedPurchases: true,
  variables: {},
} as const;

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
  const faults = Object.entries(settings.variables).flatMap(([variable, given]) => misplaced(variable, given));
  if (faults.length > 0) throw new Refusal("variable.setting_misplaced", {}, { faults });
  return settings;
}

function misplaced(variable: string, { allocation, expiration, delimiter, eventType }: VariableSettings): Fault[] {
  const persists = /^(evar|list|campaign$|marketingchannel$)/.test(variable);
  const at = (setting: keyof VariableSettings, what: Wrong): Fault => ({ path: ["variables", variable, setting], wrong: what });
  return [
    ...(!persists && allocation !== undefined ? [at("allocation", wrong("variable.allocation_misplaced", {}))] : []),
    ...(!persists && expiration !== undefined ? [at("expiration", wrong("variable.allocation_misplaced", {}))] : []),
    ...(delimiter !== undefined && !/^(list|prop)/.test(variable) ? [at("delimiter", wrong("variable.delimiter_misplaced", {}))] : []),
    ...(eventType !== undefined && !variable.startsWith("event") ? [at("eventType", wrong("variable.event_type_misplaced", {}))] : []),
  ];
}
