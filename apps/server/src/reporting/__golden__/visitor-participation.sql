-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  name as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(d1), toString(c2), toString(d3)] as data,
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
  round(round(c1, 6), 2) as d1,
  sum(b2) as c2,
  sum(b3) as c3,
  round(round(c3, 6), 2) as d3,
  sum(seen) as seen
from (
select
  item_key,
  spelled,
  first_at,
  b0,
  b1,
  b2,
  0 as b3,
  seen
from (
with conversions as (
select
  visitor as container,
  bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) as moment,
  if(occurrences = 0, 1, occurrences) as sign,
  orders as a0,
  revenue as a1,
  metrics['event1'] as a2
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (orders != 0 or revenue != 0 or metrics['event1'] != 0)
)
select
  touches.item_key as item_key,
  argMin(touches.spelled, touches.first) as spelled,
  fromUnixTimestamp64Milli(toInt64(bitShiftRight(min(touches.first), 64)), 'UTC') as first_at,
  sum(coming.r0) as b0,
  sum(coming.r1) as b1,
  sum(coming.r2) as b2,
  toInt64(sum(coming.conversions)) as seen
from (
select
  visitor as container,
  lowerUTF8(ifNull(post.evar1.:String, '')) as item_key,
  argMin(ifNull(post.evar1.:String, ''), at) as spelled,
  min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)) as first
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and ifNull(post.evar1.:String, '') != '' and visitor in (select container from conversions) and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and upload > 0 and occurrences = -1)))
group by container, item_key
) as touches
asof inner join (
select
  container,
  moment,
  sum(a0) over later as r0,
  sum(a1) over later as r1,
  sum(a2) over later as r2,
  sum(sign) over later as conversions
from conversions
window later as (partition by container order by moment desc range between unbounded preceding and current row)
) as coming on touches.container = coming.container and touches.first <= coming.moment
group by item_key
)
union all
select
  item_key,
  spelled,
  first_at,
  0 as b0,
  0 as b1,
  0 as b2,
  b3,
  seen
from (
select
  lowerUTF8(ifNull(raw, '')) as item_key,
  argMin(ifNull(raw, ''), first) as spelled,
  min(first) as first_at,
  sum(a3) as b3,
  sum(here) as seen
from (
select
  post.evar1.:String as raw,
  min(at) as first,
  sum(revenue) as a3,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0)
group by raw
)
group by item_key
)
)
group by item_key
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0 or c3 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(round(round(sum(b1), 6), 2)), toString(sum(b2)), toString(round(round(sum(b3), 6), 2))] as data
from (
select
  b0,
  b1,
  b2,
  0 as b3
from (
select
  sum(orders) as b0,
  sum(revenue) as b1,
  sum(metrics['event1']) as b2
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0
)
union all
select
  0 as b0,
  0 as b1,
  0 as b2,
  b3
from (
select
  sum(revenue) as b3
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
