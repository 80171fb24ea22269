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
                            SELECT * EXCEPT (upload) FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}))) WHERE code = '' AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32})))))))))
)))
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
