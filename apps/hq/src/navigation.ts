import type { Permission } from "@rapport/contract";
import { AREAS, type Area } from "./areas.ts";
import { FEATURES } from "./features.ts";

const ENTRIES = FEATURES.flatMap((feature) => ("navigation" in feature ? [feature.navigation] : []));
type Entry = (typeof ENTRIES)[number];

export interface OpenArea {
  readonly area: Area;
  /** At least one, in the order of the features. */
  readonly pages: readonly [Entry, ...Entry[]];
}

/** The areas with pages that somebody with these permissions may open. */
export function areasFor(permissions: readonly Permission[]): OpenArea[] {
  const open = ENTRIES.filter(({ permission }) => permissions.includes(permission));
  // The keys of the literal are the areas, in the order in which they are written.
  return (Object.keys(AREAS) as Area[]).flatMap((area) => {
    const [first, ...rest] = open.filter((entry) => entry.area === area);
    return first === undefined ? [] : [{ area, pages: [first, ...rest] }];
  });
}

/** The pages on which somebody with these permissions makes something new. */
export function createsFor(permissions: readonly Permission[]) {
  return FEATURES.flatMap((feature) => ("creates" in feature && permissions.includes(feature.navigation.permission) ? [feature.creates] : []));
}
