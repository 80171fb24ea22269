import { CURRENCIES } from "@rapport/contract";
import { hitFault } from "@rapport/contract/refusals";
import { quarantine, type Quarantined } from "./hit.ts";

/** The currency that a hit's `field` names: '' for none and for the suite's own. A code that names no currency sends the hit to quarantine (BH4, CY3). */
export function currencyOf(sent: string, { field, own }: { field: string; own: string }): string | Quarantined {
  const code = sent.trim().toUpperCase();
  if (code === "" || code === own) return "";
  return CURRENCIES.has(code) ? code : quarantine("currency.invalid", hitFault("hit.currency_unknown", { field }));
}
