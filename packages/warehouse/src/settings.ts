/**
 * Of every query, on both engines. 64-bit integers and decimals are answered as strings, so that no digit is lost in JSON. The engine does not look for
 * comparisons that follow from others (a < b, b < 5): our queries have none, and the search takes a third of the planning of a query in many steps.
 */
export const QUERY_SETTINGS = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 1,
  session_timezone: "UTC",
  optimize_and_compare_chain: 0,
} as const;

/** One insert is one block: readers see it whole or not at all, and its token covers all of it. */
export const INSERT_SETTINGS = {
  async_insert: 0,
  max_insert_block_size: 100_000_000,
  min_insert_block_size_rows: 100_000_000,
  min_insert_block_size_bytes: 4_000_000_000,
  max_partitions_per_insert_block: 0,
  // Text that looks like a date stays text.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  date_time_input_format: "best_effort",
  // An unknown field is our own bug, so it is refused, never dropped.
  input_format_skip_unknown_fields: 0,
  // Parsing in one thread keeps the rows in one block.
  input_format_parallel_parsing: 0,
} as const;
