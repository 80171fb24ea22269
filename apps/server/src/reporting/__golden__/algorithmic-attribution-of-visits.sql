-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":50,"p4":0}
select
  item_key as value,
  toString(if(item_key = '', 0, bitShiftRight(sipHash64(item_key), 11))) as itemId,
  [toString(d0)] as data,
  toString(count() over ()) as elements,
  []::Array(String) as sums,
  [toString(sum(c0) over ())] as credited,
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
  raw as item_key,
  sum(r0) as b0,
  toInt64(sumIf(sign, r0 != 0)) as seen
from (
select
  touch.3 as raw,
  touch.1 as touched,
  conversion.3 as sign,
  multiIf(nth <= 0, toDecimal128(0, 12), nth >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * nth / greatest(n, 1)) - multiIf((nth - 1) <= 0, toDecimal128(0, 12), (nth - 1) >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * (nth - 1) / greatest(n, 1)) as r0
from (
select
  conversion,
  arrayFilter((t, nth) -> nth = 1, arrayFilter(t -> t.1 <= conversion.1, touches), arrayEnumerateUniq(arrayMap(t -> t.2, arrayFilter(t -> t.1 <= conversion.1, touches)))) as counted,
  toInt64(length(counted)) as n
from (
select
  arraySort(t -> t.1, groupArrayArrayIf(arrayMap(v -> tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), v, v, toUInt8(1)), arrayDistinct(arrayFilter(x -> x != '', splitByString('\n', ifNull(dims.list1.:String, ''))))), notEmpty(arrayDistinct(arrayFilter(x -> x != '', splitByString('\n', ifNull(dims.list1.:String, ''))))) and if(upload >= 2147483648, 0, occurrences) > 0 and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and upload > 0 and occurrences = -1))))) as touches,
  groupArrayIf(tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), 0, toInt64(if(occurrences = 0, 1, occurrences)), tuple(toInt128(0), '', '', toUInt8(1)), revenue), (revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) as conversions
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (((revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) or ((notEmpty(arrayDistinct(arrayFilter(x -> x != '', splitByString('\n', ifNull(dims.list1.:String, ''))))) and if(upload >= 2147483648, 0, occurrences) > 0) and if(source < 5, cityHash64(visitor, visit_number, visit_start), cityHash64('row', upload, line, position)) in (select if(source < 5, cityHash64(visitor, visit_number, visit_start), cityHash64('row', upload, line, position)) from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0))))
group by if(source < 5, cityHash64(visitor, visit_number, visit_start), cityHash64('row', upload, line, position))
having notEmpty(conversions)
)
array join conversions as conversion
)
array join if(n = 0, [conversion.4], counted) as touch, if(n = 0, [1], arrayEnumerate(counted)) as nth
where touch.4
)
group by item_key
)
)
where seen > 0 or c0 != 0
order by d0 desc, if(item_key = '', 'Unspecified', value), item_key
limit {p3:UInt32} offset {p4:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000"}
select [toString(round(round(sum(b0), 6), 2))] as data
from (
select
  sum(revenue) as b0
from hits_v1
where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
