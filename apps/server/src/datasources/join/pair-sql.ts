import { insertHits, NO_PRODUCT_METRICS, NO_VISIT } from "../load/insert-hits.ts";
import { IN_STEPS } from "../load/value-sql.ts";

/* A row of a file is changed by a pair: the negative of its present state, and the row as it is now (LL3). */

export const VALUES = "Map(LowCardinality(String), String)";

/** As `isSetOnly` of the domain says. */
const SET_ONLY = "name IN ('zip', 'channel') OR match(name, '^prop[0-9]')";

/**
 * The present states of rows of files, with the rows' own values, as the joins need them (`join-sql.ts`).
 *
 * @param tid the transaction id that the row has from now on; its present one if not given
 * @param part a condition that divides the rows
 */
export function presentStates({ where, part = "1", tid = "transaction_ids[1]" }: { where: string; part?: string; tid?: string }): string {
  return `
  SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, mapFilter((name, value) -> NOT (${SET_ONLY}), CAST(JSONExtractKeysAndValues(toJSONString(dims), 'String') AS Map(String, String))) AS own,
    orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, ${tid} AS tid, if(fate = 'customer' OR unlinked_reason = 'unknown_visitor', key, '') AS vid,
    transaction_ids[1] AS was_tid, visitor_id AS was_visitor, source AS was_source, fate AS was_fate, unlinked_reason AS was_reason, key AS was_key, range AS was_range, is_return AS was_return, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS ${VALUES}) AS was_post, lists AS was_lists,
    transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
  FROM hits_v1
  WHERE ${where} AND occurrences = 1 AND ${part}
    AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE ${where} AND occurrences = -1)`;
}

/** A pair has one time, so it lies in one month. It is written in one block, so that a crash cannot separate it. */
export const ONE_BLOCK = `insert_deduplicate = 0, max_partitions_per_insert_block = 0, max_insert_threads = 1, min_insert_block_size_rows = 10000000, min_insert_block_size_bytes = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, ${IN_STEPS}`;

/** @param changed rows of `presentStates`, joined */
export function insertPairs(changed: string): string {
  const pairs = `
    SELECT *, sign, sign < 0 AS out, if(out, product != '' OR category != '', has_product) AS with_product, if(out, was_tid, tid) AS state_tid
    FROM (SELECT *, product_name != '' OR product_category != '' AS has_product FROM (${changed}))
    ARRAY JOIN [-1, 1] AS sign`;
  return insertHits(
    {
      ...NO_VISIT,
      suite: "{suite:String}",
      visitor_id: "if(out, was_visitor, visitor_id)",
      at: "fromUnixTimestamp64Milli(at_ms, 'UTC')",
      position: "position",
      source: "if(out, was_source, source)",
      occurrences: "sign",
      dims: "dims",
      post: "CAST(if(out, was_post, post_values) AS JSON(max_dynamic_paths = 512))",
      lists: "if(out, was_lists, lists)",
      orders: "orders * sign",
      units: "units * sign",
      revenue: "revenue * sign",
      is_return: "if(out, was_return, is_return)",
      metrics: "mapApply((name, amount) -> (name, CAST(amount * sign AS Decimal(38, 8))), metrics)",
      "products.category": ofProduct("if(out, category, product_category)"),
      "products.name": ofProduct("if(out, product, product_name)"),
      "products.units": ofProduct("units * sign"),
      "products.revenue": ofProduct("revenue * sign"),
      "products.metrics": ofProduct(NO_PRODUCT_METRICS),
      transaction_ids: "if(state_tid = '', [], [state_tid])",
      upload: "upload",
      line: "line",
      fate: "if(out, was_fate, fate)",
      unlinked_reason: "if(out, was_reason, unlinked_reason)",
      key: "if(out, was_key, key)",
      range: "if(out, was_range, was_range + 1)",
    },
    { from: pairs, settings: ONE_BLOCK },
  );
}

function ofProduct(value: string): string {
  return `if(with_product, [${value}], [])`;
}
