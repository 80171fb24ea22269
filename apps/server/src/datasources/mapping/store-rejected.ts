import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import type { RejectedByMapping } from "./mapped-content.ts";

const COLUMNS = ["upload", "line", "column", "value", "code", "params", "text"] as const;

/** Stores rows that a mapping rejected, with their own faults. */
export async function storeRejected(
  { warehouse }: Pick<Deps, "warehouse">,
  { upload, rows }: { upload: number; rows: readonly RejectedByMapping[] },
): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map(
    ({ line, text, column, value, fault }) =>
      `${JSON.stringify({ upload, line, column, value, code: fault.code, params: JSON.stringify(fault.params), text })}\n`,
  );
  await warehouse.insert({ table: "rejected_rows_v1", columns: COLUMNS, ndjson: Buffer.from(lines.join("")), token: randomUUID() });
}
