import type { MeasureCode } from "@rapport/contract/clienteling";
import { lastPurchaseOfCustomers, netSpendOfCustomers, ordersOfCustomers, type CustomerQuery, type MeasureKind } from "./customer-amounts.ts";

/** A value for each customer, computed from hits and rows. */
interface Measure {
  readonly kind: MeasureKind;
  /** How many days back it looks; null for everything. */
  readonly days: number | null;
  readonly values: CustomerQuery;
}

export const MEASURES: Readonly<Record<MeasureCode, Measure>> = {
  netSpend365: { kind: "money", days: 365, values: netSpendOfCustomers },
  orders365: { kind: "number", days: 365, values: ordersOfCustomers },
  lastPurchase: { kind: "date", days: null, values: lastPurchaseOfCustomers },
};
