import type { Translated } from "@rapport/contract";
import type { MeasureCode } from "@rapport/contract/clienteling";
import { netSpendOfCustomers } from "./queries.ts";

/** An amount of money for each customer. */
interface Measure {
  readonly name: Translated;
  /** How far back it looks. */
  readonly days: number;
  /** One row for each customer who has the amount, in the report suite's currency. */
  readonly amounts: typeof netSpendOfCustomers;
}

export const MEASURES: Readonly<Record<MeasureCode, Measure>> = {
  netSpend365: { name: { en: "Net spend, 365 days", nl: "Netto besteed, 365 dagen" }, days: 365, amounts: netSpendOfCustomers },
};
