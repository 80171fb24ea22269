/** The limits of a row (FF7 to FF11). The SQL that loads files uses the same ones. */
export const ROW_RULES = {
  /** The most bytes of a line in UTF-8, without its end (FF9). */
  maxBytes: 4096,
  idMaxBytes: 100,
  /** How far a register's clock may be ahead; the same as for a hit's own time. */
  futureToleranceMs: 600_000,
  /** How many characters of a cell a rejection quotes. */
  quotedCharacters: 200,
  /** How many comments of a file its receipt quotes. */
  quotedComments: 20,
  date: /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})(?:\/([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{1,2}))?$/,
  oldestYear: 1970,
  newestYear: 2200,
} as const;
