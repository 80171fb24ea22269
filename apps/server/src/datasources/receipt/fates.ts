import { z } from "zod";

/** Rows by fate. */
export const Fates = z.object({
  linkedByTransaction: z.int(),
  linkedByCustomer: z.int(),
  unlinked: z.int(),
  summary: z.int(),
  unlinkedReasons: z.record(z.string(), z.int()),
});
export type Fates = z.infer<typeof Fates>;
