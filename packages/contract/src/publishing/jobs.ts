import { z } from "zod";

/** A job of distribution. `name` is what screens call it. */
interface JobRow {
  readonly name: { readonly en: string; readonly nl: string };
}

/** The jobs in the order in which they run (R76). Job 9999 is all of them. */
export const DISTRIBUTION_JOBS = {
  1010: { name: { en: "Customers", nl: "Klanten" } },
  1040: { name: { en: "Products", nl: "Producten" } },
  1150: { name: { en: "Catalog", nl: "Catalogus" } },
  1110: { name: { en: "Global configuration", nl: "Algemene configuratie" } },
  1070: { name: { en: "Channel configuration", nl: "Kanaalconfiguratie" } },
  1090: { name: { en: "Registers", nl: "Kassa's" } },
  1060: { name: { en: "Staff", nl: "Personeel" } },
  9999: { name: { en: "All jobs", nl: "Alle taken" } },
} as const satisfies Record<number, JobRow>;

export const DistributionJob = z.union([
  z.literal(1010),
  z.literal(1040),
  z.literal(1150),
  z.literal(1110),
  z.literal(1070),
  z.literal(1090),
  z.literal(1060),
  z.literal(9999),
]);
export type DistributionJob = z.infer<typeof DistributionJob>;

/** In the order in which they run. Numbers as keys of an object would be sorted. */
export const JOBS_IN_ORDER: readonly DistributionJob[] = DistributionJob.options.map(({ value }) => value);
