import { WAITING_REASONS } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { joined } from "./join-sql.ts";
import { insertHits, NO_PRODUCT_METRICS, NO_VISIT } from "../load/insert-hits.ts";

const WAITING = `suite = {suite:String} AND visitor = 0 AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN (${WAITING_REASONS.map((reason) => `'${reason}'`).join(", ")})`;

const WANTED =
  "{everyId:UInt8} OR transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)})";

/** Rows that still wait: those without their negative. */
const WAITING_ROWS = `
  SELECT upload, line, position, toUnixTimestamp64Milli(at) AS at_ms, dims, CAST(JSONExtractKeysAndValues(toJSONString(post), 'String') AS Map(String, String)) AS own,
    orders, units, revenue, metrics, products.category[1] AS category, products.name[1] AS product, transaction_ids[1] AS tid, if(unlinked_reason = 'unknown_visitor', key, '') AS vid,
    key AS waiting_key, unlinked_reason AS waiting_reason,
    transform(upload, {uploads:Array(UInt32)}, {uploadedAts:Array(Int64)}, toInt64(0)) AS uploaded_at, transform(upload, {uploads:Array(UInt32)}, {windows:Array(Int64)}, toInt64(0)) AS window_ms
  FROM hits_v1
  WHERE ${WAITING} AND occurrences = 1 AND (${WANTED})
    AND (upload, line) NOT IN (SELECT upload, line FROM hits_v1 WHERE ${WAITING} AND occurrences = -1)`;

const WAITING_IDS = {
  transaction: `SELECT transaction_ids[1] AS id FROM hits_v1 WHERE ${WAITING} AND (${WANTED})`,
  visitor: `SELECT key AS id FROM hits_v1 WHERE ${WAITING} AND unlinked_reason = 'unknown_visitor' AND (${WANTED})`,
};

const LINKABLE = `SELECT *, product_name != '' OR product_category != '' AS has_product FROM (${joined(WAITING_ROWS, WAITING_IDS)}) WHERE t_links OR v_known`;

const LinkParameters = z.object({
  suite: z.string(),
  uploads: z.array(z.number()),
  /** Of each upload, epoch milliseconds and milliseconds. */
  uploadedAts: z.array(z.number()),
  windows: z.array(z.number()),
  everyId: z.number(),
  transactionIds: z.array(z.string()),
  visitorIds: z.array(z.string()),
  lastingKeys: z.array(z.string()),
  hitKeys: z.array(z.string()),
  rowsAtOnce: z.number(),
});

/** Whether any row waits for one of the ids. It runs after every range of hits, so it reads nothing else. */
export const anyoneWaits = {
  name: "anyoneWaits",
  text: `SELECT count() AS rows FROM (SELECT 1 FROM hits_v1 WHERE ${WAITING} AND (${WANTED}) GROUP BY upload, line HAVING sum(occurrences) > 0 LIMIT 1)`,
  params: LinkParameters.pick({ suite: true, uploads: true, everyId: true, transactionIds: true, visitorIds: true }),
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

const PAIRS = `
    SELECT *, sign, sign < 0 AS out, if(out, product != '' OR category != '', has_product) AS with_product
    FROM (SELECT * FROM (${LINKABLE}) LIMIT {rowsAtOnce:UInt64})
    ARRAY JOIN [-1, 1] AS sign`;
const ONE_BLOCK =
  "insert_deduplicate = 0, max_partitions_per_insert_block = 0, max_insert_threads = 1, min_insert_block_size_rows = 10000000, min_insert_block_size_bytes = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0";

/** Cancels each row by its negative and adds it linked. Both have the row's own time, so they lie in one month and one block. */
export const linkRows = {
  name: "linkWaitingRows",
  text: insertHits(
    {
      ...NO_VISIT,
      suite: "{suite:String}",
      visitor_id: "if(out, '', visitor_id)",
      at: "fromUnixTimestamp64Milli(at_ms, 'UTC')",
      position: "position",
      source: "if(out, 5, source)",
      occurrences: "sign",
      dims: "dims",
      post: "CAST(if(out, own, post_values) AS JSON(max_dynamic_paths = 512))",
      lists: "if(out, CAST(map() AS Map(LowCardinality(String), Array(String))), lists)",
      orders: "orders * sign",
      units: "units * sign",
      revenue: "revenue * sign",
      is_return: "is_return",
      metrics: "mapApply((name, amount) -> (name, CAST(amount * sign AS Decimal(38, 8))), metrics)",
      "products.category": ofProduct("if(out, category, product_category)"),
      "products.name": ofProduct("if(out, product, product_name)"),
      "products.units": ofProduct("units * sign"),
      "products.revenue": ofProduct("revenue * sign"),
      "products.metrics": ofProduct(NO_PRODUCT_METRICS),
      transaction_ids: "if(tid = '', [], [tid])",
      upload: "upload",
      line: "line",
      fate: "if(out, 'unlinked', fate)",
      unlinked_reason: "if(out, waiting_reason, '')",
      key: "if(out, waiting_key, key)",
    },
    { from: PAIRS, settings: ONE_BLOCK },
  ),
  params: LinkParameters,
  row: z.never(),
} satisfies NamedQuery;

export const waitingByUpload = {
  name: "waitingRowsByUpload",
  text: `SELECT upload, toUInt32(sum(occurrences)) AS rows FROM hits_v1 WHERE ${WAITING} GROUP BY upload HAVING rows > 0`,
  params: z.object({ suite: z.string(), uploads: z.array(z.number()) }),
  row: z.object({ upload: z.number(), rows: z.number() }),
} satisfies NamedQuery;

function ofProduct(value: string): string {
  return `if(with_product, [${value}], [])`;
}
