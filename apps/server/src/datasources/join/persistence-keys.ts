import type { SuiteRules } from "@rapport/domain";

/** Keys whose values a visit's end does not end, and keys whose values end with their own hit; the others end with the visit. */
export function persistenceKeys({ persistence }: Pick<SuiteRules, "persistence">): { lastingKeys: string[]; hitKeys: string[] } {
  const kinds = [...persistence].map(([key, { expiry }]) => ({ key, kind: expiry.kind }));
  return {
    lastingKeys: kinds.filter(({ kind }) => kind !== "visit" && kind !== "hit").map(({ key }) => key),
    hitKeys: kinds.filter(({ kind }) => kind === "hit").map(({ key }) => key),
  };
}
