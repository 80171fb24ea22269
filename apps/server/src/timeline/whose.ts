import type { AccountNumber } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { devicesOfVisitor, ordersJoinedOnDevices, ordersPlacedOnDevices, replacedRows, rowsThatWait, sharedDevices, type Whose } from "./event-queries.ts";

/**
 * The customer as a visitor of a report suite, and the devices that only they used: what happened on these before they
 * were known is theirs too (DEC14). A device that several customers used is shared, and its anonymous hits are nobody's.
 */
export async function whoseEvents(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, accountNumber }: { suite: string; accountNumber: AccountNumber },
): Promise<Whose> {
  const visitor = `vid:${accountNumber}`;
  const [used, [rows], [states]] = await Promise.all([
    warehouse.rows(devicesOfVisitor, { suite, visitor }),
    warehouse.rows(rowsThatWait, { suite, key: accountNumber }),
    warehouse.rows(replacedRows, { suite, visitor }),
  ]);
  const all = used.map(({ device_id }) => device_id);
  const [shared, joined] =
    all.length === 0
      ? [[], []]
      : await Promise.all([warehouse.rows(sharedDevices, { suite, devices: all }), warehouse.rows(ordersJoinedOnDevices, { suite, devices: all })]);
  const others = new Set(shared.map(({ device_id }) => device_id));
  const own = used.filter(({ device_id }) => !others.has(device_id));
  const devices = own.map(({ device_id }) => device_id);
  const learned = own.map((device) => device.learned);
  const orders = joined.map(({ key }) => key);
  const placed = devices.length === 0 || orders.length === 0 ? [] : await warehouse.rows(ordersPlacedOnDevices, { suite, devices, learned, orders });
  return {
    suite,
    visitor,
    keys: [visitor, ...devices],
    devices,
    learned,
    owners: placed.map(({ visitor_id }) => visitor_id),
    orders: placed.map(({ transaction_id }) => transaction_id),
    replaced: states?.replaced ?? [],
    ...(rows === undefined || rows.waiting === 0 ? NOTHING_WAITS : { waiting: [accountNumber], linked: rows.linked }),
  };
}

const NOTHING_WAITS = { waiting: [], linked: [] };

/** True when a hit of this visitor at this time is one of the customer's. */
export function isTheirs({ visitor, devices, learned }: Whose, hit: { readonly visitorId: string; readonly at: Date }): boolean {
  if (hit.visitorId === visitor) return true;
  const index = devices.indexOf(hit.visitorId);
  return index !== -1 && hit.at.getTime() < (learned[index] ?? 0);
}
