import { ROW_RULES } from "@rapport/domain";
import { readIdSql } from "../ids/id-rule-sql.ts";
import { COLUMN_KINDS, everyFault, PLACED_IN_TIME, PLACES_OF_FAULTS } from "./judge-sql.ts";
import { readSql, steps } from "./value-sql.ts";

/* What a load reads of a file's judged rows (`judge-sql.ts`). */

const STAGED = "upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}";

/** The transaction id of a row as its source's rule reads it (UL3). */
export const TRANSACTION_ID = readIdSql("cells[{transactionId:UInt16}]");

/** Every transaction id or visitor id of the file, to look them up before the rows are joined. */
export const FILE_IDS = {
  transaction: `SELECT ${TRANSACTION_ID} AS id FROM ${STAGED}`,
  visitor: `SELECT cells[{visitorId:UInt16}] AS id FROM ${STAGED}`,
} as const;

/** How many rows there are, how many are rejected, and the days of the others. */
export const SURVEY =
  "SELECT count() AS rows, countIf(code != '') AS rejected, uniqExactIf(day, code = '') AS day_count, groupUniqArrayIf(100)(day, code = '') AS days, countIf(placeholder) AS placeholders, countIf(other_way) AS other_way_days, countIf(this_way) AS this_way_days, countIf(is_hard) AS hard_rows FROM upload_rows_v1 WHERE upload = {upload:UInt32}";

const JUDGED = steps(`SELECT * EXCEPT (upload) FROM ${STAGED}`, ...PLACED_IN_TIME);

/** The parameters of the code, beside the value, as JSON. */
const FAULT_PARAMS = `multiIf(
        code = 'row.cells', concat('{"found":', toString(cells_given), ',"expected":', toString({columns:UInt16}), '}'),
        code = 'date.future', if({dayFirst:UInt8}, '{"first":"day"}', '{"first":"month"}'),
        '{}')`;

/** The judged rows with the header and the value of what is at fault. */
const EXPLAINED = steps(
  JUDGED,
  (from) => `SELECT *, multiIf(code LIKE 'date.%', {date:UInt16}, code LIKE 'row.%', 0, faulty) AS fault_column FROM (${from})`,
  (from) => `SELECT line, text, code, at, day, if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS fault_header,
      multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', toString(cells_given), fault_column = 0, '', substringUTF8(cells[fault_column], 1, ${ROW_RULES.quotedCharacters})) AS fault_value,
      ${FAULT_PARAMS} AS fault_params FROM (${from})`,
);

export const VERDICTS = `SELECT line, text, code, fault_header, fault_value, at, day FROM (${EXPLAINED})`;

/** A strict file is refused as a whole: its correct rows are kept with the others, without a code. */
export const REJECTED_ROWS = `
  SELECT {upload:UInt32}, line, fault_header, fault_value, code, fault_params, text
  FROM (${EXPLAINED})
  WHERE (code != '' OR {strict:UInt8}) AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})`;

/** Of one row, with the first one. */
export const MOST_FAULTS = 100;
/** A column has one fault, and so has a row without one of its columns. */
const SAME_FAULT = "line, if(column = '', code, column)";
const KNOWN_FAULTS = (table: string) =>
  `SELECT ${SAME_FAULT} FROM ${table} WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}`;

/** What else is wrong with rejected rows by themselves, beside what is stored of them (FF32). */
export const FURTHER_FAULTS = steps(
  everyFault(`SELECT line, text FROM ${STAGED} AND code != ''`),
  (from) =>
    `SELECT line, text, cells, cells_given, found.1 AS place, found.2 AS code FROM (SELECT line, text, cells, cells_given, arraySlice(found_faults, 1, ${MOST_FAULTS}) AS found_faults FROM (${from})) ARRAY JOIN found_faults AS found`,
  (from) =>
    `SELECT *, multiIf(place = ${PLACES_OF_FAULTS.date}, {date:UInt16}, place > ${PLACES_OF_FAULTS.cells} AND place < ${PLACES_OF_FAULTS.wholeRow}, toUInt16(place - ${PLACES_OF_FAULTS.cells}), 0) AS fault_column FROM (${from})`,
  (from) => `SELECT line, place, if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS column,
      multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', toString(cells_given), fault_column = 0, '', substringUTF8(cells[fault_column], 1, ${ROW_RULES.quotedCharacters})) AS value,
      code, ${FAULT_PARAMS} AS params FROM (${from})`,
  (from) =>
    `SELECT {upload:UInt32}, line, place, column, value, code, params FROM (${from}) WHERE (${SAME_FAULT}) NOT IN (${KNOWN_FAULTS("rejected_rows_v1")}) AND (${SAME_FAULT}) NOT IN (${KNOWN_FAULTS("further_faults_v1")})`,
);

/** The cell's first `most` bytes, cut between characters: a character that does not fit whole is left out. */
const CUT = "substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3]))";

/** Correct rows, except those that are rejected because of what the stores know (`place-queries.ts`). */
export const faultless = (columns = "*") =>
  `SELECT ${columns} FROM (${JUDGED}) WHERE code = '' AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})`;

/** Rows with a fault of their own, but a date that exists and can be. Run after all faults of the rows by themselves are stored. */
export const datedWithFaults = (columns: string) =>
  `SELECT ${columns} FROM (${JUDGED}) WHERE code NOT IN ('', 'row.cells') AND code NOT LIKE 'date.%' AND line NOT IN (SELECT line FROM further_faults_v1 WHERE upload = {upload:UInt32} AND (code = 'row.cells' OR code LIKE 'date.%'))`;

/** Kept rows with their cells by meaning; `own` is what the row sets of the values that persist. */
export const KEPT_ROWS = rowsSql(`(${faultless()})`);

/** A cell after reading; for a number its amount, however it is written. The time replaces the date. */
const SAID_CELL = `multiIf(kind = ${COLUMN_KINDS.date} OR cell = '', '', kind = ${COLUMN_KINDS.metric}, toString(if(place = {revenue:UInt16}, row_revenue, amount)), cell)`;
/** The instant, and each cell that says something with its header, whatever the order of the columns. */
const SAID = `at, arraySort(arrayFilter(said -> said.2 != '', arrayMap((header, cell, kind, amount, place) -> (header, ${SAID_CELL}), {names:Array(String)}, cells, {kinds:Array(UInt8)}, amounts, arrayEnumerate(cells))))`;

/**
 * Two hashes of each row as it is read. They are the same in another encoding, with other line ends, quotes or comments, with numbers and days
 * written in other ways, and in another order of rows or columns (U6).
 */
export const ROW_HASHES = faultless(`line, sipHash64(${SAID}) AS first_hash, cityHash64(${SAID}) AS second_hash`);

/** Kept rows of a file of refunds, each with its text and its cells with amounts. A row without amounts gives back what is left of its order. */
export const REFUND_ROWS = rowsSql(
  `(${faultless("*, cells[{orders:UInt16}] != '' AS said_orders, cells[{units:UInt16}] != '' AS said_units, cells[{revenue:UInt16}] != '' AS said_revenue")})`,
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
    ) => `SELECT line${more}, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, ${TRANSACTION_ID} AS tid, cells[{visitorId:UInt16}] AS vid,
      row_orders AS orders, row_units AS units, row_revenue AS revenue,
      mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayFilter((amount, cell) -> cell != '', metric_amounts, metric_cells)) AS metrics,
      mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS set_values FROM (${from})`,
    (from) => `SELECT *, mapFilter((key, cell) -> has({persistingKeys:Array(String)}, key), set_values) AS own FROM (${from})`,
  );
}
