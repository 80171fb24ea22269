-- report.page {"p0":"mug","p1":"a-suite","p2":"2026-03-01 00:00:00.000","p3":"2026-04-01 00:00:00.000","p4":50,"p5":0}
select
  spelled as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(d1)] as data,
  toString(count() over ()) as elements,
  [toString(sum(c0) over ()), toString(round(round(sum(c1) over (), 6), 2))] as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  spelled,
  b0 as c0,
  b1 as c1,
  round(round(c1, 6), 2) as d1,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(here) as seen
from (
select
  post.evar1.:String as raw,
  min(at) as first,
  sum(orders) as a0,
  sum(arraySum((e, n, c) -> if(n = {p0:String}, e, toDecimal128(0, 8)), if(empty(products.name), [revenue], products.revenue), if(empty(products.name), [''], products.name), if(empty(products.name), [''], products.category))) as a1,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
where suite = {p1:String} and at >= {p2:DateTime64(3, 'UTC')} and at < {p3:DateTime64(3, 'UTC')} and arrayExists((n, c) -> n = {p0:String}, if(empty(products.name), [''], products.name), if(empty(products.name), [''], products.category)) and (orders != 0 or arraySum((e, n, c) -> if(n = {p0:String}, e, toDecimal128(0, 8)), if(empty(products.name), [revenue], products.revenue), if(empty(products.name), [''], products.name), if(empty(products.name), [''], products.category)) != 0)
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p4:UInt32} offset {p5:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
