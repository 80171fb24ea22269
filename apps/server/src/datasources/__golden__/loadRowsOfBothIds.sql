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
        SELECT * EXCEPT (pairs, hit_lists, hit_set_at, v_ended),
        CAST(arrayFilter(pair -> (has({lastingKeys:Array(String)}, pair.1) OR (v_open AND NOT has({hitKeys:Array(String)}, pair.1))) AND NOT has(v_ended, pair.1) AND (hit_set_at[pair.1][1] = 0 OR indexOf({agedKeys:Array(String)}, pair.1) = 0 OR at_ms - hit_set_at[pair.1][1] < ({ages:Array(Int64)})[indexOf({agedKeys:Array(String)}, pair.1)]), pairs) AS Map(LowCardinality(String), String)) AS v_values,
        mapFilter((key, list) -> notEmpty(list), mapApply((key, list) -> (key, arrayFilter((value, set_ms) -> (set_ms = 0 OR indexOf({agedKeys:Array(String)}, key) = 0 OR at_ms - set_ms < ({ages:Array(Int64)})[indexOf({agedKeys:Array(String)}, key)]), list, arrayResize(hit_set_at[key], length(list), toInt64(0)))),
            mapFilter((key, list) -> (has({lastingKeys:Array(String)}, key) OR (v_open AND NOT has({hitKeys:Array(String)}, key))) AND NOT has(v_ended, key), hit_lists))) AS v_lists
        FROM (
          SELECT w.*, h.found = 1 AND w.at_ms - h.hit_ms <= 1800000 AND w.at_ms - h.visit_start_ms <= 43200000 AS v_open, h.pairs AS pairs, h.hit_lists AS hit_lists, h.hit_set_at AS hit_set_at, h.ended AS v_ended
          FROM (
            SELECT r.*, k.known AS v_known
            FROM (
              SELECT *, if(t_links OR vid = '', '', concat('vid:', vid)) AS v_id FROM (
                SELECT r.*, ({refusesEarly:UInt8}) AND t.recorded = 1 AND toDate32(fromUnixTimestamp64Milli(r.at_ms, 'UTC'), {zone:String}) < t.day AS t_early, t.recorded AS t_recorded, t.known AS t_known, t.visitor_id AS t_visitor_id, t.snapshot AS t_values, t.lists AS t_lists, t.product_category AS t_category, t.product_name AS t_product,
                t.recorded = 1 AND t.expires_ms > r.uploaded_at AND t.expires_ms >= t.processed_ms AND t.hit_ms <= r.uploaded_at + r.window_ms AND NOT t_early AS t_links
                FROM (
                  SELECT *, {upload:UInt32} AS upload, {uploadedAt:Int64} AS uploaded_at, {windowMs:Int64} AS window_ms FROM (
                    SELECT *, mapFilter((key, cell) -> has({persistingKeys:Array(String)}, key), set_values) AS own FROM (
                      SELECT line, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, if({plainIds:UInt8}, cells[{transactionId:UInt16}], if(cells[{transactionId:UInt16}] = '', '', concat({idAddPrefix:String}, arrayMap(letter -> multiIf({idLetters:String} = 'lower', lower(letter), {idLetters:String} = 'upper', upper(letter), letter), [arrayMap(zero -> if({idZeros:UInt8} AND match(zero, '[^0]'), replaceRegexpOne(zero, '^0+', ''), zero), [arrayMap(long -> if({idRemovePrefix:String} != '' AND startsWith(long, {idRemovePrefix:String}) AND length(long) > length({idRemovePrefix:String}), substring(long, length({idRemovePrefix:String}) + 1), long), [arrayMap(blank -> if({idBlanks:UInt8} AND match(blank, '[^ \\x{a0}]'), replaceRegexpAll(blank, '[ \\x{a0}]+', ''), blank), [cells[{transactionId:UInt16}]])[1]])[1]])[1]])[1]))) AS tid, cells[{visitorId:UInt16}] AS vid,
                      row_orders AS orders, row_units AS units, row_revenue AS revenue,
                      mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayFilter((amount, cell) -> cell != '', metric_amounts, metric_cells)) AS metrics,
                      mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS set_values FROM (
                        SELECT line, at AS at_ms, row_orders, row_units, row_revenue, cells, arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells, arrayMap(i -> amounts[i], {metricColumns:Array(UInt16)}) AS metric_amounts, arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells FROM (
                          SELECT line, at, amounts, row_orders, row_units, row_revenue, if(arrayExists((cell, most) -> length(cell) > most, cells, {keptBytes:Array(UInt16)}), arrayMap((cell, most) -> if(length(cell) > most, if(1, replaceRegexpAll(replaceRegexpAll(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])), '[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}]', ' '), '^[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+|[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+$', ''), trimBoth(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])))), cell), cells, {keptBytes:Array(UInt16)}), cells) AS cells FROM (
                            SELECT * FROM (
                              SELECT * EXCEPT (before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (
                                SELECT *,
                                transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (
                                  SELECT * EXCEPT (upload) FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}))) WHERE code = '' AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32}))))))) AS r
                LEFT ANY JOIN (
                  SELECT transaction_id, recorded, 1 AS known, visitor_id, snapshot, lists, product_category, product_name,
                  toUnixTimestamp64Milli(expires_at) AS expires_ms, toUnixTimestamp64Milli(processed_at) AS processed_ms, toUnixTimestamp64Milli(hit_at) AS hit_ms, toDate32(hit_at, {zone:String}) AS day
                  FROM transactions_v1
                  WHERE suite = {suite:String} AND transaction_id IN (SELECT if({plainIds:UInt8}, cells[{transactionId:UInt16}], if(cells[{transactionId:UInt16}] = '', '', concat({idAddPrefix:String}, arrayMap(letter -> multiIf({idLetters:String} = 'lower', lower(letter), {idLetters:String} = 'upper', upper(letter), letter), [arrayMap(zero -> if({idZeros:UInt8} AND match(zero, '[^0]'), replaceRegexpOne(zero, '^0+', ''), zero), [arrayMap(long -> if({idRemovePrefix:String} != '' AND startsWith(long, {idRemovePrefix:String}) AND length(long) > length({idRemovePrefix:String}), substring(long, length({idRemovePrefix:String}) + 1), long), [arrayMap(blank -> if({idBlanks:UInt8} AND match(blank, '[^ \\x{a0}]'), replaceRegexpAll(blank, '[ \\x{a0}]+', ''), blank), [cells[{transactionId:UInt16}]])[1]])[1]])[1]])[1]))) AS id FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32})
                  ORDER BY transaction_id, recorded DESC, range, hit_at
                  LIMIT 1 BY transaction_id
            ) AS t ON r.tid = t.transaction_id)) AS r
            LEFT ANY JOIN (SELECT DISTINCT visitor_id, 1 AS known FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                  SELECT cells[{visitorId:UInt16}] AS id FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}))) AS k ON r.v_id = k.visitor_id
          ) AS w
          ASOF LEFT JOIN (
            SELECT visitor_id, toUnixTimestamp64Milli(at) AS hit_ms, toUnixTimestamp64Milli(visit_start) AS visit_start_ms, 1 AS found, JSONExtractKeysAndValues(toJSONString(post), 'String') AS pairs, lists AS hit_lists, set_at AS hit_set_at,
            arrayFilter((key, metric) -> mapContains(metrics, metric) OR (metric = 'orders' AND orders > 0), {eventKeys:Array(String)}, {eventMetrics:Array(String)}) AS ended
            FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                SELECT cells[{visitorId:UInt16}] AS id FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}))
            ORDER BY visitor_id, hit_ms, position DESC
            LIMIT 1 BY visitor_id, hit_ms
          ) AS h ON w.v_id = h.visitor_id AND w.at_ms >= h.hit_ms
      ))
)))
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
