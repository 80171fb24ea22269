import { CURRENCIES } from "@rapport/contract";

/** The code in capitals, or null when it is no currency; `cc` with any other value discards the hit (BH4). */
export function currencyCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return CURRENCIES.has(code) ? code : null;
}
