import type { SuiteRules } from "@rapport/domain";

/** Keys whose values outlive the visit, and keys whose values end with their own hit. All others end with the visit. */
export function persistenceKeys({ persistence }: Pick<SuiteRules, "persistence">): { lastingKeys: string[]; hitKeys: string[] } {
  const kinds = [...persistence].map(([key, { expiry }]) => ({ key, kind: expiry.kind }));
  return {
    lastingKeys: kinds.filter(({ kind }) => kind !== "visit" && kind !== "hit").map(({ key }) => key),
    hitKeys: kinds.filter(({ kind }) => kind === "hit").map(({ key }) => key),
  };
}
