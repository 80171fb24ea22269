import { SuiteSettings } from "@rapport/contract/report-suites";
import { z } from "zod";

/** A whole number as a person types it. */
const typed = <N extends z.ZodType<number, number>>(number: N) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(number);

const { name, timeZone, currency, storeVariable, receiptVariable, transactionIdWindowDays, lateLinking, signIn, dropReloadedPurchases, reorderWindowMs } =
  SuiteSettings.shape;

/** The settings of a suite that people change here. Variables have a page of their own. */
export const ChangedSettings = z.strictObject({
  name,
  timeZone,
  currency,
  storeVariable,
  receiptVariable,
  transactionIdWindowDays: typed(transactionIdWindowDays),
  lateLinking,
  signIn,
  dropReloadedPurchases,
  purchaseIdBytes: z.enum(["20", "100"]).transform((bytes) => (bytes === "20" ? 20 : 100)),
  reorderWindowMs: typed(reorderWindowMs),
});
export type ChangedSettings = z.output<typeof ChangedSettings>;

// The keys of a schema's shape are its fields.
export const SETTING_NAMES = Object.keys(ChangedSettings.shape) as (keyof ChangedSettings)[];

/** The settings in the form. */
export function startOf(suite: SuiteSettings): z.input<typeof ChangedSettings> {
  return {
    name: suite.name,
    timeZone: suite.timeZone,
    currency: suite.currency,
    storeVariable: suite.storeVariable,
    receiptVariable: suite.receiptVariable,
    transactionIdWindowDays: String(suite.transactionIdWindowDays),
    lateLinking: suite.lateLinking,
    signIn: suite.signIn,
    dropReloadedPurchases: suite.dropReloadedPurchases,
    purchaseIdBytes: suite.purchaseIdBytes === 20 ? "20" : "100",
    reorderWindowMs: String(suite.reorderWindowMs),
  };
}

/** The differences from the suite. A setting that only somebody else changed meanwhile stays. */
export function changesTo(suite: SuiteSettings, settings: ChangedSettings): Partial<ChangedSettings> {
  return Object.fromEntries(SETTING_NAMES.filter((setting) => settings[setting] !== suite[setting]).map((setting) => [setting, settings[setting]]));
}
