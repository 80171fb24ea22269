import { UnlinkedReason } from "@rapport/contract/data-sources";
import { RejectionCode } from "@rapport/contract/refusals";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/*
 * The present state of each row of an upload (FU14). `range` numbers the states of a row; the negative of an earlier state has the same number,
 * so the present one is the one without.
 */

const VALUES = "Map(String, String)";
const values = (json: string) => `CAST(JSONExtractKeysAndValues(toJSONString(${json}), 'String') AS ${VALUES})`;
const OF_UPLOAD = "suite = {suite:String} AND upload = {upload:UInt32}";
const PRESENT = `${OF_UPLOAD} AND occurrences = 1 AND (line, range) NOT IN (SELECT line, range FROM hits_v1 WHERE ${OF_UPLOAD} AND occurrences = -1)`;

const HAS = (text: string) => `positionCaseInsensitiveUTF8(${text}, {search:String}) > 0`;
const FITS_KEPT = `({fate:String} = '' OR fate = {fate:String}) AND ({reason:String} = '' OR unlinked_reason = {reason:String})
  AND ({search:String} = '' OR toString(line) = {search:String} OR ${HAS("key")} OR arrayExists(id -> ${HAS("id")}, transaction_ids)
    OR arrayExists(name -> ${HAS("name")}, arrayConcat(products.name, products.category))
    OR arrayExists(value -> ${HAS("value")}, arrayConcat(mapValues(${values("dims")}), mapValues(${values("post")}), arrayFlatten(mapValues(lists)))))`;
const FITS_REJECTED = `({reason:String} = '' OR code = {reason:String}) AND ({search:String} = '' OR toString(line) = {search:String} OR ${HAS("text")})`;

const Filter = z.object({ suite: z.string(), upload: z.number(), fate: z.string(), reason: z.string(), search: z.string() });
const Page = Filter.extend({ after: z.number(), limit: z.number() });
const Texts = z.record(z.string(), z.string());

export const keptRows = {
  name: "keptRowsOfUpload",
  text: `
    SELECT line, fate, unlinked_reason AS reason, toUnixTimestamp64Milli(at) AS at_ms, transaction_ids[1] AS tid,
      if(fate = 'customer' OR unlinked_reason = 'unknown_visitor', key, '') AS vid, visitor_id,
      arrayMap((name, category, units, revenue, metrics) -> (name, category, toString(units), toString(revenue), mapApply((key, amount) -> (key, toString(amount)), metrics)),
        products.name, products.category, products.units, products.revenue, products.metrics) AS goods,
      ${values("dims")} AS own, ${values("post")} AS persisted, lists, toString(orders) AS orders, toString(units) AS units, toString(revenue) AS revenue,
      mapApply((name, amount) -> (name, toString(amount)), metrics) AS metrics, money_waits AS waits
    FROM hits_v1
    WHERE ${PRESENT} AND line > {after:UInt32} AND ${FITS_KEPT}
    ORDER BY line
    LIMIT {limit:UInt32}`,
  params: Page,
  row: z.object({
    line: z.number(),
    fate: z.enum(["transaction", "customer", "unlinked", "summary"]),
    reason: z.union([UnlinkedReason, z.literal("")]),
    at_ms: z.coerce.number(),
    tid: z.string(),
    vid: z.string(),
    visitor_id: z.string(),
    goods: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), Texts])),
    own: Texts,
    persisted: Texts,
    lists: z.record(z.string(), z.array(z.string())),
    orders: z.string(),
    units: z.string(),
    revenue: z.string(),
    metrics: Texts,
    waits: z.coerce.boolean(),
  }),
} satisfies NamedQuery;

export const rejectedRowsPage = {
  name: "rejectedRowsOfUploadPage",
  text: `
    SELECT line, column, value, code, params, text
    FROM rejected_rows_v1
    WHERE upload = {upload:UInt32} AND line > {after:UInt32} AND ${FITS_REJECTED}
    ORDER BY line
    LIMIT {limit:UInt32}`,
  params: Page,
  row: z.object({
    line: z.number(),
    column: z.string(),
    value: z.string(),
    code: z.union([RejectionCode, z.literal("")]),
    params: z.string(),
    text: z.string(),
  }),
} satisfies NamedQuery;

export const countKept = {
  name: "countKeptRowsOfUpload",
  text: `SELECT count() AS rows FROM hits_v1 WHERE ${PRESENT} AND ${FITS_KEPT}`,
  params: Filter,
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

export const countRejected = {
  name: "countRejectedRowsOfUpload",
  text: `SELECT count() AS rows FROM rejected_rows_v1 WHERE upload = {upload:UInt32} AND ${FITS_REJECTED}`,
  params: Filter,
  row: z.object({ rows: z.coerce.number() }),
} satisfies NamedQuery;

export const rejectedByCode = {
  name: "rejectedRowsByCode",
  text: "SELECT code, count() AS rows FROM rejected_rows_v1 WHERE upload = {upload:UInt32} GROUP BY code ORDER BY rows DESC, code",
  params: z.object({ upload: z.number() }),
  row: z.object({ code: z.union([RejectionCode, z.literal("")]), rows: z.coerce.number() }),
} satisfies NamedQuery;
