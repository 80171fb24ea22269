import { type Language, Refusal } from "@rapport/contract";
import { describeUnexpected } from "@rapport/ui";
import { ERROR_WORDS } from "./words.ts";

/**
 * What to tell a person about a failed call, in their language. The server writes English. An English reader gets the server's
 * sentence where only the server knows why. Any other reader gets our sentence for the refusal's code, or the server's when there is none.
 */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  if (!(error instanceof Refusal)) return describeUnexpected(error, language);
  const words = ERROR_WORDS[language];
  const { title, text } = words.codes[error.code];
  if (language !== "en") return { title, text: words.reasons[error.reason] ?? text };
  const serverKnowsBest = error.code === "invalid" || error.code === "conflict" || error.code === "too_large";
  return { title, text: serverKnowsBest && error.message !== "" ? error.message : text };
}
