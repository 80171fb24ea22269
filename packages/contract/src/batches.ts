import { z } from "zod";
import { FieldError } from "./refusals/problem.ts";

/** Rows of a batch. Each is checked by itself when it is stored, so a wrong row does not refuse the others (C21). */
export function rowsOf<S extends z.ZodType>(_row: S, { most }: { most: number }) {
  return z.array(z.custom<z.input<S>>()).min(1).max(most);
}

/** `false` stores all rows or none, `true` stores the good ones. */
export const BatchQuery = z.object({ partial: z.stringbool().default(false) });

/** What is wrong with one field of a row. */
export const RowError = FieldError.pick({ code: true, params: true, detail: true }).extend({ field: z.string() });

/** A row that is not stored: its place in the list, counted from 0, its own id, and what is wrong with which field. */
export const RefusedRow = z.object({ index: z.int(), id: z.string(), errors: z.array(RowError) }).meta({ id: "RefusedRow" });
export type RefusedRow = z.infer<typeof RefusedRow>;

export const PARTIAL = "With `partial=true` the good rows are stored and `refused` names the others; without it one wrong row refuses all of them.";
