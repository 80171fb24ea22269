import type { Language } from "@rapport/contract";
import { FILE_FAILURES_NL } from "@rapport/contract/refusals/dutch";
import {
  FAULTS,
  FILE_FAILURES,
  HIT_FAULTS,
  REASONS,
  ROW_FAULTS,
  type FORMULA_FAULTS,
  type REPORT_FAULTS,
  type SEGMENT_FAULTS,
  type WordsOf,
} from "@rapport/contract/refusals";
import type { ErrorWords } from "./error-words.ts";
import { FAULTS_NL } from "./faults.nl.ts";
import { HIT_FAULTS_NL } from "./hit-faults.nl.ts";
import { REASONS_NL, type OfHeadquarters } from "./reasons.nl.ts";
import { ROW_FAULTS_NL } from "./row-faults.nl.ts";
import { en } from "./words.en.ts";
import { nl } from "./words.nl.ts";

export const ERROR_WORDS: Readonly<Record<Language, ErrorWords>> = { en, nl };

const dutchReasons: Partial<WordsOf<typeof REASONS>> = { ...REASONS_NL };
const dutchFaults: Partial<WordsOf<typeof FAULTS>> = { ...FAULTS_NL };
/** The words of every reason; one without them does not compile. In an app that is not headquarters, what only that meets has no Dutch words. */
export const REASON_WORDS: Readonly<{ en: WordsOf<typeof REASONS>; nl: Partial<WordsOf<typeof REASONS>> }> = { en: englishOf(REASONS), nl: dutchReasons };
/** The words of everything that can be wrong with one place of a request; as for reasons. */
export const FAULT_WORDS: Readonly<{ en: WordsOf<typeof FAULTS>; nl: Partial<WordsOf<typeof FAULTS>> }> = { en: englishOf(FAULTS), nl: dutchFaults };
/** The Dutch words of what only headquarters meets. */
export function addHeadquartersWords({
  reasons,
  faults,
}: {
  reasons: WordsOf<Pick<typeof REASONS, OfHeadquarters>>;
  faults: WordsOf<typeof REPORT_FAULTS> & WordsOf<typeof SEGMENT_FAULTS> & WordsOf<typeof FORMULA_FAULTS>;
}): void {
  Object.assign(dutchReasons, reasons);
  Object.assign(dutchFaults, faults);
}
// Marked as pure below: an app that tells nothing of hits and files does not load their words.
/** The words of why a hit cannot be used. */
export const HIT_FAULT_WORDS: Readonly<Record<Language, WordsOf<typeof HIT_FAULTS>>> = { en: /* @__PURE__ */ englishOf(HIT_FAULTS), nl: HIT_FAULTS_NL };
/** The words of why nothing of a file was loaded. */
export const FILE_FAILURE_WORDS: Readonly<Record<Language, WordsOf<typeof FILE_FAILURES>>> = {
  en: /* @__PURE__ */ englishOf(FILE_FAILURES),
  nl: FILE_FAILURES_NL,
};
/** The words of why a row of a file was rejected. */
export const ROW_FAULT_WORDS: Readonly<Record<Language, WordsOf<typeof ROW_FAULTS>>> = { en: /* @__PURE__ */ englishOf(ROW_FAULTS), nl: ROW_FAULTS_NL };

/** The English is in the contract, because the server uses it too. */
function englishOf<T extends typeof REASONS | typeof FAULTS | typeof HIT_FAULTS | typeof FILE_FAILURES | typeof ROW_FAULTS>(table: T): WordsOf<T> {
  const words = Object.entries(table).map(([code, { english }]) => [code, english] as const);
  // The entries are those of the table, each with its own function.
  return Object.fromEntries(words) as unknown as WordsOf<T>;
}
