import { UnlinkedReason } from "@rapport/contract/data-sources";
import { RejectionCode } from "@rapport/contract/refusals";
import type { NamedQuery } from "@rapport/warehouse";
import { MOST_FAULTS } from "../load/row-sql.ts";
import { z } from "zod";

const Numbers = z.array(z.number());

export const fatesOfUpload = {
  name: "fatesOfUpload",
  text: `
    SELECT fate, unlinked_reason AS reason, toInt64(sum(occurrences)) AS rows
    FROM hits_v1
    WHERE suite = {suite:String} AND upload = {upload:UInt32}
    GROUP BY fate, reason
    HAVING rows != 0
    ORDER BY fate, reason`,
  params: z.object({ upload: z.number(), suite: z.string() }),
  row: z.object({
    fate: z.enum(["transaction", "customer", "unlinked", "summary"]),
    reason: z.union([UnlinkedReason, z.literal("")]),
    rows: z.coerce.number(),
  }),
} satisfies NamedQuery;

/** A row dated more days than this before the suite's first hit is told, because its year is probably a typing error. */
export const LONG_BEFORE_DAYS = 365;
export const QUOTED_LINES = 20;
const LINES = (fits: string) => `arraySort(groupArraySortedIf(${QUOTED_LINES})(line, ${fits}))`;

/** Rows that are dated before the day of their order, or long before the suite's first hit (U7). `rows` gives line, at and tid; `ids` the transaction ids among them. */
export function oddDaysSql({ rows, ids }: { rows: string; ids: string }): string {
  return `
    SELECT countIf(of_order) AS before_order, ${LINES("of_order")} AS order_lines, countIf(of_suite) AS before_suite, ${LINES("of_suite")} AS suite_lines
    FROM (
      SELECT r.line AS line, t.known = 1 AND toDate32(r.at, {zone:String}) < toDate32(t.hit_at, {zone:String}) AS of_order,
        r.at < (SELECT if(count() = 0, toDateTime64(0, 3, 'UTC'), min(first_at) - toIntervalDay(${LONG_BEFORE_DAYS})) FROM (
          SELECT at AS first_at FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences > 0 ORDER BY suite, at LIMIT 1)) AS of_suite
      FROM (
        ${rows}
      ) AS r
      LEFT ANY JOIN (
        SELECT transaction_id, hit_at, 1 AS known
        FROM transactions_v1
        WHERE suite = {suite:String} AND recorded = 1
          AND transaction_id IN (${ids})
        ORDER BY transaction_id, range, hit_at
        LIMIT 1 BY transaction_id
      ) AS t ON r.tid = t.transaction_id
    )`;
}

export const OddDays = z.object({ before_order: z.coerce.number(), order_lines: Numbers, before_suite: z.coerce.number(), suite_lines: Numbers });

export const oddDaysOfUpload = {
  name: "oddDaysOfUpload",
  text: oddDaysSql({
    rows: `SELECT line, at, transaction_ids[1] AS tid
        FROM hits_v1
        WHERE suite = {suite:String} AND upload = {upload:UInt32}
        GROUP BY line, at, tid
        HAVING sum(occurrences) > 0`,
    ids: "SELECT transaction_ids[1] FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32}",
  }),
  params: z.object({ upload: z.number(), suite: z.string(), zone: z.string() }),
  row: OddDays,
} satisfies NamedQuery;

/** The fates of several uploads at once. */
export const fatesOfUploads = {
  name: "fatesOfUploads",
  text: `
    SELECT upload, fate, unlinked_reason AS reason, toInt64(sum(occurrences)) AS rows
    FROM hits_v1
    WHERE suite = {suite:String} AND upload IN {uploads:Array(UInt32)}
    GROUP BY upload, fate, reason
    HAVING rows != 0
    ORDER BY upload, fate, reason`,
  params: z.object({ uploads: z.array(z.number()), suite: z.string() }),
  row: fatesOfUpload.row.extend({ upload: z.number() }),
} satisfies NamedQuery;

export const rejectedRows = {
  name: "rejectedRows",
  text: "SELECT line, column, value, code, params FROM rejected_rows_v1 WHERE upload = {upload:UInt32} AND code != '' ORDER BY line LIMIT {limit:UInt32}",
  params: z.object({ upload: z.number(), limit: z.number() }),
  row: z.object({ line: z.number(), column: z.string(), value: z.string(), code: RejectionCode, params: z.string() }),
} satisfies NamedQuery;

/** What else is wrong with these rows, beside their first fault: with it a hundred at most (FF32). */
export const furtherFaults = {
  name: "furtherFaults",
  // Those of the mapping, of the row itself and of its date are found one after the other, so that only here all of a row are known.
  text: `SELECT line, column, value, code, params FROM further_faults_v1 WHERE upload = {upload:UInt32} AND line IN {lines:Array(UInt32)} ORDER BY line, place LIMIT ${MOST_FAULTS - 1} BY line`,
  params: z.object({ upload: z.number(), lines: z.array(z.number()) }),
  row: rejectedRows.row,
} satisfies NamedQuery;

export const rejectedLines = {
  name: "rejectedLines",
  text: "SELECT line, column, value, code, params, text FROM rejected_rows_v1 WHERE upload = {upload:UInt32} AND line > {after:UInt32} ORDER BY line LIMIT {limit:UInt32}",
  params: z.object({ upload: z.number(), after: z.number(), limit: z.number() }),
  row: rejectedRows.row.extend({ code: z.union([RejectionCode, z.literal("")]), text: z.string() }),
} satisfies NamedQuery;
