-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  item_key as value,
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
  sum(b0) as c0,
  sum(b1) as c1,
  sum(seen) as seen
from (
select
  item_key,
  b0,
  0 as b1,
  seen
from (
with conversions as (
select
  visitor as container,
  bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) as moment,
  if(occurrences = 0, 1, occurrences) as sign,
  metrics['event1'] as a0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (metrics['event1'] != 0)
)
select
  touches.item_key as item_key,
  sum(coming.r0) as b0,
  toInt64(sum(coming.conversions)) as seen
from (
select
  visitor as container,
  raw as item_key,
  min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)) as first
from hits_v1
array join arrayDistinct(products.name) as raw
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and notEmpty(products.name) and raw != '' and visitor in (select container from conversions) and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and upload > 0 and occurrences = -1)))
group by container, item_key
) as touches
asof inner join (
select
  container,
  moment,
  sum(a0) over later as r0,
  sum(sign) over later as conversions
from conversions
window later as (partition by container order by moment desc range between unbounded preceding and current row)
) as coming on touches.container = coming.container and touches.first <= coming.moment
group by item_key
)
union all
select
  item_key,
  0 as b0,
  b1,
  seen
from (
with conversions as (
select
  cityHash64(visitor, visit_number, visit_start) as container,
  bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) as moment,
  if(occurrences = 0, 1, occurrences) as sign,
  orders as a1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and (orders != 0)
)
select
  touches.item_key as item_key,
  sum(coming.r1) as b1,
  toInt64(sum(coming.conversions)) as seen
from (
select
  cityHash64(visitor, visit_number, visit_start) as container,
  raw as item_key,
  min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)) as first
from hits_v1
array join arrayDistinct(products.name) as raw
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and notEmpty(products.name) and raw != '' and cityHash64(visitor, visit_number, visit_start) in (select container from conversions)
group by container, item_key
) as touches
asof inner join (
select
  container,
  moment,
  sum(a1) over later as r1,
  sum(sign) over later as conversions
from conversions
window later as (partition by container order by moment desc range between unbounded preceding and current row)
) as coming on touches.container = coming.container and touches.first <= coming.moment
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
  sum(metrics['event1']) as b0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0
)
union all
select
  0 as b0,
  b1
from (
select
  sum(orders) as b1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
