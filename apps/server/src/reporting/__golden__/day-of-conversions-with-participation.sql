-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"UTC","p4":"B","p5":50,"p6":0}
select
  '' as value,
  toString(item_key - 19000100) as itemId,
  [toString(d0)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
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
with conversions as (
select
  visitor as container,
  bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) as moment,
  if(occurrences = 0, 1, occurrences) as sign,
  toYYYYMMDD(at, {p3:String}) as raw,
  revenue as a0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (revenue != 0)
)
select
  conversions.raw as item_key,
  sum(conversions.a0) as b0,
  toInt64(sum(conversions.sign)) as seen
from conversions inner join (
select
  visitor as container,
  min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)) as first
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (ifNull(dims.page.:String, '') != '' and ifNull(dims.page.:String, '') = {p4:String}) and visitor in (select container from conversions) and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and upload > 0 and occurrences = -1)))
group by container
) as touches on conversions.container = touches.container
where conversions.moment >= touches.first
group by item_key
)
)
where seen > 0 or c0 != 0
order by d0 desc, item_key
limit {p5:UInt32} offset {p6:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"B"}
select [toString(round(round(sum(b0), 6), 2))] as data
from (
with conversions as (
select
  visitor as container,
  bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) as moment,
  if(occurrences = 0, 1, occurrences) as sign,
  revenue as a0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (revenue != 0)
)
select
  sum(conversions.a0) as b0
from conversions inner join (
select
  visitor as container,
  min(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position)) as first
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and (ifNull(dims.page.:String, '') != '' and ifNull(dims.page.:String, '') = {p3:String}) and visitor in (select container from conversions) and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and visitor != 0 and upload > 0 and occurrences = -1)))
group by container
) as touches on conversions.container = touches.container
where conversions.moment >= touches.first
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
