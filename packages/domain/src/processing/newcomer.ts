import type { Hit } from "../hits/hit.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";
import { valuesToCopy } from "./persistence.ts";
import type { Profile } from "./profile.ts";
import { isOver } from "./visit.ts";

/**
 * The profile of a visitor with a first hit. A known id takes over what its device remembers beyond the visit, and
 * the number of the device's visit (V9, DEC14). Copying counts no instance.
 */
export function newcomer({ hit, device, rules }: { hit: Hit; device: Profile | null; rules: SuiteRules }): Profile {
  if (!hit.isKnown || device === null) {
    return { first: hit.at, visits: 1, visit: [1, hit.at, hit.at, 1], past: [], values: {}, purchases: null, devices: [] };
  }
  const number = isOver(device.visit, hit.at) ? device.visits + 1 : device.visit[0];
  return {
    first: Math.min(device.first, hit.at),
    visits: number,
    visit: [number, hit.at, hit.at, 1],
    past: [],
    values: valuesToCopy(device.values, { rules, reads: { at: hit.at, visit: number } }),
    purchases: device.purchases,
    devices: [],
  };
}
