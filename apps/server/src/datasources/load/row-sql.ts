import { PLACEHOLDERS, ROW_RULES } from "@rapport/domain";
import { amountsSql, literal, plainAmountsSql, readCellSql, readSql, steps } from "./value-sql.ts";

/*
 * The engine's form of `judgeRow` (domain, reference/row.ts); a property test demands the same verdict of both for
 * every line. Texts are constants; what differs from file to file comes in as parameters (`FileParameters`).
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

const CELLS = steps(
  READ_CELLS(ROWS),
  (from) =>
    `SELECT line, text, length(given) AS cells_given, arrayResize(given, {columns:UInt16}, '') AS sized, sized[{visitorId:UInt16}] AS person FROM (${from})`,
  (from) => `SELECT line, text, cells_given, person != '' AND match(lower(person), ${literal(PLACEHOLDERS)}) AS placeholder,
      if(person = '', sized, arrayMap((cell, kind) -> if(kind != ${COLUMN_KINDS.visitorId}, cell, if(placeholder, '', normalizeUTF8NFC(cell))), sized, {kinds:Array(UInt8)})) AS cells FROM (${from})`,
);

/** Every transaction id or visitor id of the file, to look them up before the rows are joined. */
export const FILE_IDS = {
  transaction: `SELECT cells[{transactionId:UInt16}] AS id FROM (${CELLS})`,
  visitor: `SELECT cells[{visitorId:UInt16}] AS id FROM (${CELLS})`,
} as const;

/** `local` is the wall-clock time as if the zone were UTC; `date_exists` is 0 for a date that does not exist. */
const DATED = steps(
  CELLS,
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
  (from) => `SELECT * EXCEPT (second_of_day), (toInt64(day) * 86400 + second_of_day) * 1000 AS local,
      transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (${from})`,
  (from) =>
    `SELECT * EXCEPT (local, before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (${from})`,
);

/** How amounts are written. `plain`: digits with a point, as in most files, which is faster to read. `any`: separators, signs and quotes too. */
export type Amounts = "plain" | "any";

