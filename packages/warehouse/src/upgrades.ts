import { z } from "zod";
import type { NamedQuery, Warehouse } from "./warehouse.ts";

/*
 * Tables are created when they are missing; what became of a table since is changed here, once, when an older one is opened.
 */

/** Amounts had four decimal places in their first form (D15). */
const AMOUNTS = [
  "orders Decimal(38, 8)",
  "units Decimal(38, 8)",
  "revenue Decimal(38, 8)",
  "metrics Map(LowCardinality(String), Decimal(38, 8))",
  "`products.units` Array(Decimal(38, 8))",
  "`products.revenue` Array(Decimal(38, 8))",
  "`products.metrics` Array(Map(LowCardinality(String), Decimal(38, 8)))",
];

const tablesOfFourPlaces = {
  name: "tablesOfFourPlaces",
  text: "SELECT table FROM system.columns WHERE database = currentDatabase() AND table IN ('hits_v1', 'hits_v1_local') AND name = 'products.metrics' AND type LIKE '%Decimal(18, 4)%' ORDER BY table DESC",
  params: z.object({}),
  row: z.object({ table: z.string() }),
} satisfies NamedQuery;

/** Columns that tables of an earlier version lack, with the column each stands behind. Rows from before have the default. */
const ADDED = [
  { table: "hits_v1", column: "set_at Map(LowCardinality(String), Array(Int64)) CODEC(ZSTD(1))", after: "lists" },
  { table: "hits_v1", column: "refunded String CODEC(ZSTD(1))", after: "key" },
  { table: "hits_v1", column: "refunded_lines Array(UInt32)", after: "refunded" },
  { table: "transactions_v1", column: "order_known UInt8", after: "product_name" },
  { table: "transactions_v1", column: "order_id String", after: "order_known" },
  { table: "transactions_v1", column: "orders Decimal(38, 8)", after: "order_id" },
  { table: "transactions_v1", column: "units Decimal(38, 8)", after: "orders" },
  { table: "transactions_v1", column: "revenue Decimal(38, 8)", after: "units" },
  { table: "transactions_v1", column: "`lines.category` Array(String)", after: "revenue" },
  { table: "transactions_v1", column: "`lines.name` Array(String)", after: "`lines.category`" },
  { table: "transactions_v1", column: "`lines.skus` Array(Array(String))", after: "`lines.name`" },
  { table: "transactions_v1", column: "`lines.units` Array(Decimal(38, 8))", after: "`lines.skus`" },
  { table: "transactions_v1", column: "`lines.revenue` Array(Decimal(38, 8))", after: "`lines.units`" },
  { table: "rejected_rows_v1", column: "params String", after: "code" },
] as const;

/** Brings tables of an earlier version to the columns of this one. An upgrade that was cut short is done again. */
export async function upgradeTables(warehouse: Warehouse, { cluster }: { cluster: string | undefined }): Promise<void> {
  const on = cluster === undefined ? "" : ` ON CLUSTER '${cluster}'`;
  for (const { table, column, after } of ADDED) {
    for (const name of cluster === undefined ? [table] : [`${table}_local`, table]) {
      const text = `ALTER TABLE ${name}${on} ADD COLUMN IF NOT EXISTS ${column} AFTER ${after}`;
      await warehouse.run({ name: "addColumn", text, params: z.object({}), row: z.never() }, {});
    }
  }
  // The columns are changed in their order, so that one that still has four places stands for the rest.
  const columns = AMOUNTS.map((column) => `MODIFY COLUMN ${column}`).join(", ");
  for (const { table } of await warehouse.rows(tablesOfFourPlaces, {})) {
    const text = `ALTER TABLE ${table}${on} ${columns} SETTINGS mutations_sync = 2, alter_sync = 2`;
    await warehouse.run({ name: "keepEightPlaces", text, params: z.object({}), row: z.never() }, {});
  }
}
