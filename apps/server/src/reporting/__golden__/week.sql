-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"UTC","p4":50,"p5":0}
select
  '' as value,
  toString(item_key - 19000100) as itemId,
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
  toYYYYMMDD(subtractDays(toDate32(at, {p3:String}), toDayOfWeek(at, 2, {p3:String}))) as item_key,
  sum(revenue) as b0,
  sum(if(occurrences = 0, 1, occurrences)) as seen
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0)
group by item_key
)
)
where seen > 0 or c0 != 0
order by d0 desc, item_key
limit {p4:UInt32} offset {p5:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
