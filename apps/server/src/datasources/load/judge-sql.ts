import { PLACEHOLDERS, ROW_RULES } from "@rapport/domain";
import { amountsSql, literal, plainAmountsSql, readCellSql, readSql, source, steps } from "./value-sql.ts";

/*
 * The engine's form of `judgeRow` (domain, reference/row.ts); a property test demands the same verdict of both for
 * every line. Texts are constants; what differs from file to file comes in as parameters (`FileParameters`). A file is judged
 * once, into `upload_rows_v1`; everything after that reads there (`row-sql.ts`).
 */

/** Kinds of a column in the parameter `kinds`. */
export const COLUMN_KINDS = { date: 0, metric: 1, dimension: 2, transactionId: 3, visitorId: 4 } as const;

/** The lines of a staged file with their physical numbers, without comments and blank lines. */
const LINES = steps(
  "SELECT line AS first, splitByChar('\\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}",
  (from) => `SELECT toUInt32(first + offset - 1) AS line, raw FROM (${from}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset`,
  (from) => `SELECT line, if(endsWith(raw, '\\r'), substring(raw, 1, length(raw) - 1), raw) AS text FROM (${from})`,
  (from) => `SELECT line, text FROM (${from}) WHERE match(text, '[^ \\t]')`,
);

const ROWS = `SELECT line, text FROM (${LINES}) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#')`;

/** The cells of a line after reading. */
const READ_CELLS = (lines: string) =>
  steps(
    lines,
    (from) => `SELECT line, text, match(text, '[^\\t -~]') AS odd, position(text, '"') > 0 AS quoted, splitByChar('\\t', text) AS raw_cells FROM (${from})`,
    (from) => `SELECT line, text, odd, quoted, arrayMap(cell -> ${readSql("cell")}, raw_cells) AS read_cells FROM (${from})`,
    (from) => `SELECT line, text, if(quoted, arrayMap(cell -> ${readCellSql("cell")}, read_cells), read_cells) AS given FROM (${from})`,
  );

const cellsOf = (rows: string) =>
  steps(
    READ_CELLS(rows),
    (from) =>
      `SELECT line, text, length(given) AS cells_given, arrayResize(given, {columns:UInt16}, '') AS sized, sized[{visitorId:UInt16}] AS person FROM (${from})`,
    (from) => `SELECT line, text, cells_given, person != '' AND match(lower(person), ${literal(PLACEHOLDERS)}) AS placeholder,
      if(person = '', sized, arrayMap((cell, kind) -> if(kind != ${COLUMN_KINDS.visitorId}, cell, if(placeholder, '', normalizeUTF8NFC(cell))), sized, {kinds:Array(UInt8)})) AS cells FROM (${from})`,
  );

/** Adds the instant `at` to rows with a `day` and their wall-clock time `local`. It is right for the days whose offsets are among the parameters. */
export const PLACED_IN_TIME = [
  (from: string) => `SELECT *,
      transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (${from})`,
  (from: string) =>
    `SELECT * EXCEPT (before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (${from})`,
];

/** `local` is the wall-clock time as if the zone were UTC; `date_exists` is 0 for a date that does not exist. */
const datedOf = (rows: string) =>
  steps(
    cellsOf(rows),
    (from) => `SELECT *, cells[{date:UInt16}] AS date, match(date, ${literal(source(ROW_RULES.date))}) AS date_matches FROM (${from})`,
    (from) => `SELECT *, arrayMap(part -> toUInt16OrZero(part), splitByChar('/', if(date_matches, date, '1/1/1970'))) AS parts FROM (${from})`,
    (from) =>
      `SELECT * EXCEPT (parts), if({dayFirst:UInt8}, parts[2], parts[1]) AS month, if({dayFirst:UInt8}, parts[1], parts[2]) AS monthday, parts[3] AS year, length(parts) = 6 AS timed, parts[4] AS hour, parts[5] AS minute, parts[6] AS second FROM (${from})`,
    (from) =>
      `SELECT *, [31, if((year % 4 = 0 AND year % 100 != 0) OR year % 400 = 0, 29, 28), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] AS month_days FROM (${from})`,
    (from) =>
      `SELECT *, date_matches AND year BETWEEN ${ROW_RULES.oldestYear} AND ${ROW_RULES.newestYear} AND month BETWEEN 1 AND 12 AND monthday BETWEEN 1 AND month_days AND hour <= 23 AND minute <= 59 AND second <= 59 AS date_exists FROM (${from})`,
    (from) =>
      `SELECT line, text, cells_given, cells, placeholder, date, date_matches AND monthday <= 12 AND month BETWEEN 13 AND 31 AS other_way, date_matches AND month <= 12 AND monthday > 12 AS this_way, timed, date_exists, if(date_exists, toInt32(makeDate32(year, month, monthday)), 0) AS day, if(timed, hour * 3600 + minute * 60 + second, 43200) AS second_of_day FROM (${from})`,
    (from) => `SELECT * EXCEPT (second_of_day), (toInt64(day) * 86400 + second_of_day) * 1000 AS local FROM (${from})`,
    ...PLACED_IN_TIME,
  );

/** How amounts are written. `plain`: digits with a point, as in most files, which is faster to read. `any`: separators, signs and quotes too. */
export type Amounts = "plain" | "any";

/** Adds the exact amounts of the metric cells, 0 for other cells. Where the source writes prices of returns as positive, they become negative (D13). */
const measured = (amounts: Amounts, rows: string) =>
  steps(
    datedOf(rows),
    ...(amounts === "plain" ? plainAmountsSql : amountsSql)({ metric: COLUMN_KINDS.metric }),
    (from) =>
      `SELECT *, amounts[{orders:UInt16}] AS row_orders, amounts[{units:UInt16}] AS row_units, amounts[{revenue:UInt16}] AS price, cells[{transactionId:UInt16}] != '' OR cells[{visitorId:UInt16}] != '' AS has_id FROM (${from})`,
    (from) =>
      `SELECT * EXCEPT (price), if({positiveReturns:UInt8} AND has_id AND price > 0 AND (row_orders < 0 OR row_units < 0), -price, price) AS row_revenue FROM (${from})`,
  );

