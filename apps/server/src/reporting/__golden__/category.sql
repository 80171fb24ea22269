-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(d1)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  b0 as c0,
  b1 as c1,
  round(round(c1, 6), 2) as d1,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(here) as seen
from (
select
  raw,
  sum(if(nth = 1, orders, toDecimal128(0, 8))) as a0,
  sum(entry_revenue) as a1,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
array join products.category as raw, arrayEnumerateUniq(products.category) as nth, products.revenue as entry_revenue
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and notEmpty(products.name) and (if(nth = 1, orders, toDecimal128(0, 8)) != 0 or entry_revenue != 0)
group by raw
union all
select
  '' as raw,
  sum(orders) as a0,
  sum(revenue) as a1,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and empty(products.name) and (orders != 0 or revenue != 0)
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(round(round(sum(b1), 6), 2))] as data
from (
select
  sum(orders) as b0,
  sum(revenue) as b1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
