import type { LegalEntityCode } from "@rapport/contract";
import type { MeasureCode, MeasureSlot } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import type { ClientelingSetup } from "../parameters/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import type { MeasureKind } from "./customer-amounts.ts";
import { MEASURES } from "./measures.ts";
import { measureValues, refreshesOf } from "./queries.ts";

/**
 * The measures of some customers as their cards show them: a value, no value (nothing bought), or not available when the
 * last refresh failed or none has run yet (R21).
 */
export async function readMeasures(
  deps: Pick<Deps, "db" | "clock">,
  { setup, customerIds }: { setup: ClientelingSetup; customerIds: readonly string[] },
): Promise<(customerId: string, code: MeasureCode) => MeasureSlot> {
  const { legalEntity, measures } = setup;
  if (measures.length === 0) return (_, code) => ({ ...UNKNOWN, code });
  const refreshes = new Map((await refreshesOf(deps.db, { legalEntity, measures })).map((refresh) => [refresh.measure, refresh]));
  const values = new Map(
    (await measureValues(deps.db, { legalEntity, measures, customerIds })).map(({ measure, customer_id, value }) => [`${measure} ${customer_id}`, value]),
  );
  const currency = await currencyOf(deps, setup);
  return (customerId, code) => {
    const refresh = refreshes.get(code);
    const slot = { ...UNKNOWN, code, refreshedAt: refresh?.refreshed_at?.toISOString() ?? null };
    if (refresh === undefined || refresh.failed_at !== null) return slot;
    const value = values.get(`${code} ${customerId}`);
    if (value === undefined) return { ...slot, state: "none" };
    switch (MEASURES[code].kind) {
      case "money":
        return { ...slot, state: "value", money: { amount: value, currency } };
      case "number":
        return { ...slot, state: "value", number: value };
      case "date":
        return { ...slot, state: "value", date: value };
    }
  };
}

/** Whether a measure has values to go by: a refresh of it ran, and the last one did not fail (R21). */
export async function isMeasured(db: Deps["db"], { legalEntity, measure }: { legalEntity: LegalEntityCode; measure: MeasureCode }): Promise<boolean> {
  return (await refreshesOf(db, { legalEntity, measures: [measure] })).some(({ failed_at }) => failed_at === null);
}

export function kindOfMeasure(measure: MeasureCode): MeasureKind {
  return MEASURES[measure].kind;
}

const UNKNOWN = { kind: "measure", state: "unavailable", money: null, number: null, date: null, refreshedAt: null } as const;

/** Revenue is in the report suite's currency. */
async function currencyOf(deps: Pick<Deps, "db" | "clock">, { rsid, currency }: ClientelingSetup): Promise<string> {
  return rsid === null ? currency : ((await currentSettings(deps, rsid))?.currency ?? currency);
}
