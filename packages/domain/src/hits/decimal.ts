/** An exact decimal with four places, as a whole number of ten-thousandths. Never a binary fraction. */
export type Decimal4 = bigint;

export const ONE: Decimal4 = 10_000n;

/** What `Decimal(18, 4)` of the warehouse can hold. */
const MOST: Decimal4 = 999_999_999_999_999_999n;
const MAX_WHOLE_DIGITS = 14;

/**
 * Reads `12`, `-4.5`, `.5` or a JSON number; a fifth decimal place rounds half away from zero.
 * null when the text is no number or is too large.
 */
export function parseDecimal(text: string): Decimal4 | null {
  let i = 0;
  let isNegative = false;
  if (text[0] === "-" || text[0] === "+") {
    isNegative = text[0] === "-";
    i = 1;
  }
  const wholeEnd = digitsEnd(text, i);
  const whole = text.slice(i, wholeEnd);
  let fraction = "";
  let end = wholeEnd;
  if (text[wholeEnd] === ".") {
    end = digitsEnd(text, wholeEnd + 1);
    fraction = text.slice(wholeEnd + 1, end);
  }
  if (whole === "" && fraction === "") return null;
  if (end !== text.length) return exponent(text, end);
  return assemble({ isNegative, whole, fraction });
}

/** `12.5`, `-0.0001`, `3`: the shortest form of the exact value. */
export function formatDecimal(value: Decimal4): string {
  if (value === 0n) return "0";
  const text = (value < 0n ? -value : value).toString().padStart(5, "0");
  let end = text.length;
  while (end > text.length - 4 && text.charCodeAt(end - 1) === 48) end--;
  const whole = text.slice(0, text.length - 4);
  const sign = value < 0n ? "-" : "";
  return end === text.length - 4 ? sign + whole : `${sign}${whole}.${text.slice(text.length - 4, end)}`;
}

/** A sum that is too large for the warehouse stays at its limit, so that one absurd hit cannot stop the others. */
export function addDecimals(a: Decimal4, b: Decimal4): Decimal4 {
  return clamp(a + b);
}

/** Product of two decimals, rounded half away from zero to four places. */
export function multiplyDecimals(a: Decimal4, b: Decimal4): Decimal4 {
  const product = a * b;
  const half = product < 0n ? -ONE / 2n : ONE / 2n;
  return clamp((product + half) / ONE);
}

function assemble({ isNegative, whole, fraction }: { isNegative: boolean; whole: string; fraction: string }): Decimal4 | null {
  const digits = whole.replace(/^0+/, "");
  if (digits.length > MAX_WHOLE_DIGITS) return null;
  const kept = BigInt(`${digits}${fraction.slice(0, 4).padEnd(4, "0")}` || "0");
  const rounded = fraction.length > 4 && fraction.charCodeAt(4) >= 53 ? kept + 1n : kept;
  return clamp(isNegative ? -rounded : rounded);
}

/** JSON writes very small and very large numbers as `1e-7`. */
function exponent(text: string, end: number): Decimal4 | null {
  if (text[end] !== "e" && text[end] !== "E") return null;
  const sign = text[end + 1] === "-" || text[end + 1] === "+" ? 1 : 0;
  const from = end + 1 + sign;
  if (from === text.length || digitsEnd(text, from) !== text.length) return null;
  const number = Number(text);
  if (Math.abs(number) < 0.00005) return 0n;
  if (Math.abs(number) >= 10 ** MAX_WHOLE_DIGITS) return null;
  return parseDecimal(number.toFixed(4));
}

function digitsEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) break;
    i++;
  }
  return i;
}

function clamp(value: Decimal4): Decimal4 {
  return value > MOST ? MOST : value < -MOST ? -MOST : value;
}
