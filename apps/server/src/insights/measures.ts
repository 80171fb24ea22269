import type { Translated } from "@rapport/contract";
import type { MeasureCode } from "@rapport/contract/clienteling";
import { lastPurchaseOfCustomers, netSpendOfCustomers, ordersOfCustomers, type CustomerQuery, type MeasureKind } from "./customer-amounts.ts";

/** A value for each customer, computed from hits and rows. */
interface Measure {
  readonly name: Translated;
  readonly kind: MeasureKind;
  /** How far back it looks; null for all that is kept. */
  readonly days: number | null;
  readonly values: CustomerQuery;
}

export const MEASURES: Readonly<Record<MeasureCode, Measure>> = {
  netSpend365: { name: { en: "Net spend, 365 days", nl: "Netto besteed, 365 dagen" }, kind: "money", days: 365, values: netSpendOfCustomers },
  orders365: { name: { en: "Orders, 365 days", nl: "Bestellingen, 365 dagen" }, kind: "number", days: 365, values: ordersOfCustomers },
  lastPurchase: { name: { en: "Last purchase", nl: "Laatste aankoop" }, kind: "date", days: null, values: lastPurchaseOfCustomers },
};
