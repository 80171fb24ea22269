/** An exact decimal with eight places: a whole number of hundred-millionths, never a binary fraction (DEC15). */
export type Decimal = bigint;

/** How many decimal places are kept. Sums use all of them and are rounded when they are shown (D15). */
export const PLACES = 8;
export const ONE: Decimal = 10n ** BigInt(PLACES);
/** How many digits an amount may have before the point. */
export const MAX_WHOLE_DIGITS = 14;

const MOST: Decimal = 10n ** BigInt(MAX_WHOLE_DIGITS + PLACES) - 1n;

/** The decimal with these digits before and after the point; a ninth place rounds half away from zero. */
export function ofDigits({ isNegative, whole, fraction }: { isNegative: boolean; whole: string; fraction: string }): Decimal {
  const kept = BigInt(`${whole}${fraction.slice(0, PLACES).padEnd(PLACES, "0")}`);
  const rounded = fraction.length > PLACES && fraction.charCodeAt(PLACES) >= 53 ? kept + 1n : kept;
  return clamp(isNegative ? -rounded : rounded);
}

/** The shortest exact text: `12.5`, `-0.0001`, `3`. */
export function formatDecimal(value: Decimal): string {
  if (value === 0n) return "0";
  const text = (value < 0n ? -value : value).toString().padStart(PLACES + 1, "0");
  let end = text.length;
  while (end > text.length - PLACES && text.charCodeAt(end - 1) === 48) end--;
  const whole = text.slice(0, text.length - PLACES);
  const sign = value < 0n ? "-" : "";
  return end === text.length - PLACES ? sign + whole : `${sign}${whole}.${text.slice(text.length - PLACES, end)}`;
}

/** Reads a text that `formatDecimal` or the warehouse wrote. */
export function parseDecimal(text: string): Decimal {
  const isNegative = text.startsWith("-");
  const [whole = "", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  const value = BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, "0"));
  return isNegative ? -value : value;
}

/** A sum that stays at the limit of the warehouse, so that one absurd hit cannot stop processing. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  return clamp(a + b);
}

/** The product of two decimals, rounded half away from zero to the places that are kept. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const product = a * b;
  const half = product < 0n ? -ONE / 2n : ONE / 2n;
  return clamp((product + half) / ONE);
}

/**
 * Converts an amount by a rate: the exact product, rounded half away from zero only if it has more places than are kept (CY1).
 *
 * @param amount @param rate decimals as text, such as `-12.5` and `0.8534`
 */
export function convertAmount(amount: string, rate: string): string {
  const [one, other] = [scaled(amount), scaled(rate)];
  const product = one.digits * other.digits;
  const places = one.places + other.places;
  if (places <= PLACES) return formatDecimal(clamp(product * 10n ** BigInt(PLACES - places)));
  const unit = 10n ** BigInt(places - PLACES);
  const half = product < 0n ? -unit / 2n : unit / 2n;
  return formatDecimal(clamp((product + half) / unit));
}

/** The reverse: the amount that `rate` converts to this one, rounded half away from zero to the places that are kept. */
export function convertBack(amount: Decimal, rate: string): Decimal {
  const { digits, places } = scaled(rate);
  return shareOf(amount, { part: 10n ** BigInt(places), whole: digits });
}

/** Negative, 0 or positive when `a` is less than, equal to or greater than `b`; exact, whatever their places. */
export function compareDecimals(a: string | number, b: string | number): number {
  const [one, other] = [scaled(textOf(a)), scaled(textOf(b))];
  const places = Math.max(one.places, other.places);
  const difference = one.digits * 10n ** BigInt(places - one.places) - other.digits * 10n ** BigInt(places - other.places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** A number in plain decimal digits. `String` writes very large and very small ones with an exponent. */
function textOf(value: string | number): string {
  return typeof value === "string" ? value : value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}

function scaled(text: string): { digits: bigint; places: number } {
  const [whole = "", fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

/** `amount` times `part` of `whole`, rounded half away from zero to the places that are kept. */
export function shareOf(amount: Decimal, { part, whole }: { part: Decimal; whole: Decimal }): Decimal {
  const doubled = 2n * amount * part;
  const half = doubled < 0n === whole < 0n ? whole : -whole;
  return (doubled + half) / (2n * whole);
}

function clamp(value: Decimal): Decimal {
  return value > MOST ? MOST : value < -MOST ? -MOST : value;
}
