import { z } from "zod";

/**
 * A calculated metric as the 2.0 API writes it: `{ func: "calc-metric", version: [1, 0, 0], formula }`. What may stand in it is in the rule book
 * (CF1 to CF4). The faults of a definition name their place in it.
 */
export const MetricDefinition = z.record(z.string().max(60), z.unknown()).meta({ id: "MetricDefinition" });
export type MetricDefinition = z.infer<typeof MetricDefinition>;

/** True for the id of a calculated metric, saved or built in: `cm1_...`, `cm_..._defaultmetric`. Counted metrics have no such names. */
export function isSavedMetricId(id: string): boolean {
  return /^cm\d*_/.test(id);
}
