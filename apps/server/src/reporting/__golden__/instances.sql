-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  name as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  argMin(spelled, first_at) as name,
  sum(b0) as c0,
  sum(b1) as c1,
  sum(seen) as seen
from (
select
  item_key,
  spelled,
  first_at,
  b0,
  0 as b1,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a0) as b0,
  sum(here) as seen
from (
select
  dims.evar1.:String as raw,
  min(at) as first,
  sum(occurrences) as a0,
  toInt64(0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and ifNull(dims.evar1.:String, '') != ''
group by raw
)
group by item_key
)
union all
select
  item_key,
  spelled,
  first_at,
  0 as b0,
  b1,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a1) as b1,
  sum(here) as seen
from (
select
  post.evar1.:String as raw,
  min(at) as first,
  sum(if(upload >= 2147483648, 0, occurrences)) as a1,
  toInt64(0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
group by raw
)
group by item_key
)
)
group by item_key
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1))] as data
from (
select
  b0,
  0 as b1
from (
select
  sum(occurrences) as b0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and ifNull(dims.evar1.:String, '') != ''
)
union all
select
  0 as b0,
  b1
from (
select
  sum(if(upload >= 2147483648, 0, occurrences)) as b1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
