/** What the name of a product says: the article, and its size if it names one. */
export interface SizedProduct {
  readonly article: string;
  readonly size: string | null;
}

const LETTERS = "XXS|XS|S|M|L|XL|XXL|XXXL|[2-6]XL";
const NUMBER = "[0-9]{1,3}(?:[.,]5)?(?:/[0-9]{1,3})?";

/**
 * How a size stands in a name (PU4), as texts that JavaScript and the warehouse read alike. `named`: after a word for it, in any case: *size 38*,
 * *maat: M*, *EU 42.5*. `last`: at the end, after a sign that divides it from the name: *Boot, 42*, *Shirt - XL*; without a word for it only
 * numbers that people wear are one. `tail`: what may not end an article. `blanks`: what is cut off it
 * around, also blanks that do not break.
 */
export const SIZE_PATTERNS = {
  named: `(^|[ ,(/|-])(?:(?:size|maat) ?:? ?(?:EU|UK|US)?|EU|UK|US) ?(${NUMBER}|${LETTERS})($|[ ,)/|-])`,
  last: `(?:, *| [-–/|] +)(${LETTERS}|[3-5][0-9](?:[.,]5)?) *$`,
  tail: "[ ,(/|–-]+$",
  blanks: "^\\p{Z}+|\\p{Z}+$",
} as const;

const NAMED = new RegExp(SIZE_PATTERNS.named, "iu");
const LAST = new RegExp(SIZE_PATTERNS.last, "u");
const BLANKS = new RegExp(SIZE_PATTERNS.blanks, "gu");
const TAIL = new RegExp(SIZE_PATTERNS.tail, "u");

/** Reads a size out of a product's name (PU4). */
export function sizeOf(product: string): SizedProduct {
  const named = NAMED.exec(product);
  const size = named?.[2] ?? LAST.exec(product)?.[1];
  if (size === undefined) return { article: product, size: null };
  const article = product
    .replace(named === null ? LAST : NAMED, " ")
    .replaceAll(/ +/g, " ")
    .replace(TAIL, "")
    .replaceAll(BLANKS, "");
  return article === "" ? { article: product, size: null } : { article, size: size.toUpperCase().replace(",", ".") };
}