const CELL_FAULT = `multiIf(
      cell = '' OR kind = ${COLUMN_KINDS.date}, '',
      kind = ${COLUMN_KINDS.metric}, fault,
      position(cell, ';') > 0, 'dimension.semicolon',
      kind = ${COLUMN_KINDS.transactionId} AND position(cell, ',') > 0, 'transactionid.several',
      kind = ${COLUMN_KINDS.transactionId} AND length(cell) > ${ROW_RULES.idMaxBytes}, 'transactionid.too_long',
      kind = ${COLUMN_KINDS.visitorId} AND length(cell) > ${ROW_RULES.idMaxBytes}, 'visitorid.too_long',
      '')`;

const CELLS_DIFFER = "cells_given != {columns:UInt16}";
const DATE_FAULTS = [
  ["date = ''", "'date.missing'"],
  ["NOT date_exists", "if({dayFirst:UInt8}, 'date.day_first', 'date.format')"],
  ["future", "'date.future'"],
] as const;
const WHOLE_FAULTS = [
  ["{refunds:UInt8} AND cells[{transactionId:UInt16}] = ''", "'refund.no_order'"],
  [`NOT {refunds:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind = ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)})`, "'row.no_metric'"],
  [`{strict:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind > ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)})`, "'row.no_dimension'"],
  ["has_id AND (row_orders < 0 OR row_units < 0 OR row_revenue < 0) AND (row_orders > 0 OR row_units > 0 OR row_revenue > 0)", "'row.signs'"],
] as const;

const branches = (faults: readonly (readonly [string, string])[]) => faults.map(([when, code]) => `${when}, ${code},`).join("\n      ");

const withCellFaults = (amounts: Amounts, rows: string) =>
  steps(
    measured(amounts, rows),
    (from) => `SELECT *, arrayMap((cell, kind, fault) -> ${CELL_FAULT}, cells, {kinds:Array(UInt8)}, amount_faults) AS faults,
      if(timed, day > {today:Int32} + 1 OR at > {uploadedAt:Int64} + ${ROW_RULES.futureToleranceMs}, day > {today:Int32}) AS future FROM (${from})`,
  );

/** `code` is '' for a row that is kept; `faulty` is the column of its first faulty cell, from 1. */
export const judged = (amounts: Amounts) =>
  steps(
    withCellFaults(amounts, ROWS),
    (from) => `SELECT *, arrayFirstIndex(fault -> fault != '', faults) AS faulty FROM (${from})`,
    (from) => `SELECT *, multiIf(
      length(text) > ${ROW_RULES.maxBytes}, 'row.too_long',
      ${CELLS_DIFFER}, 'row.cells',
      ${branches(DATE_FAULTS)}
      faulty > 0, faults[faulty],
      ${branches(WHOLE_FAULTS)}
      '') AS code FROM (${from})`,
  );

/** Where the faults of a row stand among each other (FF25). Those of a cell have the place `cells` and the number of its column. */
export const PLACES_OF_FAULTS = { line: 0, date: 2, cells: 10, wholeRow: 4_000_000_000 } as const;

/**
 * Rows with every fault of theirs, as `found`: its place and its code (FF32). With another number of cells than the header, nobody knows which cell is
 * which, and nothing else is judged.
 *
 * @param rows lines with their texts
 */
export const everyFault = (rows: string) =>
  steps(
    withCellFaults("any", rows),
    (from) => `SELECT *, arrayFilter(found -> found.2 != '', arrayConcat(
        [(toUInt32(${PLACES_OF_FAULTS.line}), if(length(text) > ${ROW_RULES.maxBytes}, 'row.too_long', '')),
          (toUInt32(${PLACES_OF_FAULTS.line + 1}), if(${CELLS_DIFFER}, 'row.cells', '')),
          (toUInt32(${PLACES_OF_FAULTS.date}), multiIf(
      ${branches([[CELLS_DIFFER, "''"], ...DATE_FAULTS])}
      ''))],
        arrayMap((fault, at) -> (toUInt32(${PLACES_OF_FAULTS.cells} + at), if(${CELLS_DIFFER}, '', fault)), faults, arrayEnumerate(faults)),
        [${WHOLE_FAULTS.map(([when, code], at) => `(toUInt32(${PLACES_OF_FAULTS.wholeRow + at}), if(NOT (${CELLS_DIFFER}) AND ${when}, ${code}, ''))`).join(",\n          ")}])) AS found_faults FROM (${from})`,
  );

/** Lines that begin with `#`, and those of them with as many cells as the header and a day in the date column (D8). */
export const COMMENTS = steps(
  READ_CELLS(`SELECT line, text FROM (${LINES}) WHERE NOT {hashRows:UInt8} AND startsWith(text, '#')`),
  (from) =>
    `SELECT line, text, length(given) = {columns:UInt16} AND match(given[{date:UInt16}], ${literal(source(ROW_RULES.date))}) AS like_row FROM (${from})`,
  (from) => `SELECT count() AS comments, countIf(like_row) AS like_rows,
      arraySlice(arraySort(groupArraySortedIf(${ROW_RULES.quotedComments})((line, substringUTF8(text, 1, ${ROW_RULES.quotedCharacters})), like_row)), 1, ${ROW_RULES.quotedComments}) AS examples FROM (${from})`,
);
