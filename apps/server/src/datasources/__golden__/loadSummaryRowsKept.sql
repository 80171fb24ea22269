INSERT INTO hits_v1 (`visit_number`, `visit_start`, `hit_number`, `page_view`, `range`, `suite`, `visitor_id`, `at`, `position`, `source`, `occurrences`, `dims`, `post`, `lists`, `orders`, `units`, `revenue`, `is_return`, `metrics`, `products.category`, `products.name`, `products.units`, `products.revenue`, `products.metrics`, `transaction_ids`, `upload`, `line`, `fate`, `unlinked_reason`, `key`)
SELECT 0,
toDateTime64(0, 3, 'UTC'),
0,
0,
0,
{suite:String},
visitor_id,
fromUnixTimestamp64Milli(at_ms, 'UTC'),
bitShiftLeft(toUInt64(1), 63) + bitShiftLeft(toUInt64(upload), 32) + line,
source,
1,
CAST(set_values AS JSON(max_dynamic_paths = 512)),
CAST(post_values AS JSON(max_dynamic_paths = 512)),
lists,
orders,
units,
revenue,
is_return,
metrics,
if(has_product, [product_category], []),
if(has_product, [product_name], []),
if(has_product, [units], []),
if(has_product, [revenue], []),
if(has_product, [CAST(map() AS Map(LowCardinality(String), Decimal(38, 8)))], []),
if(tid = '', [], [tid]),
upload,
line,
fate,
unlinked_reason,
key
FROM (
  SELECT *, product_name != '' OR product_category != '' AS has_product FROM (
    SELECT *,
    if(category = '' AND t_links, t_category, category) AS product_category,
    multiIf(fate != 'unlinked', '', vid != '', 'unknown_visitor', t_early, 'before_order', t_recorded, 'expired', t_known, 'seen_while_storage_off', 'unknown') AS unlinked_reason
    FROM (
      SELECT *,
      multiIf(t_links, 'transaction', v_known, 'customer', tid = '' AND vid = '', 'summary', 'unlinked') AS fate,
      multiIf(t_links, tid, vid != '', vid, tid) AS key,
      multiIf(t_links, t_visitor_id, v_known, v_id, '') AS visitor_id,
      if(t_links, 7, 5) AS source,
      mapUpdate(if(t_links, t_values, v_values), own) AS post_values,
      mapFilter((name, list) -> NOT mapContains(own, name), if(t_links, t_lists, v_lists)) AS lists,
      if(product = '' AND t_links, t_product, product) AS product_name,
      (tid != '' OR vid != '') AND (orders < 0 OR units < 0 OR revenue < 0) AS is_return
      FROM (
        SELECT *, '' AS v_id, 0 AS v_known, CAST(map() AS Map(LowCardinality(String), String)) AS v_values, CAST(map() AS Map(LowCardinality(String), Array(String))) AS v_lists FROM (
          SELECT *, 0 AS t_recorded, 0 AS t_known, '' AS t_visitor_id, CAST(map() AS Map(LowCardinality(String), String)) AS t_values, CAST(map() AS Map(LowCardinality(String), Array(String))) AS t_lists, '' AS t_category, '' AS t_product, 0 AS t_early, 0 AS t_links FROM (
            SELECT *, {upload:UInt32} AS upload, {uploadedAt:Int64} AS uploaded_at, {windowMs:Int64} AS window_ms FROM (
              SELECT * EXCEPT (zip), if(zip = '', own, mapUpdate(own, map('zip', zip))) AS set_values FROM (
                SELECT line, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, cells[{zip:UInt16}] AS zip, cells[{transactionId:UInt16}] AS tid, cells[{visitorId:UInt16}] AS vid,
                row_orders AS orders, row_units AS units, row_revenue AS revenue,
                mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayFilter((amount, cell) -> cell != '', metric_amounts, metric_cells)) AS metrics,
                mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS own FROM (
                  SELECT line, at AS at_ms, row_orders, row_units, row_revenue, cells, arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells, arrayMap(i -> amounts[i], {metricColumns:Array(UInt16)}) AS metric_amounts, arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells FROM (
                    SELECT line, at, amounts, row_orders, row_units, row_revenue, if(arrayExists((cell, most) -> length(cell) > most, cells, {keptBytes:Array(UInt16)}), arrayMap((cell, most) -> if(length(cell) > most, if(1, replaceRegexpAll(replaceRegexpAll(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])), '[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}]', ' '), '^[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+|[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+$', ''), trimBoth(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])))), cell), cells, {keptBytes:Array(UInt16)}), cells) AS cells FROM (
                      SELECT * FROM (
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
                                                  SELECT * EXCEPT (local, before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (
                                                    SELECT * EXCEPT (second_of_day), (toInt64(day) * 86400 + second_of_day) * 1000 AS local,
                                                    transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (
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
                                                                                    SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#')))))))))))))))))))))))))))) WHERE code = '' AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})))))))))
)))
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
