import { VISIT_LIMITS } from "@rapport/domain";

/*
 * The engine's form of `joinRow` (domain, reference/join.ts); a property test demands the same answer of both. The same text joins
 * the rows of a file and rows that waited. Rows come with: upload, line, at_ms, uploaded_at, window_ms, tid, vid,
 * product, category, own, set_values, orders, units, revenue, metrics.
 */

/** Queries for the ids in the rows. They may return other ids too. */
export interface Ids {
  readonly transaction: string;
  readonly visitor: string;
  /** A condition on rows that are not linked here, because what is left of their order decides first (RT6). */
  readonly weighed: string;
  /** A condition on rows that are not linked to an order of a later day (U7). */
  readonly early: string;
}

/** Rows with what is known of their ids, and what follows from it: fate, visitor, values, product. Columns of ids that a file lacks are not looked up. */
export function joined(rows: string, ids: Partial<Ids>): string {
  const withIds = ids.transaction === undefined ? withoutTransaction(rows) : withTransaction(rows, { ...ids, transaction: ids.transaction });
  return outcome(ids.visitor === undefined ? withoutVisitor(withIds) : withVisitor(withIds, ids.visitor));
}

const VALUES = "Map(LowCardinality(String), String)";
const LISTS = "Map(LowCardinality(String), Array(String))";

/** A recorded hit of the id wins over one that was seen while storage was off. */
function withTransaction(rows: string, ids: Pick<Ids, "transaction"> & Partial<Ids>): string {
  const weighed = ids.weighed === undefined ? "" : ` AND NOT (${ids.weighed})`;
  const early =
    ids.early === undefined ? "0" : `(${ids.early}) AND t.recorded = 1 AND toDate32(fromUnixTimestamp64Milli(r.at_ms, 'UTC'), {zone:String}) < t.day`;
  return `
  SELECT r.*, ${early} AS t_early, t.recorded AS t_recorded, t.known AS t_known, t.visitor_id AS t_visitor_id, t.snapshot AS t_values, t.lists AS t_lists, t.product_category AS t_category, t.product_name AS t_product,
    t.recorded = 1 AND t.expires_ms > r.uploaded_at AND t.expires_ms >= t.processed_ms AND t.hit_ms <= r.uploaded_at + r.window_ms${weighed} AND NOT t_early AS t_links
  FROM (${rows}) AS r
  LEFT ANY JOIN (
    SELECT transaction_id, recorded, 1 AS known, visitor_id, snapshot, lists, product_category, product_name,
      toUnixTimestamp64Milli(expires_at) AS expires_ms, toUnixTimestamp64Milli(processed_at) AS processed_ms, toUnixTimestamp64Milli(hit_at) AS hit_ms, ${ids.early === undefined ? "0" : "toDate32(hit_at, {zone:String})"} AS day
    FROM transactions_v1
    WHERE suite = {suite:String} AND transaction_id IN (${ids.transaction})
    ORDER BY transaction_id, recorded DESC, range, hit_at
    LIMIT 1 BY transaction_id
  ) AS t ON r.tid = t.transaction_id`;
}

function withoutTransaction(rows: string): string {
  return `SELECT *, 0 AS t_recorded, 0 AS t_known, '' AS t_visitor_id, CAST(map() AS ${VALUES}) AS t_values, CAST(map() AS ${LISTS}) AS t_lists, '' AS t_category, '' AS t_product, 0 AS t_early, 0 AS t_links FROM (${rows})`;
}

/** The visitor's last online hit at or before the row. Hits at the same time are ordered by position. */
function withVisitor(rows: string, ids: string): string {
  const hits = `FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND occurrences != 0 AND visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (${ids}))`;
  return `
  SELECT * EXCEPT (pairs, hit_lists, hit_set_at, v_ended),
    CAST(arrayFilter(pair -> ${outlasts("pair.1")} AND ${isYoung("pair.1", "hit_set_at[pair.1][1]")}, pairs) AS ${VALUES}) AS v_values,
    mapFilter((key, list) -> notEmpty(list), mapApply((key, list) -> (key, arrayFilter((value, set_ms) -> ${isYoung("key", "set_ms")}, list, arrayResize(hit_set_at[key], length(list), toInt64(0)))),
      mapFilter((key, list) -> ${outlasts("key")}, hit_lists))) AS v_lists
  FROM (
    SELECT w.*, h.found = 1 AND w.at_ms - h.hit_ms <= ${VISIT_LIMITS.restMs} AND w.at_ms - h.visit_start_ms <= ${VISIT_LIMITS.lengthMs} AS v_open, h.pairs AS pairs, h.hit_lists AS hit_lists, h.hit_set_at AS hit_set_at, h.ended AS v_ended
    FROM (
      SELECT r.*, k.known AS v_known
      FROM (SELECT *, if(t_links OR vid = '', '', concat('vid:', vid)) AS v_id FROM (${rows})) AS r
      LEFT ANY JOIN (SELECT DISTINCT visitor_id, 1 AS known ${hits}) AS k ON r.v_id = k.visitor_id
    ) AS w
    ASOF LEFT JOIN (
      SELECT visitor_id, toUnixTimestamp64Milli(at) AS hit_ms, toUnixTimestamp64Milli(visit_start) AS visit_start_ms, 1 AS found, JSONExtractKeysAndValues(toJSONString(post), 'String') AS pairs, lists AS hit_lists, set_at AS hit_set_at,
        arrayFilter((key, metric) -> mapContains(metrics, metric) OR (metric = 'orders' AND orders > 0), {eventKeys:Array(String)}, {eventMetrics:Array(String)}) AS ended
      ${hits}
      ORDER BY visitor_id, hit_ms, position DESC
      LIMIT 1 BY visitor_id, hit_ms
    ) AS h ON w.v_id = h.visitor_id AND w.at_ms >= h.hit_ms
  )`;
}

/** True for a value that lasts beyond its hit, whose visit is not over, and that no event of the hit ended. */
function outlasts(key: string): string {
  return `(has({lastingKeys:Array(String)}, ${key}) OR (v_open AND NOT has({hitKeys:Array(String)}, ${key}))) AND NOT has(v_ended, ${key})`;
}

/** True unless the value has expired by its age at the row's time. 0: an older hit, which does not say when the value was set. */
function isYoung(key: string, setMs: string): string {
  return `(${setMs} = 0 OR indexOf({agedKeys:Array(String)}, ${key}) = 0 OR at_ms - ${setMs} < ({ages:Array(Int64)})[indexOf({agedKeys:Array(String)}, ${key})])`;
}

function withoutVisitor(rows: string): string {
  return `SELECT *, '' AS v_id, 0 AS v_known, CAST(map() AS ${VALUES}) AS v_values, CAST(map() AS ${LISTS}) AS v_lists FROM (${rows})`;
}

function outcome(rows: string): string {
  return `
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
    FROM (${rows})
  )`;
}
