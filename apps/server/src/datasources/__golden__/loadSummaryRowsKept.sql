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
    multiIf(fate != 'unlinked', '', vid != '', 'unknown_visitor', t_recorded, 'expired', t_known, 'seen_while_storage_off', 'unknown') AS unlinked_reason
    FROM (
      SELECT *,
      multiIf(t_links, 'transaction', v_known, 'customer', tid = '' AND vid = '', 'summary', 'unlinked') AS fate,
      multiIf(t_links, tid, vid != '', vid, tid) AS key,
      multiIf(t_links, t_visitor_id, v_known, v_id, '') AS visitor_id,
      if(t_links, 7, 5) AS source,
      mapUpdate(if(t_links, t_values, v_values), own) AS post_values,
      mapFilter((name, list) -> NOT mapContains(own, name), if(t_links, t_lists, v_lists)) AS lists,
      if(product = '' AND t_links, t_product, product) AS product_name,
      tid != '' AND (orders < 0 OR units < 0 OR revenue < 0) AS is_return
      FROM (
        SELECT *, '' AS v_id, 0 AS v_known, CAST(map() AS Map(LowCardinality(String), String)) AS v_values, CAST(map() AS Map(LowCardinality(String), Array(String))) AS v_lists FROM (
          SELECT *, 0 AS t_recorded, 0 AS t_known, '' AS t_visitor_id, CAST(map() AS Map(LowCardinality(String), String)) AS t_values, CAST(map() AS Map(LowCardinality(String), Array(String))) AS t_lists, '' AS t_category, '' AS t_product, 0 AS t_links FROM (
            SELECT *, {upload:UInt32} AS upload, {uploadedAt:Int64} AS uploaded_at, {windowMs:Int64} AS window_ms FROM (
              SELECT * EXCEPT (zip), if(zip = '', own, mapUpdate(own, map('zip', zip))) AS set_values FROM (
                SELECT line, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, cells[{zip:UInt16}] AS zip, cells[{transactionId:UInt16}] AS tid, cells[{visitorId:UInt16}] AS vid,
                toDecimal64OrZero(cells[{orders:UInt16}], 4) AS orders, toDecimal64OrZero(cells[{units:UInt16}], 4) AS units, toDecimal64OrZero(cells[{revenue:UInt16}], 4) AS revenue,
                mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayMap(cell -> toDecimal64OrZero(cell, 4), arrayFilter(cell -> cell != '', metric_cells))) AS metrics,
                mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS own FROM (
                  SELECT line, at AS at_ms, cells, arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells, arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells FROM (
                    SELECT line, at, if(arrayExists((cell, most) -> length(cell) > most, cells, {keptBytes:Array(UInt16)}), arrayMap((cell, most) -> if(length(cell) > most, trimRight(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3]))), cell), cells, {keptBytes:Array(UInt16)}), cells) AS cells FROM (
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
                                                      SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE NOT startsWith(text, '#') AND match(text, '[^ \t]'))))))))))))))) WHERE code = '')))))))
)))
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2
