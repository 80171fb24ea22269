import { Refusal, type ScreenLayoutCode } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { lockedLayouts } from "./queries.ts";

/** Refuses to name a layout that is not there. Locks it, so that it is not deleted meanwhile. */
export async function refuseUnknownLayout(
  trx: Transaction<Database>,
  { legalEntity, screenLayout }: { legalEntity: string; screenLayout: ScreenLayoutCode | null },
): Promise<void> {
  if (screenLayout === null) return;
  if (!(await lockedLayouts(trx, { legalEntity, codes: [screenLayout] })).has(screenLayout))
    throw new Refusal("screen_layout.unknown", { legalEntity, code: screenLayout });
}
