-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1), toString(c2), toString(d3)] as data,
  toString(count() over ()) as elements,
  [toString(sum(c0) over ()), toString(sum(c1) over ()), toString(sum(c2) over ()), toString(round(round(sum(c3) over (), 6), 2))] as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  b0 as c0,
  b1 as c1,
  b2 as c2,
  b3 as c3,
  round(round(c3, 6), 2) as d3,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(a2) as b2,
  sum(a3) as b3,
  sum(here) as seen
from (
select
  dims.page.:String as raw,
  sum(if(upload >= 2147483648, 0, occurrences)) as a0,
  sum(page_view) as a1,
  sum(orders) as a2,
  sum(revenue) as a3,
  sumIf(if(occurrences = 0, 1, occurrences), orders != 0 or revenue != 0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0 or c3 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
