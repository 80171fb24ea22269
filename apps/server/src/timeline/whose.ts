import type { AccountNumber } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { devicesOfVisitor, sharedDevices, type Whose } from "./event-queries.ts";

/**
 * The customer as a visitor of a report suite, and the devices that only he was seen on: what happened on them before
 * he was known is his too. A device that several customers used is shared and glues nobody together.
 */
export async function whoseEvents(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, accountNumber }: { suite: string; accountNumber: AccountNumber },
): Promise<Whose> {
  const visitor = `vid:${accountNumber}`;
  const used = await warehouse.rows(devicesOfVisitor, { suite, visitor });
  const shared = used.length === 0 ? [] : await warehouse.rows(sharedDevices, { suite, devices: used.map(({ device_id }) => device_id) });
  const others = new Set(shared.map(({ device_id }) => device_id));
  const own = used.filter(({ device_id }) => !others.has(device_id));
  const devices = own.map(({ device_id }) => device_id);
  return { suite, visitor, keys: [visitor, ...devices], devices, learned: own.map(({ learned }) => learned) };
}

/** True when a hit of this visitor at this time is one of the customer's. */
export function isTheirs({ visitor, devices, learned }: Whose, hit: { readonly visitorId: string; readonly at: Date }): boolean {
  if (hit.visitorId === visitor) return true;
  const index = devices.indexOf(hit.visitorId);
  return index !== -1 && hit.at.getTime() < (learned[index] ?? 0);
}
