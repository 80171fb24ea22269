-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1), toString(d2), toString(d3), toString(d4), toString(c5), toString(c6)] as data,
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
  b2 as c2,
  round(round(c2, 6), 2) as d2,
  b3 as c3,
  round(round(c3, 6), 2) as d3,
  b4 as c4,
  round(round(c4, 6), 2) as d4,
  b5 as c5,
  b6 as c6,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(a2) as b2,
  sum(a3) as b3,
  sum(a4) as b4,
  sum(a5) as b5,
  uniqExactMerge(a6) as b6,
  sum(here) as seen
from (
select
  raw,
  sum(if(nth = 1, orders, toDecimal128(0, 8))) as a0,
  sum(entry_units) as a1,
  sum(entry_revenue) as a2,
  sum(if(is_return = 1, toDecimal128(0, 8), entry_revenue)) as a3,
  sum(if(is_return = 1, -entry_revenue, toDecimal128(0, 8))) as a4,
  sum(if(nth = 1, metrics['productviews'], toDecimal128(0, 8))) as a5,
  uniqExactStateIf(cityHash64(visitor, visit_number, visit_start), source < 5) as a6,
  sumIf(if(occurrences = 0, 1, occurrences), if(nth = 1, orders, toDecimal128(0, 8)) != 0 or entry_units != 0 or entry_revenue != 0 or if(is_return = 1, toDecimal128(0, 8), entry_revenue) != 0 or if(is_return = 1, -entry_revenue, toDecimal128(0, 8)) != 0 or if(nth = 1, metrics['productviews'], toDecimal128(0, 8)) != 0) as here
from hits_v1
array join products.name as raw, arrayEnumerateUniq(products.name) as nth, products.units as entry_units, products.revenue as entry_revenue
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and notEmpty(products.name)
group by raw
union all
select
  '' as raw,
  sum(orders) as a0,
  sum(units) as a1,
  sum(revenue) as a2,
  sum(if(is_return = 1, toDecimal128(0, 8), revenue)) as a3,
  sum(if(is_return = 1, -revenue, toDecimal128(0, 8))) as a4,
  sum(metrics['productviews']) as a5,
  uniqExactStateIf(cityHash64(visitor, visit_number, visit_start), source < 5) as a6,
  sumIf(if(occurrences = 0, 1, occurrences), orders != 0 or units != 0 or revenue != 0 or if(is_return = 1, toDecimal128(0, 8), revenue) != 0 or if(is_return = 1, -revenue, toDecimal128(0, 8)) != 0 or metrics['productviews'] != 0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and empty(products.name)
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0 or c3 != 0 or c4 != 0 or c5 != 0 or c6 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1)), toString(round(round(sum(b2), 6), 2)), toString(round(round(sum(b3), 6), 2)), toString(round(round(sum(b4), 6), 2)), toString(sum(b5)), toString(sum(b6))] as data
from (
select
  sum(orders) as b0,
  sum(units) as b1,
  sum(revenue) as b2,
  sum(if(is_return = 1, toDecimal128(0, 8), revenue)) as b3,
  sum(if(is_return = 1, -revenue, toDecimal128(0, 8))) as b4,
  sum(metrics['productviews']) as b5,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b6
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
