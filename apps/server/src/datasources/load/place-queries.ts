import { ROW_RULES } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { LONG_BEFORE_DAYS, QUOTED_LINES } from "../receipt/receipt-queries.ts";
import { PLACES_OF_FAULTS } from "./judge-sql.ts";
import { FileParameters, INSERT_FURTHER, INSERT_SETTINGS } from "./load-queries.ts";
import { datedWithFaults, faultless, FILE_IDS, ROW_HASHES, TRANSACTION_ID } from "./row-sql.ts";

/*
 * Checks rows by what the stores know: orders, the suite's first hit, earlier files. Each rejection is written to `rejected_rows_v1` before a row
 * is inserted, so that nothing that comes meanwhile makes a row get lost or count twice.
 */

/** The time of the suite's first hit, epoch milliseconds; no row when it has none. */
export const firstHitOfSuite = {
  name: "firstHitOfSuite",
  text: "SELECT toUnixTimestamp64Milli(at) AS first_at FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences > 0 ORDER BY suite, at LIMIT 1",
  params: z.object({ suite: z.string() }),
  row: z.object({ first_at: z.coerce.number() }),
} satisfies NamedQuery;

const REJECT = `INSERT INTO rejected_rows_v1 (upload, line, column, value, code, params, text)`;

/** Rejects rows that are dated before the day of their order, or long before the suite's first hit. `firstHit`: 0 when there is none. */
export const rejectEarly = {
  name: "rejectEarlyRows",
  text: `
    ${REJECT}
    SELECT {upload:UInt32}, line, column, value, fault, params, text
    FROM (${earlySql(faultless)})
    SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters.extend({ firstHit: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

/** Says the same of rows that are rejected for another fault, if their date can be read (FF32). */
export const tellEarly = {
  name: "tellEarlyOfRejectedRows",
  text: `
    ${INSERT_FURTHER}
    SELECT {upload:UInt32}, line, ${PLACES_OF_FAULTS.date}, column, value, fault, params
    FROM (${earlySql(datedWithFaults)})
    SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters.extend({ firstHit: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

function earlySql(rows: (columns: string) => string): string {
  return `
    SELECT line, ({headers:Array(String)})[{date:UInt16}] AS column, substringUTF8(date, 1, ${ROW_RULES.quotedCharacters}) AS value, fault,
      if(fault = 'date.before_order', concat('{"order":"', toString(order_day), '"}'), concat('{"firstHit":"', toString(toDate32(fromUnixTimestamp64Milli({firstHit:Int64}, 'UTC'), {zone:String})), '"}')) AS params, text
    FROM (
      SELECT r.line AS line, r.text AS text, r.date AS date, t.day AS order_day,
        multiIf(t.known = 1 AND r.day < toInt32(t.day), 'date.before_order', {firstHit:Int64} != 0 AND r.at < {firstHit:Int64} - toInt64(${LONG_BEFORE_DAYS}) * 86400000, 'date.before_suite', '') AS fault
      FROM (${rows(`line, text, cells[{date:UInt16}] AS date, day, at, ${TRANSACTION_ID} AS tid`)}) AS r
      LEFT ANY JOIN (
        SELECT transaction_id, toDate32(hit_at, {zone:String}) AS day, 1 AS known
        FROM transactions_v1
        WHERE suite = {suite:String} AND recorded = 1 AND transaction_id IN (${FILE_IDS.transaction})
        ORDER BY transaction_id, range, hit_at
        LIMIT 1 BY transaction_id
      ) AS t ON r.tid = t.transaction_id
    )
    WHERE fault != ''`;
}

export const rejectedSoFar = {
  name: "rejectedSoFar",
  text: "SELECT count() AS rows FROM rejected_rows_v1 WHERE upload = {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

/** Stores the hashes of the file's rows. */
export const keepHashes = {
  name: "keepHashes",
  text: `INSERT INTO file_rows_v1 (upload, line, first_hash, second_hash) SELECT {upload:UInt32}, line, first_hash, second_hash FROM (${ROW_HASHES}) SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters,
  row: z.never(),
} satisfies NamedQuery;
/** A hash of all rows of the file, whatever their order. It is a sum over rows, so a repeated row counts twice. */
export const hashOfFile = {
  name: "hashOfFile",
  text: "SELECT concat(toString(count()), '-', hex(sum(first_hash)), '-', hex(sum(second_hash))) AS hash FROM file_rows_v1 WHERE upload = {upload:UInt32}",
  params: z.object({ upload: z.number() }),
  row: z.object({ hash: z.string() }),
} satisfies NamedQuery;

/** Rows of the file that are also in an earlier file, with the first upload that counts them. A row counts there unless it was rejected. */
const REPEATED = `
      SELECT own.line AS line, earlier.upload AS repeats
      FROM (SELECT line, first_hash, second_hash FROM file_rows_v1 WHERE upload = {upload:UInt32}) AS own
      INNER JOIN (
        SELECT first_hash, second_hash, min(file_rows_v1.upload) AS upload
        FROM file_rows_v1
        WHERE file_rows_v1.upload IN {earlier:Array(UInt32)} AND (first_hash, second_hash) IN (SELECT first_hash, second_hash FROM file_rows_v1 WHERE upload = {upload:UInt32})
          AND (file_rows_v1.upload, line) NOT IN (SELECT upload, line FROM rejected_rows_v1 WHERE upload IN {earlier:Array(UInt32)})
        GROUP BY first_hash, second_hash
      ) AS earlier ON own.first_hash = earlier.first_hash AND own.second_hash = earlier.second_hash`;

const Earlier = z.object({ upload: z.number(), earlier: z.array(z.number()) });

export const repeatedRows = {
  name: "repeatedRowsOfFile",
  text: `
    SELECT count() AS rows, arraySort(groupArraySorted(${QUOTED_LINES})(line)) AS lines, arraySort(groupUniqArray(${QUOTED_LINES})(repeats)) AS uploads
    FROM (${REPEATED}
    )`,
  params: Earlier,
  row: z.object({ rows: z.coerce.number(), lines: z.array(z.number()), uploads: z.array(z.number()) }),
} satisfies NamedQuery;

export const rejectRepeated = {
  name: "rejectRepeatedRows",
  text: `
    ${REJECT}
    SELECT {upload:UInt32}, line, '', '', 'row.repeated', concat('{"upload":', toString(repeats), '}'), text
    FROM (${faultless("line, text")}) AS r
    INNER JOIN (${REPEATED}
    ) AS repeated ON r.line = repeated.line
    SETTINGS ${INSERT_SETTINGS}`,
  params: FileParameters.extend(Earlier.shape),
  row: z.never(),
} satisfies NamedQuery;
