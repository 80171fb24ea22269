import { DateRangePicker } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import type { PurchasesView } from "./purchases-query.ts";
import { purchaseTexts } from "./texts.ts";

/** The days between which the purchases are. */
export function PeriodField({ view: { from, to }, onChange }: { view: PurchasesView; onChange: (part: Partial<PurchasesView>) => void }) {
  const text = useText(purchaseTexts);
  return (
    <DateRangePicker
      label={text("period")}
      value={from === null || to === null ? null : { from, to }}
      onValue={(days) => onChange({ from: days?.from ?? null, to: days?.to ?? null })}
    />
  );
}
