-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  spelled as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1), toString(c2), toString(d3), toString(c4)] as data,
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
  b1 as c1,
  b2 as c2,
  b3 as c3,
  round(round(c3, 6), 2) as d3,
  b4 as c4,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a0) as b0,
  uniqExactMerge(a1) as b1,
  uniqExactMerge(a2) as b2,
  sum(a3) as b3,
  sum(a4) as b4,
  sum(here) as seen
from (
select
  post.evar1.:String as raw,
  min(at) as first,
  sum(if(upload >= 2147483648, 0, occurrences)) as a0,
  uniqExactStateIf(cityHash64(visitor, visit_number, visit_start), source < 5) as a1,
  uniqExactStateIf(visitor, source < 5) as a2,
  sum(revenue) as a3,
  sum(metrics['event1']) as a4,
  sumIf(if(occurrences = 0, 1, occurrences), revenue != 0 or metrics['event1'] != 0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0 or c3 != 0 or c4 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1)), toString(sum(b2)), toString(round(round(sum(b3), 6), 2)), toString(sum(b4))] as data
from (
select
  sum(if(upload >= 2147483648, 0, occurrences)) as b0,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b1,
  uniqExactIf(visitor, source < 5) as b2,
  sum(revenue) as b3,
  sum(metrics['event1']) as b4
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
