import { z } from "zod";
import { openEmbedded } from "./embedded.ts";
import { openServer } from "./server.ts";
import { clusterTables, singleTable } from "./create-table.ts";
import { TABLES } from "./tables.ts";
import { upgradeTables } from "./upgrades.ts";
import type { WarehouseOptions } from "./warehouse-options.ts";
import type { Warehouse } from "./warehouse.ts";

/** A directory of our own (chDB in this process) or the address of a ClickHouse server, such as `http://user:password@host:8123/database`. */
export type WarehousePlace = { readonly dataDir: string } | { readonly url: string; readonly cluster?: string };

/**
 * Opens the warehouse, creates missing tables and brings older ones up to date.
 * Rejects with `WarehouseError`, among others when another process owns the directory.
 */
export async function openWarehouse(place: WarehousePlace, options: WarehouseOptions = {}): Promise<Warehouse> {
  const warehouse = "dataDir" in place ? await openEmbedded(place.dataDir, options) : await openServer(place.url);
  try {
    for (const text of definitions(place)) await warehouse.run({ name: "createTable", text, params: z.object({}), row: z.never() }, {});
    await upgradeTables(warehouse, { cluster: "url" in place ? place.cluster : undefined });
  } catch (cause) {
    await warehouse.close();
    throw cause;
  }
  return warehouse;
}

function definitions(place: WarehousePlace): string[] {
  const cluster = "url" in place ? place.cluster : undefined;
  return TABLES.flatMap((table) => (cluster === undefined ? [singleTable(table)] : [...clusterTables(table, cluster)]));
}
