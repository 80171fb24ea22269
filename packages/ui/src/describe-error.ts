import { type Language, Refusal, REFUSALS } from "@rapport/contract";
import { DUTCH_REFUSALS } from "./refusal-sentences.ts";
import { WORDS } from "./words.ts";

/**
 * What to tell a person about a failed call, in their language. The server writes English: an English reader gets its own
 * sentence where only the server knows why, any other reader ours for the refusal's code, and the server's only when we know no code.
 */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  const words = WORDS[language];
  if (!(error instanceof Refusal)) return { title: words.somethingWrong, text: words.somethingWrongText };
  const { title, text } = words.refusals[error.code];
  const ours = language === "en" ? undefined : ourSentence(error, text);
  if (ours !== undefined) return { title, text: ours };
  const serverKnowsBest = error.code === "invalid" || error.code === "conflict" || error.code === "too_large";
  return { title, text: serverKnowsBest && error.message !== "" ? error.message : text };
}

function ourSentence({ reason }: Refusal, ofCode: string): string | undefined {
  if (reason === undefined) return undefined;
  return DUTCH_REFUSALS[reason] ?? (reason in REFUSALS ? ofCode : undefined);
}
