/** The bounds of a row (FF7 to FF11); the bulk loader judges by the same ones. */
export const ROW_RULES = {
  /** Bytes of a line as UTF-8, its end not counted (FF9). */
  maxBytes: 4096,
  idMaxBytes: 100,
  /** A till's clock may be ahead by this much, as a hit's own time may. */
  futureToleranceMs: 600_000,
  /** Characters of a cell that a rejection quotes. */
  quotedCharacters: 200,
  /** Comments of a file that are quoted in its receipt. */
  quotedComments: 20,
  date: /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})(?:\/([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{1,2}))?$/,
  oldestYear: 1970,
  newestYear: 2200,
} as const;
