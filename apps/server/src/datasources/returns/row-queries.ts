import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { joined } from "../join/join-sql.ts";
import { FileParameters, located, POSITION } from "../load/load-queries.ts";
import { FILE_IDS, REFUND_ROWS } from "../load/row-sql.ts";
import { IN_STEPS } from "../load/value-sql.ts";

/** The first lines of a file's staged blocks, at which it may be divided. */
export const blocksOfUpload = {
  name: "blocksOfUpload",
  text: "SELECT line FROM upload_lines_v1 WHERE upload = {upload:UInt32} ORDER BY line",
  params: z.object({ upload: z.number() }),
  row: z.object({ line: z.number() }),
} satisfies NamedQuery;

const Texts = z.array(z.string());
const Values = z.record(z.string(), z.string());
const FileRow = z.object({
  line: z.number(),
  text: z.string(),
  at: z.coerce.number(),
  place: z.string(),
  tid: z.string(),
  vid: z.string(),
  product: z.string(),
  category: z.string(),
  /** null for a blank cell. */
  orders: z.string().nullable(),
  units: z.string().nullable(),
  revenue: z.string().nullable(),
  metrics: Values,
  own: Values,
  /** The row's customer while its order is not known, and the values that persisted for them. */
  fate: z.enum(["customer", "unlinked"]),
  key: z.string(),
  visitor_id: z.string(),
  persisted: Values,
  lists: z.record(z.string(), Texts),
});
export type FileRow = z.output<typeof FileRow>;

/** The kept rows of a part of a file of refunds, joined only by their customers. */
function rowsOfPart(name: string, ids: Parameters<typeof joined>[1]) {
  return {
    name,
    text: `
    SELECT line, text, at_ms AS at, toString(${POSITION}) AS place, tid, vid, product, category,
      if(said_orders, toString(r.orders), NULL) AS orders, if(said_units, toString(r.units), NULL) AS units, if(said_revenue, toString(r.revenue), NULL) AS revenue,
      mapApply((name, amount) -> (name, toString(amount)), r.metrics) AS metrics, set_values AS own, fate, key, visitor_id, post_values AS persisted, lists
    FROM (${joined(located(REFUND_ROWS), ids)}) AS r
    ORDER BY line
    SETTINGS ${IN_STEPS}`,
    params: FileParameters,
    row: FileRow,
    heavy: true,
  } satisfies NamedQuery;
}

/** The query depends on whether the file names customers. */
export const rowsOfRefunds = { order: rowsOfPart("refundRows", {}), customer: rowsOfPart("refundRowsOfCustomers", { visitor: FILE_IDS.visitor }) } as const;

/** Refunds that wait for a rate: their own or that of their order. */
export const idsOfMoney = {
  name: "idsOfRefundsThatWaitForRates",
  text: `
    SELECT DISTINCT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND money_waits = 1
    UNION DISTINCT
    SELECT DISTINCT key FROM waiting_amounts_v1
    WHERE suite = {suite:String} AND (currency != '' OR key IN (SELECT transaction_id FROM transactions_v1 WHERE suite = {suite:String} AND currency != ''))`,
  params: z.object({ suite: z.string() }),
  row: z.object({ id: z.string() }),
} satisfies NamedQuery;

/** Refunds that went beyond their order. They are decided again when another refund is undone. */
export const idsBeyond = {
  name: "idsOfRefundsBeyond",
  text: "SELECT DISTINCT transaction_ids[1] AS id FROM hits_v1 WHERE suite = {suite:String} AND unlinked_reason = 'beyond_order' ORDER BY id",
  params: z.object({ suite: z.string() }),
  row: z.object({ id: z.string() }),
} satisfies NamedQuery;
