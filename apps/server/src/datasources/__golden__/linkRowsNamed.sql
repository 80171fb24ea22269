INSERT INTO hits_v1 (`visit_number`, `visit_start`, `hit_number`, `page_view`, `range`, `suite`, `visitor_id`, `at`, `position`, `source`, `occurrences`, `dims`, `post`, `lists`, `orders`, `units`, `revenue`, `is_return`, `metrics`, `products.category`, `products.name`, `products.units`, `products.revenue`, `products.metrics`, `transaction_ids`, `upload`, `line`, `fate`, `unlinked_reason`, `key`)
SELECT 0,
toDateTime64(0, 3, 'UTC'),
0,
0,
if(out, was_range, was_range + 1),
{suite:String},
if(out, was_visitor, visitor_id),
fromUnixTimestamp64Milli(at_ms, 'UTC'),
position,
if(out, was_source, source),
sign,
dims,
CAST(if(out, was_post, post_values) AS JSON(max_dynamic_paths = 512)),
if(out, was_lists, lists),
orders * sign,
units * sign,
revenue * sign,
if(out, was_return, is_return),
mapApply((name, amount) -> (name, CAST(amount * sign AS Decimal(38, 8))), metrics),
if(with_product, [if(out, category, product_category)], []),
if(with_product, [if(out, product, product_name)], []),
if(with_product, [units * sign], []),
if(with_product, [revenue * sign], []),
if(with_product, [CAST(map() AS Map(LowCardinality(String), Decimal(38, 8)))], []),
if(state_tid = '', [], [state_tid]),
upload,
line,
if(out, was_fate, fate),
if(out, was_reason, unlinked_reason),
if(out, was_key, key)
FROM (
  SELECT *, sign, sign < 0 AS out, if(out, product != '' OR category != '', has_product) AS with_product, if(out, was_tid, tid) AS state_tid
  FROM (
    SELECT *, product_name != '' OR product_category != '' AS has_product FROM (
      SELECT *
      FROM (
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
                    SELECT r.*, (has({earlyUploads:Array(UInt32)}, r.upload)) AND t.recorded = 1 AND toDate32(fromUnixTimestamp64Milli(r.at_ms, 'UTC'), {zone:String}) < t.day AS t_early, t.recorded AS t_recorded, t.known AS t_known, t.visitor_id AS t_visitor_id, t.snapshot AS t_values, t.lists AS t_lists, t.product_category AS t_category, t.product_name AS t_product,
                    t.recorded = 1 AND t.expires_ms > r.uploaded_at AND t.expires_ms >= t.processed_ms AND t.hit_ms <= r.uploaded_at + r.window_ms AND NOT (has({refundUploads:Array(UInt32)}, r.upload)) AND NOT t_early AS t_links
                    FROM (
                      SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, mapFilter((name, value) -> NOT (name IN ('zip', 'channel') OR match(name, '^prop[0-9]')), CAST(JSONExtractKeysAndValues(toJSONString(dims), 'String') AS Map(String, String))) AS own,
                      orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, transaction_ids[1] AS tid, if(fate = 'customer' OR unlinked_reason = 'unknown_visitor', key, '') AS vid,
                      transaction_ids[1] AS was_tid, visitor_id AS was_visitor, source AS was_source, fate AS was_fate, unlinked_reason AS was_reason, key AS was_key, range AS was_range, is_return AS was_return, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS Map(LowCardinality(String), String)) AS was_post, lists AS was_lists,
                      transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
                      FROM hits_v1
                      WHERE suite = {suite:String} AND visitor = 0 AND upload IN {waitingUploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})) AND occurrences = 1 AND sipHash64(upload, line) % {parts:UInt32} = {part:UInt32}
                      AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {waitingUploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})) AND occurrences = -1)
                      UNION ALL
                      SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, mapFilter((name, value) -> NOT (name IN ('zip', 'channel') OR match(name, '^prop[0-9]')), CAST(JSONExtractKeysAndValues(toJSONString(dims), 'String') AS Map(String, String))) AS own,
                      orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, transaction_ids[1] AS tid, if(fate = 'customer' OR unlinked_reason = 'unknown_visitor', key, '') AS vid,
                      transaction_ids[1] AS was_tid, visitor_id AS was_visitor, source AS was_source, fate AS was_fate, unlinked_reason AS was_reason, key AS was_key, range AS was_range, is_return AS was_return, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS Map(LowCardinality(String), String)) AS was_post, lists AS was_lists,
                      transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
                      FROM hits_v1
                      WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000)) AND occurrences = 1 AND sipHash64(upload, line) % {parts:UInt32} = {part:UInt32}
                      AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                        AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000)) AND occurrences = -1)
                      UNION ALL
                      SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, mapFilter((name, value) -> NOT (name IN ('zip', 'channel') OR match(name, '^prop[0-9]')), CAST(JSONExtractKeysAndValues(toJSONString(dims), 'String') AS Map(String, String))) AS own,
                      orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, transaction_ids[1] AS tid, if(fate = 'customer' OR unlinked_reason = 'unknown_visitor', key, '') AS vid,
                      transaction_ids[1] AS was_tid, visitor_id AS was_visitor, source AS was_source, fate AS was_fate, unlinked_reason AS was_reason, key AS was_key, range AS was_range, is_return AS was_return, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS Map(LowCardinality(String), String)) AS was_post, lists AS was_lists,
                      transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
                      FROM hits_v1
                      WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)} AND NOT (upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                        AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))) AND occurrences = 1 AND sipHash64(upload, line) % {parts:UInt32} = {part:UInt32}
                      AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)} AND NOT (upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                          AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))) AND occurrences = -1)) AS r
                    LEFT ANY JOIN (
                      SELECT transaction_id, recorded, 1 AS known, visitor_id, snapshot, lists, product_category, product_name,
                      toUnixTimestamp64Milli(expires_at) AS expires_ms, toUnixTimestamp64Milli(processed_at) AS processed_ms, toUnixTimestamp64Milli(hit_at) AS hit_ms, toDate32(hit_at, {zone:String}) AS day
                      FROM transactions_v1
                      WHERE suite = {suite:String} AND transaction_id IN (SELECT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {waitingUploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})) UNION ALL SELECT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                        AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000)) UNION ALL SELECT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)} AND NOT (upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                          AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))))
                      ORDER BY transaction_id, recorded DESC, range, hit_at
                      LIMIT 1 BY transaction_id
                ) AS t ON r.tid = t.transaction_id)) AS r
                LEFT ANY JOIN (SELECT DISTINCT visitor_id, 1 AS known FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                      SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {waitingUploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor') UNION ALL SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000)) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor') UNION ALL SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)} AND NOT (upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                        AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor')))) AS k ON r.v_id = k.visitor_id
              ) AS w
              ASOF LEFT JOIN (
                SELECT visitor_id, toUnixTimestamp64Milli(at) AS hit_ms, toUnixTimestamp64Milli(visit_start) AS visit_start_ms, 1 AS found, JSONExtractKeysAndValues(toJSONString(post), 'String') AS pairs, lists AS hit_lists, set_at AS hit_set_at,
                arrayFilter((key, metric) -> mapContains(metrics, metric) OR (metric = 'orders' AND orders > 0), {eventKeys:Array(String)}, {eventMetrics:Array(String)}) AS ended
                FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                    SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {waitingUploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor') UNION ALL SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                    AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000)) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor') UNION ALL SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor != 0 AND fate = 'customer' AND upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)} AND NOT (upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
                      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))) AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor')))
                ORDER BY visitor_id, hit_ms, position DESC
                LIMIT 1 BY visitor_id, hit_ms
              ) AS h ON w.v_id = h.visitor_id AND w.at_ms >= h.hit_ms
          ))
      ))
      WHERE (fate != 'unlinked' OR unlinked_reason = 'before_order') AND (fate != was_fate OR unlinked_reason != was_reason OR visitor_id != was_visitor OR mapSort(CAST(post_values AS Map(LowCardinality(String), String))) != mapSort(was_post) OR mapSort(lists) != mapSort(was_lists))))
  ARRAY JOIN [-1, 1] AS sign)
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, max_insert_threads = 1, min_insert_block_size_rows = 10000000, min_insert_block_size_bytes = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, query_plan_merge_expressions = 0
