import type { Translated } from "@rapport/contract";
import type { MeasureCode } from "@rapport/contract/clienteling";

export const MEASURE_NAMES: Readonly<Record<MeasureCode, Translated>> = {
  netSpend365: { en: "Net spend, 365 days", nl: "Netto besteed, 365 dagen" },
};
