import type { Language, RefusalCode } from "@rapport/contract";
import { en } from "./words.en.ts";
import { nl } from "./words.nl.ts";

/** What to tell a person about a call that was refused, in one language. */
export interface ErrorWords {
  /** By a refusal's code: every one has its words. */
  readonly codes: Readonly<Record<RefusalCode, { readonly title: string; readonly text: string }>>;
  /** By the finer reason, where that says more than the code. */
  readonly reasons: Readonly<Record<string, string>>;
}

export const ERROR_WORDS: Readonly<Record<Language, ErrorWords>> = { en, nl };
