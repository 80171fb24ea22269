import type { Rule } from "./leave-queries.ts";

export const KINDS = ["one", "evenly", "store", "lastContact", "attribute"] as const satisfies readonly Rule["kind"][];

/** What a person chose so far. */
export interface Chosen {
  readonly kind: Rule["kind"];
  readonly to: string | null;
  readonly among: readonly string[];
  readonly attribute: string;
  /** Who gets the clients of a store or with a value. */
  readonly cases: Readonly<Record<string, string>>;
}

export const NOTHING: Chosen = { kind: "one", to: null, among: [], attribute: "", cases: {} };

/** The rule of it; undefined while something is missing. Cases are in the order in which they are shown. */
export function ruleOf({ kind, to, among, attribute, cases }: Chosen, keys: readonly string[]): Rule | undefined {
  const known = keys.flatMap((key) => {
    const receiver = cases[key];
    return receiver === undefined ? [] : [{ key, to: receiver }];
  });
  const rest = [...among];
  if (kind === "one") return to === null ? undefined : { kind, to };
  if (rest.length === 0) return undefined;
  if (kind === "store") return { kind, cases: known.map(({ key: store, to: receiver }) => ({ store, to: receiver })), rest };
  if (kind === "attribute")
    return attribute === "" ? undefined : { kind, attribute, cases: known.map(({ key: value, to: receiver }) => ({ value, to: receiver })), rest };
  return { kind, among: rest };
}
