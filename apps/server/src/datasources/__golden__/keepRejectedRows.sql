INSERT INTO rejected_rows_v1 (upload, line, column, value, code, text)
SELECT {upload:UInt32}, line, fault_header, fault_value, code, text
FROM (
  SELECT line, text, code, at, day, if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS fault_header,
  multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', concat(toString(cells_given), ' of ', toString({columns:UInt16}), ' cells'), fault_column = 0, '', substringUTF8(cells[fault_column], 1, 200)) AS fault_value FROM (
    SELECT *, multiIf(code IN ('date.missing', 'date.format', 'date.future'), {date:UInt16}, code LIKE 'row.%', 0, faulty) AS fault_column FROM (
      SELECT *, multiIf(
        length(text) > 4096, 'row.too_long',
        cells_given != {columns:UInt16}, 'row.cells',
        date = '', 'date.missing',
        NOT date_exists, 'date.format',
        future, 'date.future',
        faulty > 0, faults[faulty],
        NOT arrayExists((cell, kind) -> cell != '' AND kind = 1, cells, {kinds:Array(UInt8)}), 'row.no_metric',
        {strict:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind > 1, cells, {kinds:Array(UInt8)}), 'row.no_dimension',
        '') AS code FROM (
        SELECT *, arrayFirstIndex(fault -> fault != '', faults) AS faulty FROM (
          SELECT *, arrayMap((cell, kind) -> multiIf(
              cell = '' OR kind = 0, '',
              kind = 1, if(match(cell, '^[+-]?(?:0*[0-9]{1,14}(?:\\.[0-9]{1,4}0*)?|\\.[0-9]{1,4}0*)$'), '', 'metric.not_a_number'),
              position(cell, ';') > 0, 'dimension.semicolon',
              kind = 3 AND position(cell, ',') > 0, 'transactionid.several',
              kind = 3 AND length(cell) > 100, 'transactionid.too_long',
              kind = 4 AND length(cell) > 100, 'visitorid.too_long',
              ''), cells, {kinds:Array(UInt8)}) AS faults,
          if(timed, day > {today:Int32} + 1 OR at > {uploadedAt:Int64} + 600000, day > {today:Int32}) AS future FROM (
            SELECT * EXCEPT (local, before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (
              SELECT * EXCEPT (second_of_day), (toInt64(day) * 86400 + second_of_day) * 1000 AS local,
              transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (
                SELECT line, text, cells_given, cells, date, timed, date_exists, if(date_exists, toInt32(makeDate32(year, month, monthday)), 0) AS day, if(timed, hour * 3600 + minute * 60 + second, 43200) AS second_of_day FROM (
                  SELECT *, date_matches AND year BETWEEN 1970 AND 2200 AND month BETWEEN 1 AND 12 AND monthday BETWEEN 1 AND month_days AND hour <= 23 AND minute <= 59 AND second <= 59 AS date_exists FROM (
                    SELECT *, [31, if((year % 4 = 0 AND year % 100 != 0) OR year % 400 = 0, 29, 28), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] AS month_days FROM (
                      SELECT * EXCEPT (parts), parts[1] AS month, parts[2] AS monthday, parts[3] AS year, length(parts) = 6 AS timed, parts[4] AS hour, parts[5] AS minute, parts[6] AS second FROM (
                        SELECT *, arrayMap(part -> toUInt16OrZero(part), splitByChar('/', if(date_matches, date, '1/1/1970'))) AS parts FROM (
                          SELECT *, cells[{date:UInt16}] AS date, match(date, '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:/([0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2}))?$') AS date_matches FROM (
                            SELECT line, text, length(given) AS cells_given, arrayResize(given, {columns:UInt16}, '') AS cells FROM (
                              SELECT line, text, arrayMap(cell -> trimBoth(cell), splitByChar('\t', text)) AS given FROM (
                                SELECT line, text FROM (
                                  SELECT line, if(endsWith(raw, '\r'), substring(raw, 1, length(raw) - 1), raw) AS text FROM (
                                    SELECT toUInt32(first + offset - 1) AS line, raw FROM (
                                      SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE NOT startsWith(text, '#') AND match(text, '[^ \t]')))))))))))))))))
WHERE code != '' OR {strict:UInt8} SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2
