import { DAY_MS } from "@rapport/domain";
import { engineTime } from "@rapport/warehouse";
import { forgetConverted } from "../currency-rates/index.ts";
import type { Deps } from "../deps.ts";
import { forgetRanges } from "./queries.ts";
import { forgetMessageIds } from "./warehouse-queries.ts";

/** A message id is known for a day at least (BH6); three leave room for senders that try again late. */
const MESSAGE_IDS_MS = 3 * DAY_MS;
const RANGES_MS = 7 * DAY_MS;

/** Removes what processing no longer needs. Older profiles go by themselves: the warehouse drops them when it merges. */
export async function forgetOld({ db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">): Promise<void> {
  const now = clock.now().getTime();
  await warehouse.run(forgetMessageIds, { before: engineTime(now - MESSAGE_IDS_MS) });
  await forgetConverted({ db, warehouse });
  await forgetRanges(db, new Date(now - RANGES_MS));
}
