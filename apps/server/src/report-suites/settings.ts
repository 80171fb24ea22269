import { Refusal, type Body } from "@rapport/contract";
import { wrong, type Fault, type Wrong } from "@rapport/contract/refusals";
import {
  SuiteSettings,
  type ReportSuite,
  type VariableChange,
  type VariableSettings,
  type changeReportSuite,
  type createReportSuite,
} from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { SuiteRow } from "./queries.ts";

export type NewSuite = Body<typeof createReportSuite>;
export type SettingsChange = Body<typeof changeReportSuite>;

/** The settings of a new suite: transaction ids are not kept until somebody switches that on. */
export function firstSettings({ rsid: _, ...given }: NewSuite): SuiteSettings {
  refuseMisplaced(given.variables);
  return SuiteSettings.parse({ ...DEFAULTS, ...given });
}

/** `settings` with `change` applied. Of a variable that both name, only the given settings change; null takes them away (C1). */
export function changedSettings(settings: SuiteSettings, change: SettingsChange): SuiteSettings {
  const given = Object.entries(change.variables ?? {});
  refuseMisplaced(Object.fromEntries(given.map(([variable, changed]) => [variable, withoutNull(changed ?? {})])));
  const variables: Record<string, VariableSettings> = { ...settings.variables };
  for (const [variable, changed] of given) {
    if (changed === null) delete variables[variable];
    else variables[variable] = withoutNull({ ...variables[variable], ...changed });
  }
  return SuiteSettings.parse({ ...settings, ...change, variables });
}

function withoutNull(changed: VariableChange): VariableSettings {
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null));
}

const DEFAULTS = {
  transactionIdStorage: false,
  transactionIdWindowDays: 90,
  lateLinking: true,
  signIn: true,
  purchaseIdBytes: 100,
  dropReloadedPurchases: true,
  storeVariable: null,
  receiptVariable: null,
  reorderWindowMs: 1_000,
  variables: {},
} as const;

/**
 * Settings as they are stored. Those of an earlier version lack newer fields, and may have fields that never had an effect. These are
 * left out.
 */
export function storedSettings(stored: unknown): SuiteSettings {
  const settings = SuiteSettings.parse(typeof stored === "object" ? { ...DEFAULTS, ...stored } : stored);
  const variables = Object.entries(settings.variables).map(([variable, given]) => {
    const meaningless = new Set<string>(misplaced(variable, given).map(({ setting }) => setting));
    return meaningless.size === 0 ? [variable, given] : [variable, Object.fromEntries(Object.entries(given).filter(([key]) => !meaningless.has(key)))];
  });
  return { ...settings, variables: Object.fromEntries(variables) as SuiteSettings["variables"] };
}

export function toReportSuite(row: Omit<SuiteRow, "settled_currency">): z.input<typeof ReportSuite> {
  return {
    ...storedSettings(row.settings),
    rsid: row.rsid,
    writeKey: row.write_key,
    createdAt: row.created_at.toISOString(),
    transactionIdStorageSince: row.transaction_id_storage_since?.toISOString() ?? null,
  };
}

function refuseMisplaced(variables: SuiteSettings["variables"] = {}): void {
  const faults: Fault[] = Object.entries(variables).flatMap(([variable, given]) =>
    misplaced(variable, given).map(({ setting, wrong: what }) => ({ path: ["variables", variable, setting], wrong: what })),
  );
  if (faults.length > 0) throw new Refusal("variable.setting_misplaced", {}, { faults });
}

/** Settings that have no effect on this variable. */
function misplaced(
  variable: string,
  { allocation, expiration, delimiter, eventType }: VariableSettings,
): readonly { readonly setting: keyof VariableSettings; readonly wrong: Wrong }[] {
  const isList = variable.startsWith("list");
  const persists = isList || /^(evar|campaign$|marketingchannel$)/.test(variable);
  return [
    ...(!persists && allocation !== undefined ? [{ setting: "allocation", wrong: wrong("variable.allocation_misplaced", {}) } as const] : []),
    ...(isList && allocation === "original" ? [{ setting: "allocation", wrong: wrong("variable.list_original", {}) } as const] : []),
    ...(!persists && expiration !== undefined ? [{ setting: "expiration", wrong: wrong("variable.allocation_misplaced", {}) } as const] : []),
    ...(!isList && delimiter !== undefined ? [{ setting: "delimiter", wrong: wrong("variable.delimiter_misplaced", {}) } as const] : []),
    ...(!variable.startsWith("event") && eventType !== undefined ? [{ setting: "eventType", wrong: wrong("variable.event_type_misplaced", {}) } as const] : []),
  ];
}
