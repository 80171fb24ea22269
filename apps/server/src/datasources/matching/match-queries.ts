import { WAITING_REASONS } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

const WAITING = WAITING_REASONS.map((reason) => `'${reason}'`).join(", ");
/** Which of the days an upload came on, counted from 0. */
const DAY = (upload: string) => `transform(${upload}, {uploads:Array(UInt32)}, {uploadDays:Array(UInt32)}, toUInt32(0))`;
const OF_UPLOADS = "suite = {suite:String} AND upload IN {uploads:Array(UInt32)}";

/** Rows with an id by the day on which their file came, and how long they waited for their order (MR1). */
export const matchByDay = {
  name: "matchRateByDay",
  text: `
    SELECT r.day AS day, r.all_rows AS rows, r.linked AS linked, r.waiting AS waiting, t.times AS times
    FROM (
      SELECT ${DAY("upload")} AS day, toInt64(sumIf(occurrences, fate != 'summary')) AS all_rows, toInt64(sumIf(occurrences, fate IN ('transaction', 'customer'))) AS linked,
        toInt64(sumIf(occurrences, fate = 'unlinked' AND unlinked_reason IN (${WAITING}) AND upload IN {open:Array(UInt32)})) AS waiting
      FROM hits_v1
      WHERE ${OF_UPLOADS}
      GROUP BY day
    ) AS r
    LEFT JOIN (
      SELECT ${DAY("l.upload")} AS day, quantilesExactWeighted(0.5, 0.9)(greatest(toInt64(0), o.processed_ms - transform(l.upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0))), toUInt64(l.linked_rows)) AS times
      FROM (
        SELECT upload, transaction_ids[1] AS id, sum(occurrences) AS linked_rows
        FROM hits_v1
        WHERE ${OF_UPLOADS} AND fate = 'transaction'
        GROUP BY upload, id
        HAVING linked_rows > 0
      ) AS l
      INNER JOIN (
        SELECT transaction_id, toUnixTimestamp64Milli(processed_at) AS processed_ms
        FROM transactions_v1
        WHERE suite = {suite:String} AND recorded = 1 AND transaction_id IN (SELECT transaction_ids[1] FROM hits_v1 WHERE ${OF_UPLOADS} AND fate = 'transaction')
        ORDER BY transaction_id, range, hit_at
        LIMIT 1 BY transaction_id
      ) AS o ON l.id = o.transaction_id
      GROUP BY day
    ) AS t ON r.day = t.day
    WHERE rows > 0
    ORDER BY day DESC`,
  params: z.object({
    suite: z.string(),
    uploads: z.array(z.number()),
    uploadDays: z.array(z.number()),
    /** When each upload came, epoch milliseconds. */
    uploadedAts: z.array(z.number()),
    /** Uploads whose rows may still be linked. */
    open: z.array(z.number()),
  }),
  row: z.object({ day: z.number(), rows: z.coerce.number(), linked: z.coerce.number(), waiting: z.coerce.number(), times: z.array(z.coerce.number()) }),
} satisfies NamedQuery;

/** Rows with an id of each upload, and how many of them are linked now (MR2). */
export const matchByUpload = {
  name: "matchRateByUpload",
  text: `
    SELECT upload, toInt64(sumIf(occurrences, fate != 'summary')) AS rows, toInt64(sumIf(occurrences, fate IN ('transaction', 'customer'))) AS linked
    FROM hits_v1
    WHERE suite IN {suites:Array(String)} AND upload IN {uploads:Array(UInt32)}
    GROUP BY upload
    ORDER BY upload`,
  params: z.object({ suites: z.array(z.string()), uploads: z.array(z.number()) }),
  row: z.object({ upload: z.number(), rows: z.coerce.number(), linked: z.coerce.number() }),
} satisfies NamedQuery;
