import { type Decimal, MAX_WHOLE_DIGITS, ofDigits } from "./decimal.ts";
import { AMOUNT, SHAPES } from "./patterns.ts";
import { readText } from "./read-text.ts";

export type AmountFault = "amount.unreadable" | "amount.ambiguous" | "amount.too_large";
export type ReadAmount = { readonly kind: "amount"; readonly value: Decimal } | { readonly kind: "fault"; readonly fault: AmountFault };

/**
 * Reads what is plainly a decimal: `1234.5`, `1,234.50`, `1.234,50`, `59,90`, `1 234,50`, `(5.50)`, `5.50-`, `$5.50`, `1e3`. A
 * currency sign is ignored. A ninth decimal is rounded half away from zero. `1,234` can mean two things, so it is not read.
 */
export function readAmount(sent: string): ReadAmount {
  const groups = PARTS.exec(readText(sent));
  if (groups === null) return UNREADABLE;
  const [, open = "", sign1 = "", currency1 = "", sign2 = "", body = "", exponent = "", currency2 = "", sign3 = "", close = ""] = groups;
  const signs = sign1 + sign2 + sign3;
  if ((open === "") !== (close === "") || signs.length + open.length > 1 || currency1.length + currency2.length > 1) return UNREADABLE;
  const digits = plainDigits(body);
  if (digits === null) return AMBIGUOUS.test(body) ? fault("amount.ambiguous") : UNREADABLE;
  const [whole, fraction] = shifted(digits, Number(exponent));
  if (whole.length > MAX_WHOLE_DIGITS) return fault("amount.too_large");
  return { kind: "amount", value: ofDigits({ isNegative: open !== "" || (signs !== "" && signs !== "+"), whole, fraction }) };
}

const PARTS = new RegExp(AMOUNT, "u");
const AMBIGUOUS = new RegExp(SHAPES.ambiguous, "u");
const PLAIN = new RegExp(SHAPES.plain, "u");
const DECIMAL_COMMA = new RegExp(SHAPES.decimalComma, "u");
const COMMA_GROUPS = new RegExp(SHAPES.commaGroups, "u");
const POINT_GROUPS = new RegExp(SHAPES.pointGroups, "u");
const OTHER_GROUPS = new RegExp(SHAPES.otherGroups, "u");

/** Digits with at most one point; null when the separators can mean two things. */
function plainDigits(body: string): string | null {
  if (PLAIN.test(body)) return body;
  if (AMBIGUOUS.test(body)) return null;
  if (DECIMAL_COMMA.test(body)) return body.replace(",", ".");
  if (COMMA_GROUPS.test(body)) return body.replaceAll(",", "");
  if (POINT_GROUPS.test(body)) return body.replaceAll(".", "").replace(",", ".");
  return OTHER_GROUPS.test(body) ? body.replaceAll(/[^0-9.,]/gu, "").replace(",", ".") : null;
}

/** The digits before and after the point, after moving the point by a power of ten; without leading zeros. */
function shifted(digits: string, exponent: number): [whole: string, fraction: string] {
  const [whole = "", fraction = ""] = digits.split(".");
  const all = "0".repeat(Math.max(0, -exponent - whole.length)) + whole + fraction + "0".repeat(Math.max(0, exponent - fraction.length));
  const point = Math.max(whole.length + exponent, 0);
  return [all.slice(0, point).replace(/^0+/, ""), all.slice(point)];
}

function fault(reason: AmountFault): ReadAmount {
  return { kind: "fault", fault: reason };
}

const UNREADABLE: ReadAmount = { kind: "fault", fault: "amount.unreadable" };
