import type { AttributeType, Facet } from "@rapport/contract/clienteling";

const BARS = 12;
/** About so many places a slider can be put at. */
const PLACES = 100;
const DECIMALS = 4;

/**
 * A slider over the numbers that clients have, also of those whom other filters leave out, so that it does not move under the hand (R36). Null without numbers.
 *
 * @param counts how many clients have each number, under the other filters
 */
export function sliderOver(
  counts: ReadonlyMap<string, number>,
  { type, bars }: { readonly type: AttributeType; readonly bars: boolean },
): NonNullable<Facet["slider"]> | null {
  const found = [...counts].map(([value, count]) => ({ number: Number(value), count })).filter(({ number }) => Number.isFinite(number));
  if (found.length === 0) return null;
  const numbers = found.map(({ number }) => number);
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const most = numbers.reduce((a, b) => Math.max(a, b));
  const step = stepOf(most - least, type === "integer" ? 1 : 10 ** -DECIMALS);
  const at = (places: number) => Number((places * step).toFixed(DECIMALS));
  // A filter ends below its upper bound, so a slider ends above the largest number.
  const lowest = at(Math.floor(Number((least / step).toFixed(DECIMALS))));
  const highest = at(Math.floor(Number((most / step).toFixed(DECIMALS))) + 1);
  if (!bars) return { lowest, highest, step, bars: [] };
  const filled = Array.from({ length: BARS }, () => 0);
  for (const { number, count } of found) {
    const bar = Math.min(BARS - 1, Math.floor(((number - lowest) / (highest - lowest)) * BARS));
    filled[bar] = (filled[bar] ?? 0) + count;
  }
  return { lowest, highest, step, bars: filled };
}

/** 1, 2 or 5 times a power of ten. */
function stepOf(width: number, least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(width / PLACES, least)));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => width / one <= PLACES) ?? power;
  return Number(Math.max(least, step).toFixed(DECIMALS));
}
