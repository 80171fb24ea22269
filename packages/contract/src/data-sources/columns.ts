import { z } from "zod";
import { wrongAs } from "../refusals/index.ts";

/** A column of a source's files beside the date and its id: what people call it, and the header (FF26, FF30) under which it is read. */
export const SourceColumn = z.strictObject({ name: z.string().trim().min(1).max(100), to: z.string().trim().min(1).max(40) });
export type SourceColumn = z.infer<typeof SourceColumn>;

export const MOST_COLUMNS = 60;

/** Columns as JSON in a query: `[{"name":"Repairs","to":"Event 5"}]`. */
export const ColumnsInQuery = z
  .string()
  .max(16_000)
  .refine(isJson, wrongAs("value.form"))
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(SourceColumn).max(MOST_COLUMNS));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
