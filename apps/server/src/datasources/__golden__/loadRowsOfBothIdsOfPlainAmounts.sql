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
                    SELECT * EXCEPT (zip), if(zip = '', own, mapUpdate(own, map('zip', zip))) AS set_values FROM (
                      SELECT line, at_ms, cells[{product:UInt16}] AS product, cells[{category:UInt16}] AS category, cells[{zip:UInt16}] AS zip, cells[{transactionId:UInt16}] AS tid, cells[{visitorId:UInt16}] AS vid,
                      row_orders AS orders, row_units AS units, row_revenue AS revenue,
                      mapFromArrays(arrayFilter((key, cell) -> cell != '', {metricKeys:Array(String)}, metric_cells), arrayFilter((amount, cell) -> cell != '', metric_amounts, metric_cells)) AS metrics,
                      mapFromArrays(arrayFilter((key, cell) -> cell != '', {dimensionKeys:Array(String)}, dimension_cells), arrayFilter(cell -> cell != '', dimension_cells)) AS own FROM (
                        SELECT line, at AS at_ms, row_orders, row_units, row_revenue, cells, arrayMap(i -> cells[i], {metricColumns:Array(UInt16)}) AS metric_cells, arrayMap(i -> amounts[i], {metricColumns:Array(UInt16)}) AS metric_amounts, arrayMap(i -> cells[i], {dimensionColumns:Array(UInt16)}) AS dimension_cells FROM (
                          SELECT line, at, amounts, row_orders, row_units, row_revenue, if(arrayExists((cell, most) -> length(cell) > most, cells, {keptBytes:Array(UInt16)}), arrayMap((cell, most) -> if(length(cell) > most, if(1, replaceRegexpAll(replaceRegexpAll(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])), '[\\x{0}-\\x{1f}\\x{7f}-\\x{9f}]', ' '), '^[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+|[ \\x{a0}\\x{61c}\\x{1680}\\x{180e}\\x{2000}-\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202f}\\x{205f}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{3000}\\x{feff}]+$', ''), trimBoth(substring(cell, 1, most - arrayFirst(back -> bitAnd(ascii(substring(cell, most + 1 - back, 1)), 192) != 128, [0, 1, 2, 3])))), cell), cells, {keptBytes:Array(UInt16)}), cells) AS cells FROM (
                            SELECT * EXCEPT (price), if({positiveReturns:UInt8} AND has_id AND price > 0 AND (row_orders < 0 OR row_units < 0), -price, price) AS row_revenue FROM (
                              SELECT *, amounts[{orders:UInt16}] AS row_orders, amounts[{units:UInt16}] AS row_units, amounts[{revenue:UInt16}] AS price, cells[{transactionId:UInt16}] != '' OR cells[{visitorId:UInt16}] != '' AS has_id FROM (
                                SELECT *, arrayExists((cell, kind) -> kind = 1 AND cell != '' AND NOT match(cell, '^-?[0-9]{1,14}(?:\\.[0-9]{1,8})?$'), cells, {kinds:Array(UInt8)}) AS is_hard, arrayMap(cell -> '', cells) AS amount_faults,
                                arrayMap((cell, kind) -> if(kind = 1, toDecimal128OrZero(cell, 8), toDecimal128(0, 8)), cells, {kinds:Array(UInt8)}) AS amounts FROM (
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
                                                                    SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#'))))))))))))))))))))))) AS r
                LEFT ANY JOIN (
                  SELECT transaction_id, recorded, 1 AS known, visitor_id, snapshot, lists, product_category, product_name,
                  toUnixTimestamp64Milli(expires_at) AS expires_ms, toUnixTimestamp64Milli(processed_at) AS processed_ms, toUnixTimestamp64Milli(hit_at) AS hit_ms, toDate32(hit_at, {zone:String}) AS day
                  FROM transactions_v1
                  WHERE suite = {suite:String} AND transaction_id IN (SELECT cells[{transactionId:UInt16}] AS id FROM (
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
                                        SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#'))))))))
                  ORDER BY transaction_id, recorded DESC, range, hit_at
                  LIMIT 1 BY transaction_id
            ) AS t ON r.tid = t.transaction_id)) AS r
            LEFT ANY JOIN (SELECT DISTINCT visitor_id, 1 AS known FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                  SELECT cells[{visitorId:UInt16}] AS id FROM (
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
                                      SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#')))))))))) AS k ON r.v_id = k.visitor_id
          ) AS w
          ASOF LEFT JOIN (
            SELECT visitor_id, toUnixTimestamp64Milli(at) AS hit_ms, toUnixTimestamp64Milli(visit_start) AS visit_start_ms, 1 AS found, JSONExtractKeysAndValues(toJSONString(post), 'String') AS pairs, lists AS hit_lists, set_at AS hit_set_at,
            arrayFilter((key, metric) -> mapContains(metrics, metric) OR (metric = 'orders' AND orders > 0), {eventKeys:Array(String)}, {eventMetrics:Array(String)}) AS ended
            FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                SELECT cells[{visitorId:UInt16}] AS id FROM (
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
                                    SELECT line AS first, splitByChar('\n', text) AS raws FROM upload_lines_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32}) ARRAY JOIN raws AS raw, arrayEnumerate(raws) AS offset)) WHERE match(text, '[^ \t]')) WHERE {hashRows:UInt8} OR NOT startsWith(text, '#')))))))))
            ORDER BY visitor_id, hit_ms, position DESC
            LIMIT 1 BY visitor_id, hit_ms
          ) AS h ON w.v_id = h.visitor_id AND w.at_ms >= h.hit_ms
      ))
)))
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
