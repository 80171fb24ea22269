import { compareTexts } from "../values/compare-texts.ts";
import { formatDecimal, parseDecimal } from "../values/decimal.ts";

export interface AmountIn {
  readonly amount: string;
  readonly currency: string;
}

export interface MoneyLine {
  /** In the suite's currency; in its own as long as it waits for a rate. */
  readonly amount: AmountIn;
  /** Its money is not converted yet and does not count (CY2). */
  readonly waitsForRate: boolean;
}

/** What lines add up to. `counted` is null when all of it waits for a rate; `waiting` has what waits, one amount in each currency. */
export function sumsOf(lines: readonly MoneyLine[]): { counted: string | null; waiting: AmountIn[] } {
  let counted: bigint | null = null;
  const waits = new Map<string, bigint>();
  for (const { amount, waitsForRate } of lines) {
    const value = parseDecimal(amount.amount);
    if (waitsForRate) waits.set(amount.currency, (waits.get(amount.currency) ?? 0n) + value);
    else counted = (counted ?? 0n) + value;
  }
  const waiting = [...waits]
    .flatMap(([currency, sum]) => (sum === 0n ? [] : [{ amount: formatDecimal(sum), currency }]))
    .toSorted((a, b) => compareTexts(a.currency, b.currency));
  return { counted: counted === null && waiting.length > 0 ? null : formatDecimal(counted ?? 0n), waiting };
}
