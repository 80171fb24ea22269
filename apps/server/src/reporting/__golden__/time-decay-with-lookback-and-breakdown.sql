-- report.page {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"red","p4":"2026-02-27 00:00:00.000","p5":50,"p6":0}
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
  multiIf(nth <= 0, toDecimal128(0, 12), nth >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * toInt64(floor(sums[nth] / sums[-1] * 1000000000000)) / 1000000000000) - multiIf((nth - 1) <= 0, toDecimal128(0, 12), (nth - 1) >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * toInt64(floor(sums[(nth - 1)] / sums[-1] * 1000000000000)) / 1000000000000) as r0
from (
select
  conversion,
  arrayFilter(t -> t.1 <= conversion.1 and t.1 >= bitShiftLeft(bitShiftRight(conversion.1, 64) - 172800000, 64), touches) as counted,
  toInt64(length(counted)) as n,
  arrayCumSum(arrayMap(t -> exp2((toInt64(bitShiftRight(t.1, 64)) - toInt64(bitShiftRight(counted[-1].1, 64))) / 604800000), counted)) as sums
from (
select
  arraySort(t -> t.1, groupArrayArrayIf([tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), '', ifNull(dims.page.:String, ''), toUInt8(lowerUTF8(ifNull(dims.evar1.:String, '')) = lowerUTF8({p3:String})))], ifNull(dims.evar1.:String, '') != '' and if(upload >= 2147483648, 0, occurrences) > 0 and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and upload > 0 and occurrences = -1))))) as touches,
  groupArrayIf(tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), 0, toInt64(if(occurrences = 0, 1, occurrences)), tuple(toInt128(0), '', ifNull(dims.page.:String, ''), toUInt8(lowerUTF8('') = lowerUTF8({p3:String}))), revenue), (revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) as conversions
from hits_v1
where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (((revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) or ((ifNull(dims.evar1.:String, '') != '' and if(upload >= 2147483648, 0, occurrences) > 0) and if(visitor != 0, visitor, cityHash64('row', upload, line, position)) in (select if(visitor != 0, visitor, cityHash64('row', upload, line, position)) from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0))))
group by if(visitor != 0, visitor, cityHash64('row', upload, line, position))
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
limit {p5:UInt32} offset {p6:UInt64}
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;

-- report.totals {"p0":"a-suite","p1":"2026-03-01 00:00:00.000","p2":"2026-04-01 00:00:00.000","p3":"red","p4":"2026-02-27 00:00:00.000"}
select [toString(round(round(sum(b0), 6), 2))] as data
from (
select
  sum(r0) as b0
from (
select
  touch.1 as touched,
  conversion.3 as sign,
  multiIf(nth <= 0, toDecimal128(0, 12), nth >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * toInt64(floor(sums[nth] / sums[-1] * 1000000000000)) / 1000000000000) - multiIf((nth - 1) <= 0, toDecimal128(0, 12), (nth - 1) >= n, toDecimal128(conversion.5, 12), toDecimal128(conversion.5, 12) * toInt64(floor(sums[(nth - 1)] / sums[-1] * 1000000000000)) / 1000000000000) as r0
from (
select
  conversion,
  arrayFilter(t -> t.1 <= conversion.1 and t.1 >= bitShiftLeft(bitShiftRight(conversion.1, 64) - 172800000, 64), touches) as counted,
  toInt64(length(counted)) as n,
  arrayCumSum(arrayMap(t -> exp2((toInt64(bitShiftRight(t.1, 64)) - toInt64(bitShiftRight(counted[-1].1, 64))) / 604800000), counted)) as sums
from (
select
  arraySort(t -> t.1, groupArrayArrayIf([tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), '', '', toUInt8(lowerUTF8(ifNull(dims.evar1.:String, '')) = lowerUTF8({p3:String})))], ifNull(dims.evar1.:String, '') != '' and if(upload >= 2147483648, 0, occurrences) > 0 and (upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and upload > 0 and occurrences = -1))))) as touches,
  groupArrayIf(tuple(bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toInt128(position), 0, toInt64(if(occurrences = 0, 1, occurrences)), tuple(toInt128(0), '', '', toUInt8(lowerUTF8('') = lowerUTF8({p3:String}))), revenue), (revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) as conversions
from hits_v1
where suite = {p0:String} and at >= {p4:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (((revenue != 0) and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')}) or ((ifNull(dims.evar1.:String, '') != '' and if(upload >= 2147483648, 0, occurrences) > 0) and if(visitor != 0, visitor, cityHash64('row', upload, line, position)) in (select if(visitor != 0, visitor, cityHash64('row', upload, line, position)) from hits_v1 where suite = {p0:String} and at >= {p1:DateTime64(3, 'UTC')} and at < {p2:DateTime64(3, 'UTC')} and (revenue != 0))))
group by if(visitor != 0, visitor, cityHash64('row', upload, line, position))
having notEmpty(conversions)
)
array join conversions as conversion
)
array join if(n = 0, [conversion.4], counted) as touch, if(n = 0, [1], arrayEnumerate(counted)) as nth
where touch.4
)
)
settings max_execution_time = 120, max_bytes_before_external_group_by = 4000000000;
