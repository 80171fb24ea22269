import { ROW_RULES } from "@rapport/domain";

/*
 * The engine's form of `judgeRow` (domain, datasources/row.ts): the same verdict for every line, held together by a
 * property test. Texts are constants; what differs from file to file comes in as parameters (`FileParameters`).
 */

/** The lines of a staged file with their physical numbers; comments and blank lines left out. */
const LINES = `
  SELECT toUInt32(first + offset - 1) AS line, if(endsWith(raw, '\\r'), substring(raw, 1, length(raw) - 1), raw) AS text
  FROM (SELECT line AS first, splitByChar('\\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32})
  ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset
  WHERE NOT startsWith(text, '#') AND match(text, '[^ \\\\t]')`;

const CELLS = `
  SELECT line, text, arrayMap(cell -> trimBoth(cell), splitByChar('\\t', text)) AS given, length(given) AS cells_given,
    arrayResize(given, {columns:UInt16}, '') AS cells, cells[{date:UInt16}] AS date
  FROM (${LINES})`;

/** `local`: the wall-clock time as if the zone were UTC. A date that does not exist has `date_exists` 0. */
const DATED = `
  SELECT *, match(date, ${literal(source(ROW_RULES.date))}) AS date_matches,
    arrayMap(part -> toUInt16OrZero(part), splitByChar('/', if(date_matches, date, '1/1/1970'))) AS parts,
    parts[1] AS month, parts[2] AS monthday, parts[3] AS year, length(parts) = 6 AS timed,
    (year % 4 = 0 AND year % 100 != 0) OR year % 400 = 0 AS leap,
    date_matches AND year BETWEEN ${ROW_RULES.oldestYear} AND ${ROW_RULES.newestYear} AND month BETWEEN 1 AND 12 AND monthday BETWEEN 1 AND [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
      AND parts[4] <= 23 AND parts[5] <= 59 AND parts[6] <= 59 AS date_exists,
    if(date_exists, toInt32(makeDate32(year, month, monthday)), 0) AS day,
    (toInt64(day) * 86400 + if(timed, parts[4] * 3600 + parts[5] * 60 + parts[6], 43200)) * 1000 AS local,
    local - transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS early,
    local - transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS late,
    transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch,
    multiIf(early < switch, early, late >= switch, late, early) AS at
  FROM (${CELLS})`;

/** Kinds of a column in the parameter `kinds`. */
export const COLUMN_KINDS = { date: 0, metric: 1, dimension: 2, transactionId: 3, visitorId: 4 } as const;

const CELL_FAULT = `multiIf(
      cell = '' OR kind = ${COLUMN_KINDS.date}, '',
      kind = ${COLUMN_KINDS.metric}, if(match(cell, ${literal(source(ROW_RULES.number))}), '', 'metric.not_a_number'),
      position(cell, ';') > 0, 'dimension.semicolon',
      kind = ${COLUMN_KINDS.transactionId} AND position(cell, ',') > 0, 'transactionid.several',
      kind = ${COLUMN_KINDS.transactionId} AND length(cell) > ${ROW_RULES.idMaxBytes}, 'transactionid.too_long',
      kind = ${COLUMN_KINDS.visitorId} AND length(cell) > ${ROW_RULES.idMaxBytes}, 'visitorid.too_long',
      '')`;

/** \`code\` is '' for a row that is kept. */
const JUDGED = `
  SELECT *,
    if(timed, day > {today:Int32} + 1 OR at > {uploadedAt:Int64} + ${ROW_RULES.futureToleranceMs}, day > {today:Int32}) AS future,
    arrayMap((cell, kind) -> ${CELL_FAULT}, cells, {kinds:Array(UInt8)}) AS faults,
    arrayFirstIndex(fault -> fault != '', faults) AS faulty,
    multiIf(
      length(text) > ${ROW_RULES.maxBytes}, 'row.too_long',
      cells_given != {columns:UInt16}, 'row.cells',
      date = '', 'date.missing',
      NOT date_exists, 'date.format',
      future, 'date.future',
      faulty > 0, faults[faulty],
      NOT arrayExists((cell, kind) -> cell != '' AND kind = ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)}), 'row.no_metric',
      {strict:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind > ${COLUMN_KINDS.metric}, cells, {kinds:Array(UInt8)}), 'row.no_dimension',
      '') AS code,
    multiIf(code IN ('date.missing', 'date.format', 'date.future'), {date:UInt16}, code LIKE 'row.%', 0, faulty) AS fault_column,
    if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS fault_header,
    multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', toString(cells_given), fault_column = 0, '', substringUTF8(cells[fault_column], 1, ${ROW_RULES.quotedCharacters})) AS fault_value
  FROM (${DATED})`;

/** How many rows there are, how many are rejected, and the days of the others. */
export const SURVEY = `SELECT count() AS rows, countIf(code != '') AS rejected, uniqExactIf(day, code = '') AS day_count, groupUniqArrayIf(100)(day, code = '') AS days FROM (${JUDGED})`;

export const VERDICTS = `SELECT line, text, code, fault_header, fault_value, at, day FROM (${JUDGED})`;

/** A strict file is refused as a whole: its faultless rows are kept with the others, without a code. */
export const REJECTED_ROWS = `
  SELECT {upload:UInt32}, line, fault_header, fault_value, code, transform(code, {codes:Array(String)}, {messages:Array(String)}, ''), text
  FROM (${JUDGED})
  WHERE code != '' OR {strict:UInt8}`;

/** Kept rows with their cells by meaning; `own` is what the row sets of the values that persist. */
export const KEPT_ROWS = keptRows(`(${JUDGED}) WHERE code = ''`);
/** The same for a file of which no row was rejected: nothing is judged again. */
export const ALL_ROWS = keptRows(`(${DATED})`);

function keptRows(from: string): string {
  return `
  SELECT line, at AS at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, cells[{transactionId:UInt16}] AS tid, cells[{visitorId:UInt16}] AS vid,
    toDecimal64OrZero(cells[{orders:UInt16}], 4) AS orders, toDecimal64OrZero(cells[{units:UInt16}], 4) AS units, toDecimal64OrZero(cells[{revenue:UInt16}], 4) AS revenue,
    arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells,
    mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayMap(cell -> toDecimal64OrZero(cell, 4), arrayFilter(cell -> cell != '', metric_cells))) AS metrics,
    arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells,
    mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS own,
    if(cells[{zip:UInt16}] = '', own, mapUpdate(own, map('zip', cells[{zip:UInt16}]))) AS set_values
  FROM ${from}`;
}

/** A regular expression of ours as RE2 reads it: only what both engines read alike is used in it. */
function source(pattern: RegExp): string {
  return pattern.source.replaceAll("\\/", "/");
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
