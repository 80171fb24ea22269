-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"%c%","p4":"A%","p5":"b","p6":50,"p7":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(c0), toString(c1)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
  []::Array(String) as credited,
  [toString(max(c0) over ()), toString(max(c1) over ())] as highest,
  [toString(min(c0) over ()), toString(min(c1) over ())] as lowest
from (
select
  item_key,
  b0 as c0,
  b1 as c1,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  uniqExactMerge(a1) as b1,
  sum(here) as seen
from (
select
  dims.page.:String as raw,
  sum(if(upload >= 2147483648, 0, occurrences)) as a0,
  uniqExactStateIf(cityHash64(visitor, visit_number, visit_start), source < 5) as a1,
  toInt64(0) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and ifNull(dims.page.:String, '') != '' and (not (lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p3:String})) and (lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p4:String}) or lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p5:String})))
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by c0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p6:UInt32} offset {p7:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1))] as data
from (
select
  sum(if(upload >= 2147483648, 0, occurrences)) as b0,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b1
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"%c%","p1":"A%","p2":"b","p3":"a-suite","p4":"2026-03-01 00:00:00.000","p5":"2026-04-01 00:00:00.000"}
select [toString(sum(b0)), toString(sum(b1))] as data
from (
select
  sum(if(upload >= 2147483648, 0, occurrences)) as b0,
  uniqExactIf(cityHash64(visitor, visit_number, visit_start), source < 5) as b1
from hits_v1
where suite = {p3:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p5:DateTime64(3, 'UTC')} and ifNull(dims.page.:String, '') != '' and (not (lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p0:String})) and (lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p1:String}) or lowerUTF8(if(ifNull(dims.page.:String, '') = '', 'Unspecified', ifNull(dims.page.:String, ''))) like lowerUTF8({p2:String})))
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
