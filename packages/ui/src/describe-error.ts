import { type Language, Refusal } from "@rapport/contract";
import { WORDS } from "./words.ts";

/** What to tell a person about a failed call: the kind of refusal in his language, and the server's own sentence where only the server knows why. */
export function describeError(error: unknown, language: Language): { title: string; text: string } {
  const words = WORDS[language];
  if (!(error instanceof Refusal)) return { title: words.somethingWrong, text: words.somethingWrongText };
  const known = words.refusals[error.code];
  const serverKnowsBest = error.code === "invalid" || error.code === "conflict" || error.code === "too_large";
  return { title: known.title, text: serverKnowsBest && error.message !== "" ? error.message : known.text };
}
