import { RowFilter } from "@rapport/contract/data-sources";
import { z } from "zod";

/** Which rows of an upload are shown, in the address. What nobody can ask is left out. */
export const RowsSearch = z.object({
  fate: RowFilter.shape.fate.catch(undefined),
  reason: RowFilter.shape.reason.catch(undefined),
  search: z.coerce.string().max(254).optional().catch(undefined),
});
export type RowsSearch = z.infer<typeof RowsSearch>;
