select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [ifNull(toString(e0), ''), ifNull(toString(e1), '')] as data,
  toString(count() over ()) as elements,
  [ifNull(toString(round(arrayMap((x, y) -> x / if(round(y, 18) = 0, NULL, y) + throwIf(ifNull(abs(toFloat64(x)), 0) >= 1e28), [toDecimal256(sum(c0) over (), 24)], [toDecimal256(sum(c1) over (), 24)])[1], 12)), ''), ifNull(toString(round(arrayMap((x, y) -> toDecimal256(x * y, 24) + throwIf(ifNull(abs(toFloat64(x)) * abs(toFloat64(y)), 0) >= 1e28), [(toDecimal256(sum(c1) over (), 24) + toDecimal256('1', 24))], [toDecimal256('0.5', 24)])[1], 12)), '')] as sums,
  []::Array(String) as credited,
  []::Array(String) as highest,
  []::Array(String) as lowest
from (
select
  item_key,
  b0 as c0,
  round(round(c0, 6), 2) as d0,
  b1 as c1,
  round(arrayMap((x, y) -> x / if(round(y, 18) = 0, NULL, y) + throwIf(ifNull(abs(toFloat64(x)), 0) >= 1e28), [toDecimal256(c0, 24)], [toDecimal256(c1, 24)])[1], 12) as e0,
  round(arrayMap((x, y) -> toDecimal256(x * y, 24) + throwIf(ifNull(abs(toFloat64(x)) * abs(toFloat64(y)), 0) >= 1e28), [(toDecimal256(c1, 24) + toDecimal256('1', 24))], [toDecimal256('0.5', 24)])[1], 12) as e1,
  seen
from (
select
  ifNull(raw, '') as item_key,
  sum(a0) as b0,
  sum(a1) as b1,
  sum(here) as seen
from (
select
  dims.page.:String as raw,
  sum(revenue) as a0,
  sum(orders) as a1,
  sum(if(occurrences = 0, 1, occurrences)) as here
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0 or orders != 0)
group by raw
)
group by item_key
)
)
where seen > 0 or c0 != 0 or c1 != 0
order by e0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000, least_greatest_legacy_null_behavior = 1;
