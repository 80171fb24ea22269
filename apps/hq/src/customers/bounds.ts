import { readNumber } from "../attributes/numbers.ts";

/** The bound that is typed; null for none, undefined for text that is no number. */
export function readBound(text: string): number | null | undefined {
  return text.trim() === "" ? null : (readNumber(text) ?? undefined);
}
