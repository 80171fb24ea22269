import { MAX_BYTES, maxBytesOf } from "../values/text.ts";
import type { Column } from "./header.ts";
import { ROW_RULES } from "./row-rules.ts";

/** The most bytes that a cell of a column keeps. A longer id is rejected before. */
export function keptBytes(column: Column): number {
  if (column.kind === "product" || column.kind === "category") return MAX_BYTES.traffic;
  if (column.kind !== "dimension") return ROW_RULES.maxBytes;
  if (column.key === "zip") return MAX_BYTES.zip;
  // The detail is a tracking code or a domain.
  return column.key === "marketingchanneldetail" ? MAX_BYTES.conversion : maxBytesOf(column.key);
}
