-- report.page {"p0":"a-suite","p1":"2026-02-28 11:30:00.000","p2":"2026-04-01 12:30:00.000","p3":"A","p4":"2026-03-01 00:00:00.000","p5":"2026-04-01 00:00:00.000","p6":50,"p7":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(d1)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
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
  uniqExactMerge(a0) as b0,
  sum(a1) as b1,
  sum(here) as seen
from (
select
  nullIf(if(source < 5, visit_page, ''), '') as raw,
  uniqExactStateIf(cityHash64(visitor, visit_number, visit_start), source < 5) as a0,
  sum(revenue) as a1,
  sumIf(if(occurrences = 0, 1, occurrences), revenue != 0) as here
from hits_v1 any left join (
select cityHash64(visitor, visit_number, visit_start) as of_visit, argMinIf(ifNull(dims.page.:String, ''), bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), dims.page.:String != '') as visit_page from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0 group by of_visit
) as visit_pages on cityHash64(visitor, visit_number, visit_start) = visit_pages.of_visit
where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p5:DateTime64(3, 'UTC')} and if(source < 5, cityHash64(visitor, visit_number, visit_start) in (select of_visit from (
select cityHash64(visitor, visit_number, visit_start) as of_visit, argMaxIf(ifNull(dims.page.:String, ''), bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), dims.page.:String != '') as visit_page from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0 group by of_visit
) where visit_page = {p3:String}), '' = {p3:String})
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p6:UInt32} offset {p7:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-02-28 11:30:00.000","p2":"2026-04-01 12:30:00.000","p3":"A","p4":"2026-03-01 00:00:00.000","p5":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(round(round(sum(b1), 6), 2))] as data
from (
select
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b0,
  sum(revenue) as b1
from hits_v1
where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p5:DateTime64(3, 'UTC')} and if(source < 5, cityHash64(visitor, visit_number, visit_start) in (select of_visit from (
select cityHash64(visitor, visit_number, visit_start) as of_visit, argMaxIf(ifNull(dims.page.:String, ''), bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), dims.page.:String != '') as visit_page from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5 and occurrences > 0 group by of_visit
) where visit_page = {p3:String}), '' = {p3:String})
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
