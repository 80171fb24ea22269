import type { Permission } from "@rapport/contract";
import type { FeatureCode } from "@rapport/contract/features";
import { AREAS, type Area } from "./areas.ts";
import { FEATURES } from "./features.ts";

const ENTRIES = FEATURES.flatMap((feature) => ("navigation" in feature ? [feature.navigation] : []));
type Entry = (typeof ENTRIES)[number];

/** What a person may do, and the features of the product that are on. */
export interface Opener {
  readonly permissions: readonly Permission[];
  readonly features: readonly FeatureCode[];
}

export interface OpenArea {
  readonly area: Area;
  /** At least one, in the order of the features. */
  readonly pages: readonly [Entry, ...Entry[]];
}

/** The areas with pages that somebody may open. */
export function areasFor(opener: Opener): OpenArea[] {
  const open = ENTRIES.filter((entry) => isOpen(entry, opener));
  // The keys of the literal are the areas, in the order in which they are written.
  return (Object.keys(AREAS) as Area[]).flatMap((area) => {
    const [first, ...rest] = open.filter((entry) => entry.area === area);
    return first === undefined ? [] : [{ area, pages: [first, ...rest] }];
  });
}

/** The pages on which somebody makes something new. */
export function createsFor(opener: Opener) {
  const may = (creates: object) => !("permission" in creates) || opener.permissions.some((permission) => permission === creates.permission);
  return FEATURES.flatMap((feature) => ("creates" in feature && isOpen(feature.navigation, opener) && may(feature.creates) ? [feature.creates] : []));
}

/** The feature without which a page is not there, while that is off; undefined for every other page (R75). */
export function featureMissing(pathname: string, features: readonly FeatureCode[]): FeatureCode | undefined {
  const entry = entryOf(pathname);
  return entry !== undefined && "belongsTo" in entry && !features.includes(entry.belongsTo) ? entry.belongsTo : undefined;
}

/** The right without which somebody may not open a page; undefined for a page that they may open. */
export function rightMissing(pathname: string, permissions: readonly Permission[]): Permission | undefined {
  const permission = entryOf(pathname)?.permission;
  return permission === undefined || permissions.includes(permission) ? undefined : permission;
}

function entryOf(pathname: string): Entry | undefined {
  return ENTRIES.find(({ to }) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`)));
}

function isOpen(entry: Entry, { permissions, features }: Opener): boolean {
  return permissions.includes(entry.permission) && (!("belongsTo" in entry) || features.includes(entry.belongsTo));
}
