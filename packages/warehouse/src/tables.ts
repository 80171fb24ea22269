import { FILE_TABLES } from "./file-tables.ts";
import type { TableDefinition } from "./table-definition.ts";

/**
 * The warehouse's tables. One definition for both shapes: a single engine (chDB or one ClickHouse) and a
 * replicated, sharded cluster (`clusterTables`), where every table is sharded by visitor or by key.
 *
 * `fsync_*`: an acknowledged insert survives a power cut. `non_replicated_deduplication_window`: an insert repeated
 * with the same `insert_deduplication_token` changes nothing (a repeated processing range needs that).
 */
export const TABLES = [
  {
    // What was accepted, whole and immutable; the source of every rebuild. A row is a request, numbered by its first hit.
    name: "raw_hits_v2",
    columns: `
      writer UInt32,
      seq UInt64,
      hits UInt32 DEFAULT 1,
      suite LowCardinality(String),
      received_at DateTime64(3, 'UTC'),
      door LowCardinality(String),
      client String CODEC(ZSTD(1)),
      payload String CODEC(ZSTD(1))`,
    orderBy: "(writer, seq)",
    // The hits of a writer become readable in order.
    shardBy: "writer",
  },
  {
    // One row for each processed online hit and each row of a file. It is the only table that reports read.
    // `set_at`: of an online hit, when each value in `post` and `lists` was set, epoch ms, of keys whose values end by age.
    // `range`: of an online hit, the range that brought it; of a row of a file, which of its states this is, from 0.
    // A late link cancels the unlinked row by its negative (occurrences -1, metrics negated) and adds the linked
    // one, both in one insert, so sums never count it twice and never lose it.
    // `refunded`: of a row that gives back what an order brought, that order, and its lines by their number, one for each product (RT6).
    // `money_*`: of such a row whose money is not in the suite's currency, that currency, the day of its rate, and the amounts in it, of the
    // row and of each product. `money_waits` 1: there is no such rate, and the row counts no money (CY2).
    name: "hits_v1",
    columns: `
      suite LowCardinality(String),
      visitor_id String CODEC(ZSTD(1)),
      visitor UInt64 DEFAULT if(visitor_id = '', 0, sipHash64(visitor_id)),
      at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
      position UInt64,
      source UInt8,
      occurrences Int8,
      visit_number UInt32,
      visit_start DateTime64(3, 'UTC') CODEC(ZSTD(1)),
      hit_number UInt32,
      page_view UInt8,
      dims JSON(max_dynamic_paths = 512),
      post JSON(max_dynamic_paths = 512),
      lists Map(LowCardinality(String), Array(String)),
      set_at Map(LowCardinality(String), Array(Int64)) CODEC(ZSTD(1)),
      orders Decimal(38, 8),
      units Decimal(38, 8),
      revenue Decimal(38, 8),
      is_return UInt8,
      metrics Map(LowCardinality(String), Decimal(38, 8)),
      \`products.category\` Array(LowCardinality(String)),
      \`products.name\` Array(LowCardinality(String)),
      \`products.units\` Array(Decimal(38, 8)),
      \`products.revenue\` Array(Decimal(38, 8)),
      \`products.metrics\` Array(Map(LowCardinality(String), Decimal(38, 8))),
      transaction_ids Array(String),
      upload UInt32,
      line UInt32,
      fate LowCardinality(String),
      unlinked_reason LowCardinality(String),
      key String CODEC(ZSTD(1)),
      refunded String CODEC(ZSTD(1)),
      refunded_lines Array(UInt32),
      money_currency LowCardinality(String),
      money_day Date,
      money_waits UInt8,
      money_revenue Decimal(38, 8),
      money_lines Array(Decimal(38, 8)),
      range UInt64,
      INDEX by_upload upload TYPE minmax GRANULARITY 1,
      INDEX by_key key TYPE bloom_filter GRANULARITY 1`,
    partitionBy: "toYYYYMM(at)",
    orderBy: "(suite, visitor, at, position)",
    // A part as large as one insert of hits is one file. A file for each of a hundred subcolumns would cost a third more.
    settings: "min_bytes_for_wide_part = 50000000",
    shardBy: "visitor",
  },
  {
    // The first hit of a transaction id and the visitor's state frozen with it; written once, never changed.
    // `recorded` 0: the id was seen while storage was off; nothing of the visitor is kept. `order_known` 1: what the hit counted is
    // kept too, for those who give it back (RT3); `order_id` is one for all ids of a hit. `currency`: of its amounts when it is not the suite's,
    // with the day of its rate.
    name: "transactions_v1",
    columns: `
      suite LowCardinality(String),
      transaction_id String,
      recorded UInt8,
      visitor_id String,
      hit_at DateTime64(3, 'UTC'),
      received_at DateTime64(3, 'UTC'),
      processed_at DateTime64(3, 'UTC'),
      expires_at DateTime64(3, 'UTC'),
      snapshot Map(LowCardinality(String), String),
      lists Map(LowCardinality(String), Array(String)),
      set_at Map(LowCardinality(String), DateTime64(3, 'UTC')),
      product_category String,
      product_name String,
      order_known UInt8,
      order_id String,
      currency LowCardinality(String),
      rate_day Date,
      orders Decimal(38, 8),
      units Decimal(38, 8),
      revenue Decimal(38, 8),
      \`lines.category\` Array(String),
      \`lines.name\` Array(String),
      \`lines.skus\` Array(Array(String)),
      \`lines.units\` Array(Decimal(38, 8)),
      \`lines.revenue\` Array(Decimal(38, 8)),
      range UInt64`,
    orderBy: "(suite, transaction_id, range)",
    settings: "index_granularity = 1024",
    shardBy: "cityHash64(transaction_id)",
  },
  {
    // Keys that count only once in a suite: purchase ids, event serials, message ids.
    name: "claims_v1",
    columns: `
      suite LowCardinality(String),
      kind LowCardinality(String),
      key String,
      hash UInt64 DEFAULT sipHash64(key),
      received_at DateTime64(3, 'UTC'),
      range UInt64`,
    partitionBy: "kind",
    orderBy: "(suite, hash, range)",
    settings: "index_granularity = 512",
    shardBy: "hash",
  },
  {
    // What persists for a visitor. `range` wrote it; the newest range wins. No older profile is needed once
    // a newer one is there: a range's profiles are its last insert, and complete.
    name: "visitor_profiles_v1",
    columns: `
      suite LowCardinality(String),
      visitor_id String,
      visitor UInt64 DEFAULT sipHash64(visitor_id),
      range UInt64,
      profile String CODEC(ZSTD(1))`,
    orderBy: "(suite, visitor, visitor_id)",
    newestBy: "range",
    // Visitors of a range are anywhere in the table. Small granules read a third less for 5,000 of 2,000,000 visitors.
    settings: "index_granularity = 128",
    shardBy: "visitor",
  },
  {
    // Which devices a known visitor used, for a customer's timeline and measures. Counted visitors are never rewritten with it.
    name: "identities_v1",
    columns: `
      suite LowCardinality(String),
      visitor_id String,
      visitor UInt64 DEFAULT sipHash64(visitor_id),
      device_id String,
      learned_at DateTime64(3, 'UTC'),
      how LowCardinality(String),
      range UInt64,
      INDEX by_device device_id TYPE bloom_filter GRANULARITY 1`,
    orderBy: "(suite, visitor, device_id)",
    shardBy: "visitor",
  },
  {
    // Accepted hits that could not be used, each with its reason.
    name: "quarantine_v1",
    columns: `
      suite LowCardinality(String),
      received_at DateTime64(3, 'UTC'),
      reason LowCardinality(String),
      detail String,
      door LowCardinality(String),
      payload String CODEC(ZSTD(1)),
      range UInt64`,
    orderBy: "(suite, received_at)",
    shardBy: "cityHash64(suite, received_at)",
  },
  {
    // What was left out of hits that count: one row for each hit, reason and place.
    name: "unread_v1",
    columns: `
      suite LowCardinality(String),
      received_at DateTime64(3, 'UTC'),
      reason LowCardinality(String),
      field LowCardinality(String),
      value String CODEC(ZSTD(1)),
      values UInt32,
      door LowCardinality(String),
      range UInt64`,
    orderBy: "(suite, received_at)",
    shardBy: "cityHash64(suite, received_at)",
  },
  {
    // Hits that came after a newer hit of their visitor was processed, and where they count: one row for each hit.
    name: "late_hits_v1",
    columns: `
      suite LowCardinality(String),
      received_at DateTime64(3, 'UTC'),
      at DateTime64(3, 'UTC'),
      reason LowCardinality(String),
      door LowCardinality(String),
      range UInt64`,
    orderBy: "(suite, received_at)",
    shardBy: "cityHash64(suite, received_at)",
  },
  {
    // What calls and rows of files give back of orders (`key`: the transaction id), until it counts. What became of it is told by
    // `hits_v1`, so it is written once and never changed.
    // `currency`: of its amounts when it is not the suite's; `day`: of its rate.
    name: "waiting_amounts_v1",
    columns: `
      suite LowCardinality(String),
      key String,
      visitor_id String,
      at DateTime64(3, 'UTC'),
      position UInt64,
      received_at DateTime64(3, 'UTC'),
      asked_at DateTime64(3, 'UTC'),
      currency LowCardinality(String),
      day Date,
      door LowCardinality(String),
      amounts String CODEC(ZSTD(1)),
      upload UInt32,
      line UInt32,
      range UInt64`,
    orderBy: "(suite, key, position)",
    settings: "index_granularity = 1024",
    shardBy: "cityHash64(key)",
  },
  {
    // Amounts of hits in another currency than their suite's, one row a hit: what stands in `hits_v1` once there is a rate of that day.
    // `row`: that row as JSON, with the amounts as they were sent. `events`: its amounts of currency events.
    name: "foreign_amounts_v1",
    columns: `
      suite LowCardinality(String),
      day Date,
      from_currency LowCardinality(String),
      to_currency LowCardinality(String),
      position UInt64,
      revenue Decimal(38, 8),
      events Map(LowCardinality(String), Decimal(38, 8)),
      row String CODEC(ZSTD(1)),
      range UInt64`,
    orderBy: "(suite, day, from_currency, to_currency, position)",
    settings: "index_granularity = 1024",
    shardBy: "cityHash64(suite, day)",
  },
  ...FILE_TABLES,
] as const satisfies readonly TableDefinition[];
