-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  spelled as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(d0), toString(d1), toString(c2)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  spelled,
  b0 as c0,
  round(round(c0, 6), 0) as d0,
  b1 as c1,
  round(round(c1, 6), 2) as d1,
  b2 as c2,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(a2) as b2,
  sum(here) as seen
from (
select
  raw,
  min(at) as first,
  sum(toDecimal128(orders, 12) * countEqual(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2']), raw) / (length(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])))) as a0,
  sum(toDecimal128(revenue, 12) * countEqual(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2']), raw) / (length(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])))) as a1,
  sumIf(if(upload >= 2147483648, 0, occurrences), nth = 1) as a2,
  sumIf(if(occurrences = 0, 1, occurrences), orders != 0 or revenue != 0) as here
from hits_v1
array join arrayDistinct(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])) as raw, arrayEnumerateUniq(arrayMap(x -> lowerUTF8(x), arrayDistinct(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])))) as nth
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0
order by d0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(round(round(sum(b0), 6), 0)), toString(round(round(sum(b1), 6), 2)), toString(sum(b2))] as data
from (
select
  sum(orders) as b0,
  sum(revenue) as b1,
  sum(if(upload >= 2147483648, 0, occurrences)) as b2
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
