INSERT INTO upload_rows_v1 (upload, line, text, cells_given, cells, placeholder, other_way, this_way, timed, day, local, is_hard, amounts, row_orders, row_units, row_revenue, faulty, code) SELECT {upload:UInt32}, line, text, cells_given, cells, placeholder, other_way, this_way, timed, day, local, is_hard, amounts, row_orders, row_units, row_revenue, faulty, code FROM (
  SELECT *, multiIf(
    length(text) > 4096, 'row.too_long',
    cells_given != {columns:UInt16}, 'row.cells',
    date = '', 'date.missing',
    NOT date_exists, if({dayFirst:UInt8}, 'date.day_first', 'date.format'),
    future, 'date.future',
    faulty > 0, faults[faulty],
    {refunds:UInt8} AND cells[{transactionId:UInt16}] = '', 'refund.no_order',
    NOT {refunds:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind = 1, cells, {kinds:Array(UInt8)}), 'row.no_metric',
    {strict:UInt8} AND NOT arrayExists((cell, kind) -> cell != '' AND kind > 1, cells, {kinds:Array(UInt8)}), 'row.no_dimension',
    has_id AND (row_orders < 0 OR row_units < 0 OR row_revenue < 0) AND (row_orders > 0 OR row_units > 0 OR row_revenue > 0), 'row.signs',
    '') AS code FROM (
    SELECT *, arrayFirstIndex(fault -> fault != '', faults) AS faulty FROM (
      SELECT *, arrayMap((cell, kind, fault) -> multiIf(
          cell = '' OR kind = 0, '',
          kind = 1, fault,
          position(cell, ';') > 0, 'dimension.semicolon',
          kind = 3 AND position(cell, ',') > 0, 'transactionid.several',
          kind = 3 AND length(cell) > 100, 'transactionid.too_long',
          kind = 4 AND length(cell) > 100, 'visitorid.too_long',
          ''), cells, {kinds:Array(UInt8)}, amount_faults) AS faults,
      if(timed, day > {today:Int32} + 1 OR at > {uploadedAt:Int64} + 600000, day > {today:Int32}) AS future FROM (
        SELECT * EXCEPT (price), if({positiveReturns:UInt8} AND has_id AND price > 0 AND (row_orders < 0 OR row_units < 0), -price, price) AS row_revenue FROM (
          SELECT *, amounts[{orders:UInt16}] AS row_orders, amounts[{units:UInt16}] AS row_units, amounts[{revenue:UInt16}] AS price, cells[{transactionId:UInt16}] != '' OR cells[{visitorId:UInt16}] != '' AS has_id FROM (
            SELECT *, arrayExists((cell, kind) -> kind = 1 AND cell != '' AND NOT match(cell, '^-?[0-9]{1,14}(?:\\.[0-9]{1,8})?$'), cells, {kinds:Array(UInt8)}) AS is_hard, arrayMap(cell -> '', cells) AS amount_faults,
            arrayMap((cell, kind) -> if(kind = 1, toDecimal128OrZero(cell, 8), toDecimal128(0, 8)), cells, {kinds:Array(UInt8)}) AS amounts FROM (
              SELECT * EXCEPT (before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (
                SELECT *,
                transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (
                  SELECT * EXCEPT (second_of_day), (toInt64(day) * 86400 + second_of_day) * 1000 AS local FROM (
                    SELECT line, text, cells_given, cells, placeholder, date, date_matches AND monthday <= 12 AND month BETWEEN 13 AND 31 AS other_way, date_matches AND month <= 12 AND monthday > 12 AS this_way, timed, date_exists, if(date_exists, toInt32(makeDate32(year, month, monthday)), 0) AS day, if(timed, hour * 3600 + minute * 60 + second, 43200) AS second_of_day FROM (
                      SELECT *, date_matches AND year BETWEEN 1970 AND 2200 AND month BETWEEN 1 AND 12 AND monthday BETWEEN 1 AND month_days AND hour <= 23 AND minute <= 59 AND second <= 59 AS date_exists FROM (
                        SELECT *, [31, if((year % 4 = 0 AND year % 100 != 0) OR year % 400 = 0, 29, 28), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] AS month_days FROM (
                          SELECT * EXCEPT (parts), if({dayFirst:UInt8}, parts[2], parts[1]) AS month, if({dayFirst:UInt8}, parts[1], parts[2]) AS monthday, parts[3] AS year, length(parts) = 6 AS timed, parts[4] AS hour, parts[5] AS minute, parts[6] AS second FROM (
                            SELECT *, arrayMap(part -> toUInt16OrZero(part), splitByChar('/', if(date_matches, date, '1/1/1970'))) AS parts FROM (
                              SELECT *, cells[{date:UInt16}] AS date, match(date, '^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:/([0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2}))?$') AS date_matches FROM (
                                SELECT line, text, cells_given, person != '' AND match(lower(person), '^(?:0+|-|null|undefined|none|n/a|nan|anonymous)$') AS placeholder,
                                if(person = '', sized, arrayMap((cell, kind) -> if(kind != 4, cell, if(placeholder, '', normalizeUTF8NFC(cell))), sized, {kinds:Array(UInt8)})) AS cells FROM (
                                  SELECT line, text, length(given) AS cells_given, arrayResize(given, {columns:UInt16}, '') AS sized, sized[{visitorId:UInt16}] AS person FROM (
                                    SELECT line, text, if(quoted, arrayMap(cell -> if(match(cell, '^"((?:[^"]|"")*)"$'), if(odd, replaceRegexpAll(replaceRegexpAll(replaceAll(substring(cell, 2, length(cell) - 2), '""', '"'), '[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}]', ' '), '^[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+|[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+$', ''), trimBoth(replaceAll(substring(cell, 2, length(cell) - 2), '""', '"'))), cell), read_cells), read_cells) AS given FROM (
                                      SELECT line, text, odd, quoted, arrayMap(cell -> if(odd, replaceRegexpAll(replaceRegexpAll(cell, '[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}]', ' '), '^[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+|[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+$', ''), trimBoth(cell)), raw_cells) AS read_cells FROM (
                                        SELECT line, text, match(text, '[^\t -~]') AS odd, position(text, '"') > 0 AS quoted, splitByChar('\t', text) AS raw_cells FROM (
                                          SELECT line, text FROM (
                                            SELECT line, text FROM (
                                              SELECT line, if(endsWith(raw, '\r'), substring(raw, 1, length(raw) - 1), raw) AS text FROM (
                                                SELECT toUInt32(first + offset - 1) AS line, raw FROM (
                                                  SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#')))))))))))))))))))))) SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
