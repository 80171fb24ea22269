/** Placeholders for ids, in lower case. They never identify a person. */
const WORDS: ReadonlySet<string> = new Set(["-", "null", "undefined", "none", "n/a", "nan", "anonymous"]);
const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length));

/** True for `0...0`, `-`, `null`, `undefined`, `none`, `n/a`, `nan`, `anonymous`, in any case. */
export function isPlaceholder(id: string): boolean {
  return /^0+$/.test(id) || (id.length <= LONGEST_WORD && WORDS.has(id.toLowerCase()));
}

/** The same as a pattern for the engine, for an id in lower case. */
export const PLACEHOLDERS = `^(?:0+|${[...WORDS].join("|")})$`;
