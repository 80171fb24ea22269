import type { SuiteRules } from "@rapport/domain";
import { z } from "zod";

/** How values end, by key, as parameters for the engine. Keys in none of the lists end with the visit. */
export const PersistenceKeys = z.object({
  /** Keys whose values outlast the visit, and keys whose values end with their own hit. */
  lastingKeys: z.array(z.string()),
  hitKeys: z.array(z.string()),
  /** Of the lasting keys: those whose values end by age, with that age in milliseconds. */
  agedKeys: z.array(z.string()),
  ages: z.array(z.number()),
  /** Of the lasting keys: those whose values end with a metric, and that metric. */
  eventKeys: z.array(z.string()),
  eventMetrics: z.array(z.string()),
});
export type PersistenceKeys = z.infer<typeof PersistenceKeys>;

export function persistenceKeys({ persistence }: Pick<SuiteRules, "persistence">): PersistenceKeys {
  const rules = [...persistence].map(([key, { expiry }]) => ({ key, expiry }));
  const aged = rules.flatMap(({ key, expiry }) => (expiry.kind === "age" ? [{ key, ms: expiry.ms }] : []));
  const ended = rules.flatMap(({ key, expiry }) => (expiry.kind === "event" ? [{ key, metric: expiry.metric }] : []));
  return {
    lastingKeys: rules.filter(({ expiry }) => expiry.kind !== "visit" && expiry.kind !== "hit").map(({ key }) => key),
    hitKeys: rules.filter(({ expiry }) => expiry.kind === "hit").map(({ key }) => key),
    agedKeys: aged.map(({ key }) => key),
    ages: aged.map(({ ms }) => ms),
    eventKeys: ended.map(({ key }) => key),
    eventMetrics: ended.map(({ metric }) => metric),
  };
}
