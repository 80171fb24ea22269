-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1)), toString(sum(b2)), toString(round(round(sum(b3), 6), 2))] as data
from (
select
  b0,
  b1,
  b2,
  0 as b3
from (
select
  sum(if(upload >= 2147483648, 0, occurrences)) as b0,
  sum(orders) as b1,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b2
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
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
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and source < 5
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
