import { LIST_SEPARATOR } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { FoundRow, IN_TIME, STANDING, WANTED, WantedRows } from "./row-queries.ts";

const Flag = z.coerce.number().transform((flag) => flag === 1);
const Values = z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text)));
const Decimals = z.array(z.string());
const Lists = z.record(z.string(), z.array(z.string()));

const State = FoundRow.pick({ at_ms: true, visitor_id: true, fate: true, unlinked_reason: true, key: true, transaction_ids: true }).extend({
  stands: Flag,
  dims: Values,
  post: Values,
  lists: Lists,
  set_at: z.record(z.string(), z.array(z.coerce.number())),
  orders: z.string(),
  units: z.string(),
  revenue: z.string(),
  metrics: z.record(z.string(), z.string()),
  names: z.array(z.string()),
  categories: z.array(z.string()),
  entry_units: Decimals,
  entry_revenues: Decimals,
  waits_in: z.string(),
  waiting: z.string(),
});
export type State = z.output<typeof State>;

/** The states of one hit or row as they came, without those that take back. Money of a hit that was converted later is a state of its own (CY2). */
export const statesOfRow = {
  name: "report.statesOfRow",
  text: `
select
  at_ms, visitor_id, fate, unlinked_reason, key, transaction_ids, stands, dims_text as dims, post_text as post, lists, set_at,
  toString(orders) as orders, toString(units) as units, toString(revenue) as revenue, mapApply((name, amount) -> (name, toString(amount)), metrics) as metrics,
  names, categories, arrayMap(x -> toString(x), all_units) as entry_units, arrayMap(x -> toString(x), all_revenues) as entry_revenues,
  if(money_waits = 1, money_currency, '') as waits_in, toString(money_revenue) as waiting
from (
  select
    toUnixTimestamp64Milli(at) as at_ms, visitor_id, fate, unlinked_reason, key, transaction_ids, occurrences, range, ${STANDING} as stands,
    toJSONString(dims) as dims_text, toJSONString(post) as post_text, lists, set_at, orders, units, revenue, metrics,
    products.name as names, products.category as categories, products.units as all_units, products.revenue as all_revenues, money_waits, money_currency, money_revenue
  from hits_v1
  where ${WANTED}
)
where occurrences >= 0
order by range, occurrences desc
${IN_TIME}`,
  params: WantedRows,
  row: State,
  heavy: true,
} satisfies NamedQuery;

const Hit = z.tuple([z.string(), z.string(), z.string()]);

/**
 * For each value of a variable (`keys` and `values` side by side, values in small letters), the last hit of a visitor until a time that was sent with it, and
 * whether that was the time (epoch ms) at which it is known to have been set. A hit is (time in epoch ms, position, page).
 */
export const settersOfValues = {
  name: "report.settersOfValues",
  text: `
select wanted.1 as key, wanted.2 as value, argMax((toString(at_ms), toString(position), page), (at_ms, position)) as last,
  argMaxIf((toString(at_ms), toString(position), page), (at_ms, position), at_ms = wanted.3) as exact, toUInt8(countIf(at_ms = wanted.3) > 0) as is_exact
from (
  select at_ms, position, page, pair.1 as sent_key, arrayMap(x -> lowerUTF8(x), splitByString(${JSON.stringify(LIST_SEPARATOR).replaceAll('"', "'")}, pair.2)) as sent,
    arrayJoin(arrayFilter(w -> w.1 = sent_key and has(sent, w.2), arrayZip({keys:Array(String)}, {values:Array(String)}, {times:Array(Int64)}))) as wanted
  from (
    select toUnixTimestamp64Milli(at) as at_ms, position, ifNull(dims.page.:String, '') as page, arrayJoin(JSONExtractKeysAndValues(toJSONString(dims), 'String')) as pair
    from hits_v1
    where suite = {suite:String} and visitor = sipHash64({visitorId:String}) and upload = 0 and occurrences > 0 and at <= fromUnixTimestamp64Milli({until:Int64})
  )
)
group by key, value
${IN_TIME}`,
  params: z.object({
    suite: z.string(),
    visitorId: z.string(),
    until: z.number(),
    keys: z.array(z.string()),
    values: z.array(z.string()),
    times: z.array(z.number()),
  }),
  row: z.object({ key: z.string(), value: z.string(), last: Hit, exact: Hit, is_exact: Flag }),
  heavy: true,
} satisfies NamedQuery;
export type Setter = z.output<(typeof settersOfValues)["row"]>;
