import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { PLACES_OF_FAULTS } from "../load/judge-sql.ts";
import type { RejectedByMapping } from "./mapped-content.ts";

const COLUMNS = ["upload", "line", "column", "value", "code", "params", "text"] as const;

const FURTHER_COLUMNS = ["upload", "line", "place", "column", "value", "code", "params"] as const;

/** Stores rows that a mapping rejected, with all of their faults that it found. */
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
  const further = rows.flatMap(({ line, further }) =>
    further.map(({ at, column, value, fault }) => {
      const stored = { upload, line, place: PLACES_OF_FAULTS.cells + at, column, value, code: fault.code, params: JSON.stringify(fault.params) };
      return `${JSON.stringify(stored)}\n`;
    }),
  );
  if (further.length === 0) return;
  await warehouse.insert({ table: "further_faults_v1", columns: FURTHER_COLUMNS, ndjson: Buffer.from(further.join("")), token: randomUUID() });
}
