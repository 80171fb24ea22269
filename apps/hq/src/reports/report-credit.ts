import type { ReportMetric } from "@rapport/contract/reporting";

/** Models of attribution as an address names them; their credit adds up to the conversions. Each is `allocation-<name>` of a request. */
export const MODELS = ["firstTouch", "lastTouch", "instance", "linear", "uShaped", "jShaped", "reverseJShaped", "timeDecay", "algorithmic"] as const;
export type Model = (typeof MODELS)[number];

/** As recorded, with participation in a visit or of a visitor, or by a model. */
export const CREDITS = ["none", "sessions", "visitors", ...MODELS] as const;
export type Credit = (typeof CREDITS)[number];

/** Where a model looks for touch points, and how long before a conversion; `range`: in the report's period. */
export const CONTAINERS = ["sessions", "visitors"] as const;
export const LOOKBACKS = ["range", "days7", "days30", "days90"] as const;
const DAYS = { days7: 7, days30: 30, days90: 90 } as const;

export interface CreditChoice {
  readonly credit: Credit;
  readonly within: (typeof CONTAINERS)[number];
  readonly lookback: (typeof LOOKBACKS)[number];
}

export function isModel(credit: Credit): credit is Model {
  return MODELS.some((model) => model === credit);
}

/** True when the model looks for touch points beyond the conversion itself. */
export function looksBack(credit: Credit): boolean {
  return isModel(credit) && credit !== "instance";
}

export function allocationOf({ credit, within, lookback }: CreditChoice): ReportMetric["allocationModel"] {
  if (credit === "none") return undefined;
  if (!isModel(credit)) return { func: "allocation-participation", context: credit };
  if (credit === "instance") return { func: "allocation-instance" };
  const days = lookback === "range" || within === "sessions" ? null : DAYS[lookback];
  const place = {
    context: within,
    ...(days === null ? {} : { lookbackExpiration: { func: "allocation-lookbackPeriod" as const, granularity: "day" as const, numPeriods: days } }),
  };
  return credit === "timeDecay"
    ? { func: "allocation-timeDecay", ...place, halfLifeNumPeriods: 7, halfLifeGranularity: "day" }
    : { func: `allocation-${credit}`, ...place };
}