/** Adds the exact amounts of the metric cells, 0 for other cells. Where the source writes prices of returns as positive, they become negative (D13). */
const measured = (amounts: Amounts) =>
  steps(
    DATED,
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

/** `code` is '' for a row that is kept; `faulty` is the column of its first faulty cell, from 1. */
const judged = (amounts: Amounts) =>
  steps(
    measured(amounts),
    (from) => `SELECT *, arrayMap((cell, kind, fault) -> ${CELL_FAULT}, cells, {kinds:Array(UInt8)}, amount_faults) AS faults,
      if(timed, day > {today:Int32} + 1 OR at > {uploadedAt:Int64} + ${ROW_RULES.futureToleranceMs}, day > {today:Int32}) AS future FROM (${from})`,
    (from) => `SELECT *, arrayFirstIndex(fault -> fault != '', faults) AS faulty FROM (${from})`,
    (from) => `SELECT *, multiIf(
      length(text) > ${ROW_RULES.maxBytes}, 'row.too_long',
      cells_given != {columns:UInt16}, 'row.cells',
      date = '', 'date.missing',
      NOT date_exists, if({dayFirst:UInt8}, 'date.day_first', 'date.format'),
      future, 'date.future',
      faulty > 0, faults[faulty],
      {refunds:UInt8} AND cells[{transactionId:UInt16}] = '', 'refund.no_order',
      NOT {refunds:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind = ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)}), 'row.no_metric',
      {strict:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind > ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)}), 'row.no_dimension',
      has_id AND (row_orders < 0 OR row_units < 0 OR row_revenue < 0) AND (row_orders > 0 OR row_units > 0 OR row_revenue > 0), 'row.signs',
      '') AS code FROM (${from})`,
  );

/** The parameters of the code, beside the value, as JSON. */
const FAULT_PARAMS = `multiIf(
        code = 'row.cells', concat('{"found":', toString(cells_given), ',"expected":', toString({columns:UInt16}), '}'),
        code = 'date.future', if({dayFirst:UInt8}, '{"first":"day"}', '{"first":"month"}'),
        '{}')`;

/** The judged rows with the header and the value of what is at fault. */
const EXPLAINED = steps(
  judged("any"),
  (from) => `SELECT *, multiIf(code LIKE 'date.%', {date:UInt16}, code LIKE 'row.%', 0, faulty) AS fault_column FROM (${from})`,
  (from) => `SELECT line, text, code, at, day, if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS fault_header,
      multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', toString(cells_given), fault_column = 0, '', substringUTF8(cells[fault_column], 1, ${ROW_RULES.quotedCharacters})) AS fault_value,
      ${FAULT_PARAMS} AS fault_params FROM (${from})`,
);

/** How many rows there are, how many are rejected, and the days of the others. */
export const survey = (amounts: Amounts) =>
  `SELECT count() AS rows, countIf(code != '') AS rejected, uniqExactIf(day, code = '') AS day_count, groupUniqArrayIf(100)(day, code = '') AS days, countIf(placeholder) AS placeholders, countIf(other_way) AS other_way_days, countIf(this_way) AS this_way_days, countIf(is_hard) AS hard_rows FROM (${judged(amounts)})`;

/** Lines that begin with `#`, and those of them with as many cells as the header and a day in the date column (D8). */
export const COMMENTS = steps(
  READ_CELLS(`SELECT line, text FROM (${LINES}) WHERE NOT {hashRows:UInt8} AND startsWith(text, '#')`),
  (from) =>
    `SELECT line, text, length(given) = {columns:UInt16} AND match(given[{date:UInt16}], ${literal(source(ROW_RULES.date))}) AS like_row FROM (${from})`,
  (from) => `SELECT count() AS comments, countIf(like_row) AS like_rows,
      arraySlice(arraySort(groupArraySortedIf(${ROW_RULES.quotedComments})((line, substringUTF8(text, 1, ${ROW_RULES.quotedCharacters})), like_row)), 1, ${ROW_RULES.quotedComments}) AS examples FROM (${from})`,
);

export const VERDICTS = `SELECT line, text, code, fault_header, fault_value, at, day FROM (${EXPLAINED})`;

/** A strict file is refused as a whole: its correct rows are kept with the others, without a code. */
export const REJECTED_ROWS = `
  SELECT {upload:UInt32}, line, fault_header, fault_value, code, fault_params, text
  FROM (${EXPLAINED})
  WHERE (code != '' OR {strict:UInt8}) AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})`;

/** The cell's first `most` bytes, cut between characters: a character that does not fit whole is left out. */
const CUT = "substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3]))";

/** Correct rows, except those that are rejected because of what the stores know (`place-queries.ts`). */
export const faultless = (amounts: Amounts, columns = "*") =>
  `SELECT ${columns} FROM (${judged(amounts)}) WHERE code = '' AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})`;

/** Kept rows with their cells by meaning; `own` is what the row sets of the values that persist. */
export const keptRows = (amounts: Amounts) => rowsSql(`(${faultless(amounts)})`);
/** The same for a file without rejected rows: nothing is checked again. */
export const allRows = (amounts: Amounts) => rowsSql(`(${measured(amounts)})`);

/** A cell after reading; for a number its amount, however it is written. The time replaces the date. */
const SAID_CELL = `multiIf(kind = ${COLUMN_KINDS.date} OR cell = '', '', kind = ${COLUMN_KINDS.metric}, toString(if(place = {revenue:UInt16}, row_revenue, amount)), cell)`;
/** The instant, and each cell that says something with its header, whatever the order of the columns. */
const SAID = `at, arraySort(arrayFilter(said -> said.2 != '', arrayMap((header, cell, kind, amount, place) -> (lower(header), ${SAID_CELL}), {headers:Array(String)}, cells, {kinds:Array(UInt8)}, amounts, arrayEnumerate(cells))))`;

/**
 * Two hashes of each row as it is read. They are the same in another encoding, with other line ends, quotes or comments, with numbers and days
 * written in other ways, and in another order of rows or columns (U6).
 */
export const rowHashes = (amounts: Amounts) => faultless(amounts, `line, sipHash64(${SAID}) AS first_hash, cityHash64(${SAID}) AS second_hash`);

/** Kept rows of a file of refunds, each with its text and its cells with amounts. A row without amounts gives back what is left of its order. */
export const refundRows = (amounts: Amounts) =>
  rowsSql(
    `(${faultless(amounts, "*, cells[{orders:UInt16}] != '' AS said_orders, cells[{units:UInt16}] != '' AS said_units, cells[{revenue:UInt16}] != '' AS said_revenue")})`,
    ", text, said_orders, said_units, said_revenue",
  );

/** @param more columns that are taken along, with a comma before each */
function rowsSql(from: string, more = ""): string {
  return steps(
    `SELECT line${more}, at, amounts, row_orders, row_units, row_revenue, if(arrayExists((cell, most) -> length(cell) > most, cells, {keptBytes:Array(UInt16)}), arrayMap((cell, most) -> if(length(cell) > most, ${readSql(CUT, "1")}, cell), cells, {keptBytes:Array(UInt16)}), cells) AS cells FROM ${from}`,
    (from) =>
      `SELECT line${more}, at AS at_ms, row_orders, row_units, row_revenue, cells, arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells, arrayMap(i -> amounts[i], {metricColumns:Array(UInt16)}) AS metric_amounts, arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells FROM (${from})`,
    (
      from,
    ) => `SELECT line${more}, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, cells[{zip:UInt16}] AS zip, cells[{transactionId:UInt16}] AS tid, cells[{visitorId:UInt16}] AS vid,
      row_orders AS orders, row_units AS units, row_revenue AS revenue,
      mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayFilter((amount, cell) -> cell != '', metric_amounts, metric_cells)) AS metrics,
      mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS own FROM (${from})`,
    (from) => `SELECT * EXCEPT (zip), if(zip = '', own, mapUpdate(own, map('zip', zip))) AS set_values FROM (${from})`,
  );
}

/** A regular expression as RE2 reads it. Ours use only what both engines understand alike. */
function source(pattern: RegExp): string {
  return pattern.source.replaceAll("\\/", "/");
}
