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

const { name, storeVariable, receiptVariable, transactionIdWindowDays, lateLinking, signIn, dropReloadedPurchases, reorderWindowMs } = SuiteSettings.shape;

/** Settings of a suite that a person may change. Its zone and its currency say what was counted already, and variables have more to say than fits here. */
export const ChangedSettings = z.strictObject({
  name,
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

/** The settings as the form holds them. */
export function startOf(suite: SuiteSettings): z.input<typeof ChangedSettings> {
  return {
    name: suite.name,
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

/** What differs from the suite: what somebody else changed meanwhile, and this person did not, stays. */
export function changesTo(suite: SuiteSettings, settings: ChangedSettings): Partial<ChangedSettings> {
  // The keys of the parsed settings are those of the schema.
  const names = Object.keys(settings) as (keyof ChangedSettings)[];
  return Object.fromEntries(names.filter((setting) => settings[setting] !== suite[setting]).map((setting) => [setting, settings[setting]]));
}
