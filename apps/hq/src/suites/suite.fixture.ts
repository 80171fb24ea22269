import { ReportSuite } from "@rapport/contract/report-suites";

/** A report suite as in the server's answer, without variables of its own. */
export const suite = ReportSuite.parse({
  rsid: "shop",
  name: "Shop",
  timeZone: "Europe/Amsterdam",
  currency: "EUR",
  transactionIdStorage: true,
  transactionIdWindowDays: 90,
  lateLinking: true,
  signIn: true,
  purchaseIdBytes: 100,
  dropReloadedPurchases: true,
  storeVariable: null,
  receiptVariable: null,
  reorderWindowMs: 1_000,
  variables: {},
  writeKey: "k",
  createdAt: "2026-01-01T00:00:00Z",
  transactionIdStorageSince: null,
});
