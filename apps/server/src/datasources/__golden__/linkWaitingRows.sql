INSERT INTO hits_v1 (`visit_number`, `visit_start`, `hit_number`, `page_view`, `range`, `suite`, `visitor_id`, `at`, `position`, `source`, `occurrences`, `dims`, `post`, `lists`, `orders`, `units`, `revenue`, `is_return`, `metrics`, `products.category`, `products.name`, `products.units`, `products.revenue`, `products.metrics`, `transaction_ids`, `upload`, `line`, `fate`, `unlinked_reason`, `key`)
SELECT 0,
toDateTime64(0, 3, 'UTC'),
0,
0,
0,
{suite:String},
if(out, '', visitor_id),
fromUnixTimestamp64Milli(at_ms, 'UTC'),
position,
if(out, 5, source),
sign,
dims,
CAST(if(out, own, post_values) AS JSON(max_dynamic_paths = 512)),
if(out, CAST(map() AS Map(LowCardinality(String), Array(String))), lists),
orders * sign,
units * sign,
revenue * sign,
is_return,
mapApply((name, amount) -> (name, CAST(amount * sign AS Decimal(38, 8))), metrics),
if(with_product, [if(out, category, product_category)], []),
if(with_product, [if(out, product, product_name)], []),
if(with_product, [units * sign], []),
if(with_product, [revenue * sign], []),
if(with_product, [CAST(map() AS Map(LowCardinality(String), Decimal(38, 8)))], []),
if(tid = '', [], [tid]),
upload,
line,
if(out, 'unlinked', fate),
if(out, waiting_reason, ''),
if(out, waiting_key, key)
FROM (
  SELECT *, sign, sign < 0 AS out, if(out, product != '' OR category != '', has_product) AS with_product
  FROM (
    SELECT * FROM (
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
            SELECT * EXCEPT (pairs, hit_lists),
            CAST(arrayFilter(pair -> has({lastingKeys:Array(String)}, pair.1) OR (v_open AND NOT has({hitKeys:Array(String)}, pair.1)), pairs) AS Map(LowCardinality(String), String)) AS v_values,
            mapFilter((key, list) -> has({lastingKeys:Array(String)}, key) OR (v_open AND NOT has({hitKeys:Array(String)}, key)), hit_lists) AS v_lists
            FROM (
              SELECT w.*, h.found = 1 AND w.at_ms - h.hit_ms <= 1800000 AND w.at_ms - h.visit_start_ms <= 43200000 AS v_open, h.pairs AS pairs, h.hit_lists AS hit_lists
              FROM (
                SELECT r.*, k.known AS v_known
                FROM (
                  SELECT *, if(t_links OR vid = '', '', concat('vid:', vid)) AS v_id FROM (
                    SELECT r.*, t.recorded AS t_recorded, t.known AS t_known, t.visitor_id AS t_visitor_id, t.snapshot AS t_values, t.lists AS t_lists, t.product_category AS t_category, t.product_name AS t_product,
                    t.recorded = 1 AND t.expires_ms > r.uploaded_at AND t.expires_ms >= t.processed_ms AND t.hit_ms <= r.uploaded_at + r.window_ms AS t_links
                    FROM (
                      SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS Map(String, String)) AS own,
                      orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, transaction_ids[1] AS tid, if(unlinked_reason = 'unknown_visitor', key, '') AS vid,
                      key AS waiting_key, unlinked_reason AS waiting_reason,
                      transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
                      FROM hits_v1
                      WHERE suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND occurrences = 1 AND ({everyId:UInt8} OR transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)}))
                      AND (upload, line) NOT IN (SELECT upload, line FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND occurrences = -1)) AS r
                    LEFT ANY JOIN (
                      SELECT transaction_id, recorded, 1 AS known, visitor_id, snapshot, lists, product_category, product_name,
                      toUnixTimestamp64Milli(expires_at) AS expires_ms, toUnixTimestamp64Milli(processed_at) AS processed_ms, toUnixTimestamp64Milli(hit_at) AS hit_ms
                      FROM transactions_v1
                      WHERE suite = {suite:String} AND transaction_id IN (SELECT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND ({everyId:UInt8} OR transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})))
                      ORDER BY transaction_id, recorded DESC, range, hit_at
                      LIMIT 1 BY transaction_id
                ) AS t ON r.tid = t.transaction_id)) AS r
                LEFT ANY JOIN (SELECT DISTINCT visitor_id, 1 AS known FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                      SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND unlinked_reason = 'unknown_visitor' AND ({everyId:UInt8} OR transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)}))))) AS k ON r.v_id = k.visitor_id
              ) AS w
              ASOF LEFT JOIN (
                SELECT visitor_id, toUnixTimestamp64Milli(at) AS hit_ms, toUnixTimestamp64Milli(visit_start) AS visit_start_ms, 1 AS found, JSONExtractKeysAndValues(toJSONString(post), 'String') AS pairs, lists AS hit_lists
                FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (
                    SELECT key AS id FROM hits_v1 WHERE suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN ('unknown', 'seen_while_storage_off', 'unknown_visitor') AND unlinked_reason = 'unknown_visitor' AND ({everyId:UInt8} OR transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)}))))
                ORDER BY visitor_id, hit_ms, position DESC
                LIMIT 1 BY visitor_id, hit_ms
              ) AS h ON w.v_id = h.visitor_id AND w.at_ms >= h.hit_ms
          ))
  )) WHERE t_links OR v_known) LIMIT {rowsAtOnce:UInt64})
  ARRAY JOIN [-1, 1] AS sign)
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, max_insert_threads = 1, min_insert_block_size_rows = 10000000, min_insert_block_size_bytes = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0
