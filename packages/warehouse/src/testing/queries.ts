import { z } from "zod";
import type { NamedQuery } from "../warehouse.ts";

/** A named query for a test; by default without parameters and with rows of any shape. */
export function query<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType>(given: {
  name: string;
  text: string;
  params?: P;
  row?: R;
}): NamedQuery<P, R> {
  return { params: z.unknown() as unknown as P, row: z.unknown() as unknown as R, ...given }; // when P and R are left out, they are these defaults
}

/** A 64-bit integer that stays below 2^53. */
export const number = z.coerce.number();
