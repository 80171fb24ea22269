import type { AccountNumber } from "@rapport/contract";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { listed, ownedDevices, placedOrders } from "./rows-of-customers.ts";

/**
 * A customer as the warehouse knows them, looked up once for several queries: the known visitor; the devices that only they
 * used, each with the time (epoch ms) at which they became known there; the orders on these devices that rows joined, each
 * with the time (epoch ms) at which it was placed; and whether rows wait with their account number.
 */
export const CustomerScope = z.object({
  suite: z.string(),
  visitor: z.string(),
  devices: z.array(z.string()),
  learned: z.array(z.number()),
  orders: z.array(z.string()),
  placed: z.array(z.number()),
  waits: z.boolean(),
});
export type CustomerScope = z.output<typeof CustomerScope>;

const Instant = z.coerce.number().int();

const devicesOfCustomer = {
  name: "devicesOfCustomer",
  text: `
    SELECT device_id, toUnixTimestamp64Milli(learned) AS learned_ms
    FROM (${ownedDevices("device_id IN (SELECT device_id FROM identities_v1 WHERE suite = {suite:String} AND visitor = sipHash64({visitor:String}) AND visitor_id = {visitor:String})")})
    ORDER BY device_id`,
  params: CustomerScope.pick({ suite: true, visitor: true }),
  row: z.object({ device_id: z.string(), learned_ms: Instant }),
} satisfies NamedQuery;

const rowsWaitFor = {
  name: "rowsWaitFor",
  text: `
    SELECT sum(occurrences) > 0 AS waits
    FROM hits_v1
    WHERE suite = {suite:String} AND visitor = 0 AND key = substring({visitor:String}, 5) AND unlinked_reason = 'unknown_visitor'`,
  params: CustomerScope.pick({ suite: true, visitor: true }),
  row: z.object({ waits: z.coerce.number().transform((flag) => flag === 1) }),
} satisfies NamedQuery;

const ordersOnDevices = {
  name: "ordersOnDevices",
  text: `
    SELECT transaction_id, toUnixTimestamp64Milli(placed_at) AS placed_ms
    FROM (${placedOrders("visitor IN arrayMap(id -> sipHash64(id), {devices:Array(String)})")})
    ORDER BY transaction_id`,
  params: CustomerScope.pick({ suite: true, devices: true }),
  row: z.object({ transaction_id: z.string(), placed_ms: Instant }),
} satisfies NamedQuery;

/** Looks up what `rowsOfCustomers` needs to know of one customer. */
export async function customerScope(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, accountNumber }: { suite: string; accountNumber: AccountNumber },
): Promise<CustomerScope> {
  const visitor = `vid:${accountNumber}`;
  const orders = async (devices: string[]) => (devices.length === 0 ? [] : await warehouse.rows(ordersOnDevices, { suite, devices }));
  const [[waiting], owned] = await Promise.all([warehouse.rows(rowsWaitFor, { suite, visitor }), warehouse.rows(devicesOfCustomer, { suite, visitor })]);
  const devices = owned.map(({ device_id }) => device_id);
  const joined = await orders(devices);
  return {
    suite,
    visitor,
    devices,
    learned: owned.map(({ learned_ms }) => learned_ms),
    orders: joined.map(({ transaction_id }) => transaction_id),
    placed: joined.map(({ placed_ms }) => placed_ms),
    waits: waiting?.waits === true,
  };
}

const isOrderOfCustomer = {
  name: "isOrderOfCustomer",
  text: `
    SELECT {placedBy:String} = {visitor:String} OR ({placedBy:String}, 1) IN (
      SELECT device_id, fromUnixTimestamp64Milli({placedAt:Int64}, 'UTC') < learned
      FROM (${ownedDevices("device_id = {placedBy:String}")})
      WHERE owner = {visitor:String}
    ) AS theirs`,
  params: CustomerScope.pick({ suite: true, visitor: true }).extend({ placedBy: z.string(), placedAt: z.number() }),
  row: z.object({ theirs: z.coerce.number().transform((flag) => flag === 1) }),
} satisfies NamedQuery;

/** True when an order is the customer's: they placed it, or it was placed on a device that only they used, before they were known there. */
export async function isCustomersOrder(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, accountNumber, placedBy, placedAt }: { suite: string; accountNumber: AccountNumber; placedBy: string; placedAt: Date },
): Promise<boolean> {
  const [answer] = await warehouse.rows(isOrderOfCustomer, { suite, visitor: `vid:${accountNumber}`, placedBy, placedAt: placedAt.getTime() });
  return answer?.theirs === true;
}

const devicesOfSeveral = {
  name: "devicesOfSeveral",
  text: `
    SELECT device_id
    FROM (${ownedDevices(`device_id IN (SELECT device_id FROM identities_v1 WHERE suite = {suite:String} AND visitor IN (SELECT sipHash64(id) FROM (${listed("visitors")} AS id)))`)})
    WHERE owner IN (${listed("visitors")})
    ORDER BY device_id`,
  params: z.object({ suite: z.string(), visitors: z.string() }),
  row: z.object({ device_id: z.string() }),
} satisfies NamedQuery;

/** The devices that only one of these visitors used. */
export async function devicesOfVisitors(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, visitors }: { suite: string; visitors: readonly string[] },
): Promise<readonly string[]> {
  if (visitors.length === 0) return [];
  return (await warehouse.rows(devicesOfSeveral, { suite, visitors: JSON.stringify(visitors) })).map(({ device_id }) => device_id);
}
