import { RejectionCode } from "@rapport/contract/refusals";
import type { Database } from "@rapport/operational";
import type { NamedQuery } from "@rapport/warehouse";
import { sql, type Kysely, type Transaction } from "kysely";
import { z } from "zod";

type Db = Kysely<Database>;

/** The most characters of a row that is shown to be mended. */
export const SHOWN_CHARACTERS = 32_768;

const Rejected = z.object({
  line: z.number(),
  column: z.string(),
  value: z.string(),
  code: RejectionCode,
  params: z.string(),
  text: z.string(),
  is_long: z.coerce.boolean(),
});
export type RejectedLine = z.infer<typeof Rejected>;

/** Rows with a fault. Of a strict file that was refused, its correct rows are none of them. */
export const faultyRows = {
  name: "faultyRows",
  text: `
    SELECT line, column, value, code, params, is_long, if(is_long, '', whole) AS text
    FROM (
      SELECT line, column, value, code, params, text AS whole, lengthUTF8(text) > ${SHOWN_CHARACTERS} AS is_long
      FROM rejected_rows_v1
      WHERE upload = {upload:UInt32} AND line > {after:UInt32} AND code != ''
      ORDER BY line
      LIMIT {limit:UInt32})
    ORDER BY line`,
  params: z.object({ upload: z.number(), after: z.number(), limit: z.number() }),
  row: Rejected,
} satisfies NamedQuery;

/** Which of these lines have a fault. */
export const faultyAmong = {
  name: "faultyAmong",
  text: "SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32} AND line IN {lines:Array(UInt32)} AND code != '' ORDER BY line LIMIT 1 BY line",
  params: z.object({ upload: z.number(), lines: z.array(z.number()) }),
  row: z.object({ line: z.number() }),
} satisfies NamedQuery;

export const countFaulty = {
  name: "countFaultyRows",
  text: "SELECT count() AS rows FROM rejected_rows_v1 WHERE upload = {upload:UInt32} AND code != ''",
  params: z.object({ upload: z.number() }),
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

/**
 * The lines of an upload that are mended, each with the upload that has it. One whose upload failed or was undone is none of them any more, unless it was
 * rejected there and mended once more; of one that was replaced, the corrected file has it.
 */
export async function mendedLines(db: Db, upload: number): Promise<ReadonlyMap<number, number>> {
  const found = await sql<{ line: string; mended_by: number }>`
    with recursive way as (
      select line, mended_by as id, as_line, 1 as steps from mended_row where upload = ${upload}
      union all
      select w.line, next.id, next.as_line, w.steps + 1 from way w, lateral (
        select u.replaced_by as id, null::bigint as as_line from upload u where u.id = w.id and u.replaced_by is not null
        union all
        select m.mended_by, m.as_line from mended_row m where m.upload = w.id and m.line = w.as_line) as next)
    select distinct on (w.line) w.line, w.id as mended_by from way w join upload u on u.id = w.id
    where u.replaced_by is null and u.status not in ('failure', 'deleted') order by w.line, w.steps, w.id`.execute(db);
  return new Map(found.rows.map(({ line, mended_by }) => [Number(line), mended_by]));
}

/** How many rows each upload has that mended some of this one, first to last. */
export function countsOf(mended: ReadonlyMap<number, number>): { jobId: number; rows: number }[] {
  const counts = new Map<number, number>();
  for (const by of mended.values()) counts.set(by, (counts.get(by) ?? 0) + 1);
  return [...counts].map(([jobId, rows]) => ({ jobId, rows })).toSorted((a, b) => a.jobId - b.jobId);
}

export async function addMendedRows(
  trx: Transaction<Database>,
  { upload, by, rows }: { upload: number; by: number; rows: readonly { readonly line: number; readonly asLine: number }[] },
): Promise<void> {
  await trx
    .insertInto("mended_row")
    .values(rows.map(({ line, asLine }) => ({ upload, line, mended_by: by, as_line: asLine })))
    .execute();
}
