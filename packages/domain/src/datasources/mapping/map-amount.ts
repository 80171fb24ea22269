import type { DecimalSign } from "@rapport/contract/data-sources";
import { formatDecimal } from "../../values/decimal.ts";
import { readAmount } from "../../values/read-amount.ts";
import { readText } from "../../values/read-text.ts";
import type { FileCell } from "./map-date.ts";

/** What may stand around the digits: signs, currencies, brackets. The one reading of amounts judges it. */
const AROUND = /^([^0-9.,]*)([0-9][0-9.,'\u2019 \u00a0\u202f]*|[.,][0-9]+)([^0-9]*)$/u;
/** A group of thousands begins with no zero: `0,125` is a decimal written in another way. */
const GROUPED = {
  point: /^(?:[1-9][0-9]{0,2}(?:[, '\u2019\u00a0\u202f][0-9]{3})+|[0-9]*)(?:\.[0-9]*)?$/u,
  comma: /^(?:[1-9][0-9]{0,2}(?:[. '\u2019\u00a0\u202f][0-9]{3})+|[0-9]*)(?:,[0-9]*)?$/u,
} as const;

/**
 * An amount as the source's own format writes it: with a point for decimals and nothing between thousands. Null when the separators are not those of the mapping;
 * everything else is left to the one reading of amounts.
 */
export function mapAmount(cell: FileCell, { decimals, turned }: { decimals: DecimalSign; turned: boolean }): string | null {
  const text = typeof cell === "number" ? plainNumber(cell) : pointed(readText(cell), decimals);
  if (text === null || !turned || text === "") return text;
  const amount = readAmount(text);
  return amount.kind === "amount" ? formatDecimal(-amount.value) : null;
}

function pointed(text: string, decimals: DecimalSign): string | null {
  const found = AROUND.exec(text);
  if (found === null) return text;
  const [, before = "", digits = "", after = ""] = found;
  const body = digits.trimEnd();
  if (/^[0-9]+(?:\.[0-9]+)?[eE]/.test(text)) return text;
  if (!GROUPED[decimals].test(body)) return null;
  const sign = decimals === "comma" ? "," : ".";
  const [whole = "", fraction] = body.split(sign);
  const plain = whole.replaceAll(/[^0-9]/gu, "") + (fraction === undefined ? "" : `.${fraction}`);
  return `${before}${plain}${digits.slice(body.length)}${after}`;
}

/** A number of a workbook with the fifteen digits that a spreadsheet has; the others are noise of its binary form. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return "?";
  return String(Number(value.toPrecision(15)));
}
