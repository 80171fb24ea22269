/*
 * The patterns for reading values. JavaScript (flag `u`) and the engine's RE2 read each of them in the same way, so that
 * rows of files, which the engine reads, and hits are read alike.
 */

/** Control characters, also inside a value. Each becomes a blank. */
export const CONTROLS = "[\\u{0}-\\u{1f}\\u{7f}-\\u{9f}]";

/** What is removed around a value: blanks of every width, and marks without a width, such as direction marks. */
const EDGE =
  "[ \\u{a0}\\u{61c}\\u{1680}\\u{180e}\\u{2000}-\\u{200b}\\u{200e}\\u{200f}\\u{2028}-\\u{202f}\\u{205f}\\u{2060}-\\u{2064}\\u{2066}-\\u{2069}\\u{3000}\\u{feff}]";
export const EDGES = `^${EDGE}+|${EDGE}+$`;

/** A cell in quotes as a spreadsheet writes it, with quotes inside doubled. */
export const QUOTED = '^"((?:[^"]|"")*)"$';

/** The common form of an amount, which needs no more reading. */
export const SIMPLE_AMOUNT = "^-?[0-9]{1,14}(?:\\.[0-9]{1,8})?$";

/** Groups: bracket, sign, currency sign, sign, digits with separators, exponent, currency sign, sign, bracket. */
export const AMOUNT =
  "^(\\(?)([-+\\u{2212}]?) ?(\\p{Sc}?) ?([-+\\u{2212}]?)([0-9.,'\\u{2019} \\u{a0}\\u{2009}\\u{202f}]*[0-9][.,]?)(?:[eE]([-+]?[0-9]{1,2}))? ?(\\p{Sc}?) ?([-+\\u{2212}]?)(\\)?)$";

const SPACE = "[ \\u{a0}\\u{2009}\\u{202f}]";
const FIRST = "[1-9][0-9]{0,2}";

/** How digits with separators are read: the first pattern that fits. What fits none is not an amount. */
export const SHAPES = {
  /** `1234.5`, `.5`, `5.`: as machines write it. A single point is the decimal point. */
  plain: "^[0-9]*\\.?[0-9]*$",
  /** `1,234` is a thousand to some and a decimal to others. */
  ambiguous: `^${FIRST},[0-9]{3}$`,
  /** `12,5`, `,5`: a single comma that cannot separate thousands. */
  decimalComma: "^[0-9]*,[0-9]+$",
  /** `1,234.50`, `1,234,567`, `1,23,456.50`. */
  commaGroups: `^(?:${FIRST}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\\.[0-9]*)?$`,
  /** `1.234,50`, `1.234.567`. */
  pointGroups: `^${FIRST}(?:\\.[0-9]{3})+(?:,[0-9]+)?$`,
  /** `1 234,50`, `1'234.50`. */
  otherGroups: `^${FIRST}(?:(?:${SPACE}[0-9]{3})+|(?:'[0-9]{3})+|(?:\\u{2019}[0-9]{3})+)(?:[.,][0-9]*)?$`,
} as const;
