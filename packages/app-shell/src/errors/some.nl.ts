import { listed } from "@rapport/contract/refusals";

export function some(texts: readonly string[]): string {
  return listed(texts, { and: "en nog", more: "" }).trim();
}
