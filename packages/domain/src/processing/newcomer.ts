import type { Hit } from "../hits/hit.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import { valuesToCopy } from "./persistence.ts";
import type { Profile } from "./profile.ts";
import { valuesOfVisit } from "./sign-in.ts";
import { isOver } from "./visit.ts";

/**
 * The profile of a visitor at their first hit. A known id takes over the device's values that outlast the visit, and
 * the number of the device's visit (V9, DEC14). That counts no instance.
 */
export function newcomer({
  hit,
  device,
  rules,
  handedOn,
}: {
  hit: Hit;
  device: Profile | null;
  rules: SuiteRules;
  /** The device's visit whose values the person takes along, whatever ends them (SO1). */
  handedOn: Profile["visit"] | null;
}): Profile {
  if (!hit.isKnown || device === null) {
    return { first: hit.at, visits: 1, visit: [1, hit.at, hit.at, 1], past: [], values: {}, purchases: null, devices: [] };
  }
  const number = isOver(device.visit, hit.at) ? device.visits + 1 : device.visit[0];
  const reads = { at: hit.at, visit: number };
  return {
    first: Math.min(device.first, hit.at),
    visits: number,
    visit: [number, hit.at, hit.at, 1],
    past: [],
    values: { ...valuesToCopy(device.values, { rules, reads }), ...(handedOn !== null && valuesOfVisit(device, { rules, reads, visit: number })) },
    purchases: device.purchases,
    devices: [],
    // The device's visit continues as the person's, with its first page.
    ...(device.paged !== undefined && { paged: device.paged }),
    ...(device.recent !== undefined && { recent: device.recent }),
  };
}
