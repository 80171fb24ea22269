import type { RejectedRow } from "@rapport/contract/data-sources";
import { rowFaultInEnglish } from "@rapport/contract/refusals";
import { rowFaultOf } from "@rapport/domain";
import { z } from "zod";
import type { rejectedRows } from "./receipt-queries.ts";

/** The parameters of a rejected row's code. Rows of an early version have none. */
const KeptParams = z.object({
  found: z.int().nullable().default(null),
  expected: z.int().nullable().default(null),
  first: z.enum(["month", "day"]).nullable().default(null),
  of: z.enum(["orders", "units", "revenue", "product", "product.units", "product.revenue"]).nullable().default(null),
  left: z.string().nullable().default(null),
  upload: z.int().nullable().default(null),
  order: z.string().nullable().default(null),
  written: z.string().nullable().default(null),
  decimals: z.enum(["point", "comma"]).nullable().default(null),
  firstHit: z.string().nullable().default(null),
});

/** A rejected row with its reason, in code and in English. */
export function shownRow({ line, column, value, code, params }: z.infer<(typeof rejectedRows)["row"]>): RejectedRow {
  const fault = rowFaultOf({ code, value, ...KeptParams.parse(params === "" ? {} : JSON.parse(params)) });
  return { line, column: column === "" ? null : column, value, ...fault, message: rowFaultInEnglish(fault) };
}
