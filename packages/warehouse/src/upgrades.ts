import { z } from "zod";
import { WarehouseError, type NamedQuery, type Warehouse } from "./warehouse.ts";

/*
 * Missing tables are created elsewhere. Here the tables of an earlier version get the columns of this one, when they are first opened.
 */

/** At first amounts had four decimal places (D15). */
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
  text: "SELECT table FROM system.columns WHERE database = currentDatabase() AND (table IN ('hits_v1', 'hits_v1_local') OR match(table, '^staged_hits_[0-9]+$')) AND name = 'products.metrics' AND type LIKE '%Decimal(18, 4)%' ORDER BY table DESC",
  params: z.object({}),
  row: z.object({ table: z.string() }),
} satisfies NamedQuery;

/** Tables like `hits_v1` whose rows are to move into it. The engine moves them only between tables of the same columns. */
const tablesLikeHits = {
  name: "tablesLikeHits",
  text: "SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '^staged_hits_[0-9]+$') ORDER BY name",
  params: z.object({}),
  row: z.object({ name: z.string() }),
} satisfies NamedQuery;

type Added = readonly { readonly column: string; readonly after: string }[];
/** Columns that tables of an earlier version lack, in order, each with the column before it. Older rows have the default. */
const ADDED = {
  hits_v1: [
    { column: "set_at Map(LowCardinality(String), Array(Int64)) CODEC(ZSTD(1))", after: "lists" },
    { column: "refunded String CODEC(ZSTD(1))", after: "key" },
    { column: "refunded_lines Array(UInt32)", after: "refunded" },
    { column: "money_currency LowCardinality(String)", after: "refunded_lines" },
    { column: "money_day Date", after: "money_currency" },
    { column: "money_waits UInt8", after: "money_day" },
    { column: "money_revenue Decimal(38, 8)", after: "money_waits" },
    { column: "money_lines Array(Decimal(38, 8))", after: "money_revenue" },
  ],
  transactions_v1: [
    { column: "order_known UInt8", after: "product_name" },
    { column: "order_id String", after: "order_known" },
    { column: "currency LowCardinality(String)", after: "order_id" },
    { column: "rate_day Date", after: "currency" },
    { column: "orders Decimal(38, 8)", after: "rate_day" },
    { column: "units Decimal(38, 8)", after: "orders" },
    { column: "revenue Decimal(38, 8)", after: "units" },
    { column: "`lines.category` Array(String)", after: "revenue" },
    { column: "`lines.name` Array(String)", after: "`lines.category`" },
    { column: "`lines.skus` Array(Array(String))", after: "`lines.name`" },
    { column: "`lines.units` Array(Decimal(38, 8))", after: "`lines.skus`" },
    { column: "`lines.revenue` Array(Decimal(38, 8))", after: "`lines.units`" },
  ],
  waiting_amounts_v1: [
    { column: "currency LowCardinality(String)", after: "asked_at" },
    { column: "day Date", after: "currency" },
  ],
  rejected_rows_v1: [{ column: "params String", after: "code" }],
} satisfies Record<string, Added>;

function addedTo(added: Added): string {
  return added.map(({ column, after }) => `ADD COLUMN IF NOT EXISTS ${column} AFTER ${after}`).join(", ");
}

const UNKNOWN_TABLE = 60;

/** A staged table may be dropped by another process meanwhile. */
async function ifThere(warehouse: Warehouse, text: string): Promise<void> {
  try {
    await warehouse.run({ name: "addColumnsToStaged", text, params: z.object({}), row: z.never() }, {});
  } catch (error) {
    if (!(error instanceof WarehouseError && error.code === UNKNOWN_TABLE)) throw error;
  }
}

/** Gives tables of an earlier version the columns of this one. An interrupted upgrade is done again. */
export async function upgradeTables(warehouse: Warehouse, { cluster }: { cluster: string | undefined }): Promise<void> {
  const on = cluster === undefined ? "" : ` ON CLUSTER '${cluster}'`;
  for (const [table, added] of Object.entries(ADDED)) {
    // Every start runs this, so there is one statement for each table, not for each column.
    const columns = addedTo(added);
    for (const name of cluster === undefined ? [table] : [`${table}_local`, table]) {
      await warehouse.run({ name: "addColumns", text: `ALTER TABLE ${name}${on} ${columns}`, params: z.object({}), row: z.never() }, {});
    }
  }
  const staged = await warehouse.rows(tablesLikeHits, {});
  for (const { name } of staged) await ifThere(warehouse, `ALTER TABLE ${name} ${addedTo(ADDED.hits_v1)}`);
  // Columns are changed in order, so the last one tells whether all are done.
  const columns = AMOUNTS.map((column) => `MODIFY COLUMN ${column}`).join(", ");
  for (const { table } of await warehouse.rows(tablesOfFourPlaces, {})) {
    const text = `ALTER TABLE ${table}${on} ${columns} SETTINGS mutations_sync = 2, alter_sync = 2`;
    await warehouse.run({ name: "keepEightPlaces", text, params: z.object({}), row: z.never() }, {});
  }
}
