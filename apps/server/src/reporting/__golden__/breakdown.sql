-- report.page {"p0":"RED","p1":"a-suite","p2":"2026-03-01 00:00:00.000","p3":"2026-04-01 00:00:00.000","p4":"2026-03-02 00:00:00.000","p5":50,"p6":0}
select
  item_key as value,
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
  dims.page.:String as raw,
  sum(if(upload >= 2147483648, 0, occurrences)) as a0,
  sum(revenue) as a1,
  sumIf(if(occurrences = 0, 1, occurrences), revenue != 0) as here
from hits_v1
where suite = {p1:String} and at >= {p2:DateTime64(3, 'UTC')} and at < {p3:DateTime64(3, 'UTC')} and (at >= {p2:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')}) and lowerUTF8(ifNull(post.evar1.:String, '')) = lowerUTF8({p0:String})
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p5:UInt32} offset {p6:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
