import type { AttributeType } from "@rapport/contract/clienteling";
import { filterKindsOf, hasUnit, isNumber, takesSeveral, type FilterLook } from "@rapport/domain";

/** What a person chooses as the type. A fixed list is a text of which the values are known. */
export const KINDS = ["text", "list", "integer", "decimal", "currency", "date", "boolean"] as const;
export type Kind = (typeof KINDS)[number];

export function typeOf(kind: Kind): AttributeType {
  return kind === "list" ? "text" : kind;
}

export function hasBounds(kind: Kind): boolean {
  return isNumber(typeOf(kind));
}

export function mayHaveUnit(kind: Kind): boolean {
  return hasUnit(typeOf(kind));
}

export function mayHoldSeveral(kind: Kind): boolean {
  return typeOf(kind) === "text";
}

/** The looks that a type can have (R36). */
export function looksOf(kind: Kind): FilterLook[] {
  const type = typeOf(kind);
  return filterKindsOf(type).flatMap((filter): FilterLook[] => {
    if (filter === "slider") return ["slider", "bars"];
    if (filter !== "list") return [filter];
    return takesSeveral(type) ? ["one", "several"] : ["one"];
  });
}
