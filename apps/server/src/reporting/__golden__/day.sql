-- report.page {"p0":"a-suite","p1":"2026-02-28 23:00:00.000","p2":"2026-03-31 22:00:00.000","p3":"Europe/Amsterdam","p4":50,"p5":0}
select
  '' as value,
  toString(item_key - 19000100) as itemId,
  [toString(d0), toString(c1)] as data,
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
  b1 as c1,
  seen
from (
select
  toYYYYMMDD(at, {p3:String}) as item_key,
  sum(revenue) as b0,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b1,
  sumIf(if(occurrences = 0, 1, occurrences), revenue != 0) as seen
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by d0 desc, item_key
limit {p4:UInt32} offset {p5:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-02-28 23:00:00.000","p2":"2026-03-31 22:00:00.000"}
select [toString(round(round(sum(b0), 6), 2)), toString(sum(b1))] as data
from (
select
  sum(revenue) as b0,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
