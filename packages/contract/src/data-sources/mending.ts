import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { JobId } from "../ids.ts";
import { DryRun } from "./dry-run.ts";
import { DataSourceJob } from "./jobs.ts";
import { FaultOfRow } from "./receipts.ts";

/** How many rejected rows a page has, and how many can be mended at once. */
export const MENDED_AT_ONCE = 200;

/** The cells of a row as they stand in its file. None holds a tab or a line end, which would make two cells or two rows of it. */
const Cells = z
  .array(
    z
      .string()
      .max(32_768)
      .regex(/^[^\t\r\n]*$/),
  )
  .min(1)
  .max(10_000);

/** A rejected row, by its line, with the cells that it is to have. */
export const MendedRow = z.strictObject({ line: z.int().min(1), cells: Cells }).meta({ id: "MendedRow" });
export type MendedRow = z.infer<typeof MendedRow>;

const MendedRows = z.strictObject({ rows: z.array(MendedRow).min(1).max(MENDED_AT_ONCE) });

/** A rejected row as it stands in the source's own format. `cells` is null for one that is too long to be mended here. `mendedBy`: the upload that has it mended. */
export const RowToMend = z
  .object({ line: z.int(), cells: z.array(z.string()).nullable(), faults: z.array(FaultOfRow), mendedBy: z.int().optional() })
  .meta({ id: "RowToMend" });
export type RowToMend = z.infer<typeof RowToMend>;

/** `columns`: the header of the file. `next`: the line after which the next page begins; null at the end. */
export const RowsToMend = z
  .object({ columns: z.array(z.string()), rows: z.array(RowToMend), rejected: z.int(), mended: z.int(), next: z.int().nullable() })
  .meta({ id: "RowsToMend" });
export type RowsToMend = z.infer<typeof RowsToMend>;

/** What is still wrong with each row, by its line in the upload that is mended, and the receipt that the mended rows would have. */
export const TriedRows = z.object({ rows: z.array(z.object({ line: z.int(), faults: z.array(FaultOfRow) })), receipt: DryRun }).meta({ id: "TriedRows" });
export type TriedRows = z.infer<typeof TriedRows>;

const params = z.object({ jobId: JobId });

export const listRejectedRows = endpoint({
  name: "listRejectedRows",
  method: "GET",
  path: "/api/uploads/:jobId/rejected-rows",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "The rejected rows of an upload with their cells and all of their faults, a page at a time.",
  params,
  query: z.object({
    after: z.coerce.number().int().min(0).max(4_294_967_295).default(0),
    limit: z.coerce.number().int().min(1).max(MENDED_AT_ONCE).default(50),
  }),
  reply: RowsToMend,
});

export const tryMendedRows = endpoint({
  name: "tryMendedRows",
  method: "POST",
  path: "/api/uploads/:jobId/mended-rows/dry-run",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "Try mended rows of an upload: what is still wrong with each. Nothing of them is loaded or kept.",
  params,
  body: MendedRows,
  reply: TriedRows,
});

export const mendRows = endpoint({
  name: "mendRows",
  method: "POST",
  path: "/api/uploads/:jobId/mended-rows",
  permission: "dataSource.manage",
  reach: "handler",
  summary: "Send rejected rows of an upload again, mended. They become an upload of the same data source that says what it mends (FU23).",
  params,
  body: MendedRows,
  reply: DataSourceJob,
});
