-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"2026-02-28 11:30:00.000","p4":"2026-04-01 12:30:00.000","p5":50,"p6":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1), toString(c2), toString(c3), toString(c4)] as data,
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
  sum(b2) as c2,
  sum(b3) as c3,
  sum(b4) as c4,
  sum(seen) as seen
from (
select
  item_key,
  b0,
  0 as b1,
  b2,
  b3,
  0 as b4,
  seen
from (
select
  ifNull(raw, '') as item_key,
  count() as b0,
  countIf(hits = 1) as b2,
  countIf(pages = 1) as b3,
  toInt64(0) as seen
from (
select
  chosen.1 as raw,
  chosen.2 as first,
  hits,
  pages
from (
select
  argMin(tuple(ifNull(dims.page.:String, ''), at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)), tuple(not (ifNull(dims.page.:String, '') != ''), bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position))) as chosen,
  count() as hits,
  uniqExact(dims.page.:String) as pages
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
group by cityHash64(visitor, visit_number, visit_start)
having chosen.3
)
)
group by item_key
)
union all
select
  item_key,
  0 as b0,
  b1,
  0 as b2,
  0 as b3,
  0 as b4,
  seen
from (
select
  ifNull(raw, '') as item_key,
  count() as b1,
  toInt64(0) as seen
from (
select
  chosen.1 as raw,
  chosen.2 as first
from (
select
  argMax(tuple(ifNull(dims.page.:String, ''), at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)), tuple(ifNull(dims.page.:String, '') != '', bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position))) as chosen
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
group by cityHash64(visitor, visit_number, visit_start)
having chosen.3
)
)
group by item_key
)
union all
select
  item_key,
  0 as b0,
  0 as b1,
  0 as b2,
  0 as b3,
  b4,
  seen
from (
select
  ifNull(raw, '') as item_key,
  toDecimal128(sum(ms), 3) / 1000 as b4,
  toInt64(0) as seen
from (
select
  hit.1 as raw,
  hit.2 as first,
  ms
from (
select
  tuple(ifNull(dims.page.:String, ''), at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)) as hit,
  toUnixTimestamp64Milli(leadInFrame(at, 1, at) over (partition by cityHash64(visitor, visit_number, visit_start) order by bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) rows between current row and 1 following)) - toUnixTimestamp64Milli(at) as ms
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
)
where hit.3
)
group by item_key
)
)
group by item_key
)
where seen > 0 or c0 != 0 or c1 != 0 or c2 != 0 or c3 != 0 or c4 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p5:UInt32} offset {p6:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"2026-02-28 11:30:00.000","p4":"2026-04-01 12:30:00.000"}
select [toString(sum(b0)), toString(sum(b1)), toString(sum(b2)), toString(sum(b3)), toString(sum(b4))] as data
from (
select
  b0,
  0 as b1,
  b2,
  b3,
  0 as b4
from (
select
  count() as b0,
  countIf(hits = 1) as b2,
  countIf(pages = 1) as b3
from (
select
  chosen.1 as raw,
  chosen.2 as first,
  hits,
  pages
from (
select
  argMin(tuple('', at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)), tuple(not (ifNull(dims.page.:String, '') != ''), bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position))) as chosen,
  count() as hits,
  uniqExact(dims.page.:String) as pages
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
group by cityHash64(visitor, visit_number, visit_start)
having chosen.3
)
)
)
union all
select
  0 as b0,
  b1,
  0 as b2,
  0 as b3,
  0 as b4
from (
select
  count() as b1
from (
select
  chosen.1 as raw,
  chosen.2 as first
from (
select
  argMax(tuple('', at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)), tuple(ifNull(dims.page.:String, '') != '', bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position))) as chosen
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
group by cityHash64(visitor, visit_number, visit_start)
having chosen.3
)
)
)
union all
select
  0 as b0,
  0 as b1,
  0 as b2,
  0 as b3,
  b4
from (
select
  toDecimal128(sum(ms), 3) / 1000 as b4
from (
select
  hit.1 as raw,
  hit.2 as first,
  ms
from (
select
  tuple('', at, toUInt8(suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5)) as hit,
  toUnixTimestamp64Milli(leadInFrame(at, 1, at) over (partition by cityHash64(visitor, visit_number, visit_start) order by bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position) rows between current row and 1 following)) - toUnixTimestamp64Milli(at) as ms
from hits_v1
where suite = {p0:String} and at >= {p3:DateTime64(3, 'UTC')} and at < {p4:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0
)
where hit.3
)
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
