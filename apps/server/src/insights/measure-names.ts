import type { MeasureCode, Translated } from "@rapport/contract";

export const MEASURE_NAMES: Readonly<Record<MeasureCode, Translated>> = {
  netSpend365: { en: "Net spend, 365 days", nl: "Netto besteed, 365 dagen" },
};
