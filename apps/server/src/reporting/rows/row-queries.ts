import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { valueSql, type TextDimension } from "../sql/value-sql.ts";

const Count = z.coerce.number().int();
const Flag = z.coerce.number().transform((flag) => flag === 1);

/** How many values of its dimension a row shows; how many more there are is told. */
const MOST_VALUES = 20;

/** Which hits and rows: of hits their times (epoch ms) and positions, of rows of files their uploads and lines. `from` and `to` are the first and the last time. */
export const WantedRows = z.object({
  suite: z.string(),
  from: z.number(),
  to: z.number(),
  ats: z.array(z.number()),
  positions: z.array(z.bigint()),
  uploads: z.array(z.number()),
  lines: z.array(z.number()),
});
export type WantedRows = z.output<typeof WantedRows>;

export const FoundRow = z.object({
  at_ms: Count,
  place: z.string(),
  upload: Count,
  line: Count,
  visitor_id: z.string(),
  page_view: Flag,
  is_order: Flag,
  is_return: Flag,
  fate: z.enum(["", "transaction", "customer", "unlinked", "summary"]),
  unlinked_reason: z.string(),
  key: z.string(),
  transaction_ids: z.array(z.string()),
  page: z.string(),
  shown: z.array(z.string()),
  value_count: Count,
});
export type FoundRow = z.output<typeof FoundRow>;

/** True of the states of a row of a file that stand, and of every hit. */
export const STANDING = "min(occurrences) over (partition by upload, line, if(upload = 0, position, 0), range) >= 0";

/** Nobody waits longer for what is known of rows. */
export const IN_TIME = "settings max_execution_time = 120";

/** The conditions on `hits_v1` for `WantedRows`. */
export const WANTED = `suite = {suite:String} and at >= fromUnixTimestamp64Milli({from:Int64}) and at <= fromUnixTimestamp64Milli({to:Int64})
  and if(upload = 0,
    (toUnixTimestamp64Milli(at), position) in (select arrayJoin(arrayZip({ats:Array(Int64)}, {positions:Array(UInt64)}))),
    (upload, line) in (select arrayJoin(arrayZip({uploads:Array(UInt32)}, {lines:Array(UInt32)}))))`;

/**
 * What reports show of hits and rows, each once: of a row of a file its present state, or its last one when it was taken back, of a hit whose money was
 * converted later the hit itself. `dimension`: the report's, or null.
 */
export const foundRows = (dimension: TextDimension | null) =>
  ({
    name: "report.rows",
    text: `
select
  at_ms, toString(place) as place, upload, line, visitor_id, page_view, is_order, is_return, fate, unlinked_reason, key, transaction_ids, page,
  arraySlice(every_value, 1, ${MOST_VALUES}) as shown, length(every_value) as value_count
from (
  select
    toUnixTimestamp64Milli(at) as at_ms, if(upload = 0, position, 0) as place, upload, line, visitor_id, page_view, toUInt8(orders > 0) as is_order, is_return,
    fate, unlinked_reason, key, transaction_ids, ifNull(dims.page.:String, '') as page, ${valuesSql(dimension)} as every_value,
    occurrences, range, ${STANDING} as stands
  from hits_v1
  where ${WANTED}
)
order by stands desc, occurrences desc, range desc
limit 1 by at_ms, place, upload, line
${IN_TIME}`,
    params: WantedRows,
    row: FoundRow,
    heavy: true,
  }) satisfies NamedQuery;

function valuesSql(dimension: TextDimension | null): string {
  // The page of a visit's entry or exit stands on another hit.
  if (dimension === null || dimension.kind === "visit") return "[]::Array(String)";
  const value = valueSql(dimension);
  return `arrayDistinct(arrayFilter(x -> x != '', ${value.kind === "one" ? `[${value.sql}]` : `arrayMap(x -> toString(x), ${value.sql})`}))`;
}
