import type { TableDefinition } from "./table-definition.ts";

/** `CREATE TABLE` of one engine. */
export function singleTable(table: TableDefinition): string {
  return create({ table, name: table.name, onCluster: "", engine: table.newestBy === undefined ? "MergeTree" : `ReplacingMergeTree(${table.newestBy})` });
}

/** The replicated local table and the distributed table over it, for `cluster`. */
export function clusterTables(table: TableDefinition, cluster: string): readonly [local: string, distributed: string] {
  const local = `${table.name}_local`;
  return [
    create({
      table,
      name: local,
      onCluster: ` ON CLUSTER '${cluster}'`,
      engine: replicatedEngine(table),
    }),
    `CREATE TABLE IF NOT EXISTS ${table.name} ON CLUSTER '${cluster}' AS ${local} ENGINE = Distributed('${cluster}', currentDatabase(), ${local}, ${table.shardBy})`,
  ];
}

function replicatedEngine({ name, newestBy }: TableDefinition): string {
  const place = `'/clickhouse/tables/{shard}/rapport/${name}', '{replica}'`;
  return newestBy === undefined ? `ReplicatedMergeTree(${place})` : `ReplicatedReplacingMergeTree(${place}, ${newestBy})`;
}

function create({ table, name, onCluster, engine }: { table: TableDefinition; name: string; onCluster: string; engine: string }): string {
  const window = engine.startsWith("Replicated") ? "replicated_deduplication_window = 10000, " : "non_replicated_deduplication_window = 10000, ";
  const durable = table.settings?.includes("fsync") === true ? "" : "fsync_after_insert = 1, fsync_part_directory = 1, ";
  const settings = `${window}${durable}${table.settings ?? ""}`.replace(/, $/, "");
  const partition = table.partitionBy === undefined ? "" : `\nPARTITION BY ${table.partitionBy}`;
  return `CREATE TABLE IF NOT EXISTS ${name}${onCluster} (${table.columns}\n) ENGINE = ${engine}${partition}\nORDER BY ${table.orderBy}\nSETTINGS ${settings}`;
}
