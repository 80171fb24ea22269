import type { IdRule } from "@rapport/contract/data-sources";

/** The rule that changes nothing. */
export const PLAIN_IDS: IdRule = { blanks: "kept", removePrefix: "", zeros: "kept", letters: "kept", addPrefix: "" };

/** A transaction id as its source's rule reads it (UL3). The server does the same in SQL, and a test demands the same of both. */
export function readIdBy(rule: IdRule, id: string): string {
  if (id === "") return "";
  const step = (before: string, after: string) => (after === "" ? before : after);
  let read = id;
  if (rule.blanks === "left_out") read = step(read, read.replaceAll(/[ \u00a0]+/g, ""));
  if (rule.removePrefix !== "" && read.startsWith(rule.removePrefix)) read = step(read, read.slice(rule.removePrefix.length));
  if (rule.zeros === "left_out") read = step(read, read.replace(/^0+/, ""));
  if (rule.letters === "lower") read = read.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  if (rule.letters === "upper") read = read.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
  return `${rule.addPrefix}${read}`;
}

export function changesIds(rule: IdRule): boolean {
  return Object.entries(PLAIN_IDS).some(([part, value]) => rule[part as keyof IdRule] !== value);
}

/** How many letters must be put in, left out or replaced to make one of the other; by this the nearest of similar ids is found (UL2). */
export function editsBetween(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [index, letter] of Array.from(one).entries()) {
    const row = [index + 1];
    for (let at = 0; at < other.length; at += 1)
      row.push(Math.min((row[at] ?? 0) + 1, (before[at + 1] ?? 0) + 1, (before[at] ?? 0) + (letter === other[at] ? 0 : 1)));
    before = row;
  }
  return before[other.length] ?? 0;
}
