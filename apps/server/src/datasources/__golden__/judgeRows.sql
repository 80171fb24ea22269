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
            SELECT * EXCEPT (hard, amount_parts, bodies, negatives, powers, digits, wholes, fractions, all_digits, points, moved_wholes, moved_fractions),
            if(is_hard, arrayMap((cell, d, whole) -> multiIf(cell = '', '', d = '?', 'metric.ambiguous', d = '' OR length(whole) > 14, 'metric.not_a_number', ''), hard, arrayResize(digits, length(cells)), arrayResize(moved_wholes, length(cells))), arrayMap(cell -> '', cells)) AS amount_faults,
            if(is_hard,
              arrayMap((cell, kind, odd_cell, d, whole, fraction, negative) -> multiIf(kind != 1 OR cell = '', toDecimal128(0, 8), odd_cell = '', toDecimal128OrZero(cell, 8), d IN ('', '?') OR length(whole) > 14, toDecimal128(0, 8), if(negative, -least(toDecimal128OrZero(concat(if(whole = '', '0', whole), '.', rightPad(substring(fraction, 1, 8), 8, '0')), 8) + if(substring(fraction, 9, 1) >= '5', toDecimal128('0.00000001', 8), toDecimal128(0, 8)), toDecimal128('99999999999999.99999999', 8)), least(toDecimal128OrZero(concat(if(whole = '', '0', whole), '.', rightPad(substring(fraction, 1, 8), 8, '0')), 8) + if(substring(fraction, 9, 1) >= '5', toDecimal128('0.00000001', 8), toDecimal128(0, 8)), toDecimal128('99999999999999.99999999', 8)))), cells, {kinds:Array(UInt8)}, hard, arrayResize(digits, length(cells)), arrayResize(moved_wholes, length(cells)), arrayResize(moved_fractions, length(cells)), arrayResize(negatives, length(cells))),
              arrayMap((cell, kind) -> if(kind = 1, toDecimal128OrZero(cell, 8), toDecimal128(0, 8)), cells, {kinds:Array(UInt8)})) AS amounts FROM (
              SELECT *,
              arrayMap((a, p) -> replaceRegexpOne(substring(a, 1, p), '^0+', ''), all_digits, points) AS moved_wholes, arrayMap((a, p) -> substring(a, p + 1), all_digits, points) AS moved_fractions FROM (
                SELECT *,
                arrayMap((w, f, p) -> concat(repeat('0', greatest(0, -p - toInt32(length(w)))), w, f, repeat('0', greatest(0, p - toInt32(length(f))))), wholes, fractions, powers) AS all_digits,
                arrayMap((w, p) -> greatest(toInt32(length(w)) + p, 0), wholes, powers) AS points FROM (
                  SELECT *, arrayMap(d -> splitByChar('.', d)[1], digits) AS wholes, arrayMap(d -> splitByChar('.', d)[2], digits) AS fractions FROM (
                    SELECT *, arrayMap(body -> if(body = '', '', multiIf(
                          match(body, '^[0-9]*\\.?[0-9]*$'), body,
                          match(body, '^[1-9][0-9]{0,2},[0-9]{3}$'), '?',
                          match(body, '^[0-9]*,[0-9]+$'), replaceOne(body, ',', '.'),
                          match(body, '^(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\\.[0-9]*)?$'), replaceAll(body, ',', ''),
                          match(body, '^[1-9][0-9]{0,2}(?:\\.[0-9]{3})+(?:,[0-9]+)?$'), replaceOne(replaceAll(body, '.', ''), ',', '.'),
                          match(body, '^[1-9][0-9]{0,2}(?:(?:[ \\x{a0}\\x{2009}\\x{202f}][0-9]{3})+|(?:\'[0-9]{3})+|(?:\\x{2019}[0-9]{3})+)(?:[.,][0-9]*)?$'), replaceOne(replaceRegexpAll(body, '[^0-9.,]', ''), ',', '.'),
                          '')), bodies) AS digits FROM (
                      SELECT *, arrayMap(part -> if(length(part) = 9 AND (part[1] = '') = (part[9] = '') AND (part[1] != '') + (part[2] != '') + (part[4] != '') + (part[8] != '') <= 1 AND (part[3] = '' OR part[7] = ''), part[5], ''), amount_parts) AS bodies, arrayMap(part -> part[1] != '' OR part[2] NOT IN ('', '+') OR part[4] NOT IN ('', '+') OR part[8] NOT IN ('', '+'), amount_parts) AS negatives, arrayMap(part -> toInt32OrZero(replaceOne(part[6], '+', '')), amount_parts) AS powers FROM (
                        SELECT *, arrayMap(cell -> if(cell = '', [], extractAllGroupsVertical(cell, '^(\\(?)([-+\\x{2212}]?) ?(\\p{Sc}?) ?([-+\\x{2212}]?)([0-9.,\'\\x{2019} \\x{a0}\\x{2009}\\x{202f}]*[0-9][.,]?)(?:[eE]([-+]?[0-9]{1,2}))? ?(\\p{Sc}?) ?([-+\\x{2212}]?)(\\)?)$')[1]), if(is_hard, hard, [])) AS amount_parts FROM (
                          SELECT *, arrayMap((cell, kind) -> if(kind = 1 AND cell != '' AND NOT match(cell, '^-?[0-9]{1,14}(?:\\.[0-9]{1,8})?$'), cell, ''), cells, {kinds:Array(UInt8)}) AS hard, arrayExists(cell -> cell != '', hard) AS is_hard FROM (
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
                                                                SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#'))))))))))))))))))))))))))))) SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
