INSERT INTO rejected_rows_v1 (upload, line, column, value, code, params, text)
SELECT {upload:UInt32}, line, fault_header, fault_value, code, fault_params, text
FROM (
  SELECT line, text, code, at, day, if(fault_column = 0, '', ({headers:Array(String)})[fault_column]) AS fault_header,
  multiIf(code = 'row.too_long', toString(length(text)), code = 'row.cells', toString(cells_given), fault_column = 0, '', substringUTF8(cells[fault_column], 1, 200)) AS fault_value,
  multiIf(
    code = 'row.cells', concat('{"found":', toString(cells_given), ',"expected":', toString({columns:UInt16}), '}'),
    code = 'date.future', if({dayFirst:UInt8}, '{"first":"day"}', '{"first":"month"}'),
    '{}') AS fault_params FROM (
    SELECT *, multiIf(code LIKE 'date.%', {date:UInt16}, code LIKE 'row.%', 0, faulty) AS fault_column FROM (
      SELECT * EXCEPT (before, after, switch), multiIf(local - before < switch, local - before, local - after >= switch, local - after, local - before) AS at FROM (
        SELECT *,
        transform(day, {days:Array(Int32)}, {before:Array(Int64)}, toInt64(0)) AS before, transform(day, {days:Array(Int32)}, {after:Array(Int64)}, toInt64(0)) AS after, transform(day, {days:Array(Int32)}, {switches:Array(Int64)}, toInt64(0)) AS switch FROM (
          SELECT * EXCEPT (upload) FROM upload_rows_v1 WHERE upload = {upload:UInt32} AND line >= {fromLine:UInt32} AND line < {toLine:UInt32})))))
WHERE (code != '' OR {strict:UInt8}) AND line NOT IN (SELECT line FROM rejected_rows_v1 WHERE upload = {upload:UInt32}) SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0, max_insert_threads = 2, query_plan_merge_expressions = 0
