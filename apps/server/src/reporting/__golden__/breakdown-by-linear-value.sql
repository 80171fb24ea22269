-- report.page {"p0":"x","p1":"a-suite","p2":"2026-03-01 00:00:00.000","p3":"2026-04-01 00:00:00.000","p4":50,"p5":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(d0)] as data,
  toString(count() over ()) as elements,
  [toString(round(round(sum(c0) over (), 6), 2))] as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  b0 as c0,
  round(round(c0, 6), 2) as d0,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  sum(here) as seen
from (
select
  dims.page.:String as raw,
  sum(toDecimal128(revenue, 12) * arrayCount(x -> lowerUTF8(x) = lowerUTF8({p0:String}), if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])) / (length(if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])))) as a0,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
where suite = {p1:String} and at >= {p2:DateTime64(3, 'UTC')} and at < {p3:DateTime64(3, 'UTC')} and arrayExists(x -> lowerUTF8(x) = lowerUTF8({p0:String}), if(empty(lists['evar2']), [ifNull(post.evar2.:String, '')], lists['evar2'])) and (revenue != 0)
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0
order by d0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p4:UInt32} offset {p5:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
