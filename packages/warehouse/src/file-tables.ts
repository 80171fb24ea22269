import type { TableDefinition } from "./table-definition.ts";

/** Tables of files: what is kept of their rows, and the rows while they are loaded. */
export const FILE_TABLES = [
  {
    // Rejected lines of uploads, as they were in the file.
    name: "rejected_rows_v1",
    columns: `
      upload UInt32,
      line UInt32,
      column String,
      value String,
      code LowCardinality(String),
      params String,
      message String,
      text String CODEC(ZSTD(1))`,
    orderBy: "(upload, line)",
    shardBy: "upload",
  },
  {
    // What else is wrong with rejected lines, beside their first fault (FF32). `place` puts the faults of a line in order.
    name: "further_faults_v1",
    columns: `
      upload UInt32,
      line UInt32,
      place UInt32,
      column String,
      value String,
      code LowCardinality(String),
      params String`,
    orderBy: "(upload, line, place)",
    shardBy: "upload",
  },
  {
    // Rows of files as they are read, by two hashes of what they say: by these a row is found in another file (U6, U7).
    name: "file_rows_v1",
    columns: `
      upload UInt32,
      line UInt32 CODEC(Delta, ZSTD(1)),
      first_hash UInt64 CODEC(NONE),
      second_hash UInt64 CODEC(NONE)`,
    orderBy: "(upload, line)",
    shardBy: "upload",
  },
  {
    // Lines of a file while it is loaded; deleted when the job ends.
    name: "upload_lines_v1",
    columns: `
      upload UInt32,
      line UInt32,
      text String CODEC(ZSTD(1))`,
    partitionBy: "upload",
    orderBy: "(upload, line)",
    settings: "fsync_after_insert = 0, fsync_part_directory = 0",
    shardBy: "upload",
  },
  {
    // The rows of a file while it is loaded, as they were read and judged; deleted when the job ends. `local` is the wall-clock time as if the zone were UTC.
    name: "upload_rows_v1",
    columns: `
      upload UInt32,
      line UInt32,
      text String,
      cells_given UInt32,
      cells Array(String),
      placeholder UInt8,
      other_way UInt8,
      this_way UInt8,
      timed UInt8,
      day Int32,
      local Int64,
      is_hard UInt8,
      amounts Array(Decimal(38, 8)),
      row_orders Decimal(38, 8),
      row_units Decimal(38, 8),
      row_revenue Decimal(38, 8),
      faulty UInt32,
      code LowCardinality(String)`,
    partitionBy: "upload",
    orderBy: "(upload, line)",
    settings: "fsync_after_insert = 0, fsync_part_directory = 0",
    shardBy: "upload",
  },
] as const satisfies readonly TableDefinition[];
