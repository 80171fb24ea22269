import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { openOperational, type Operational } from "@rapport/operational";
import { openWarehouse, type Warehouse } from "@rapport/warehouse";
import pg from "pg";
import { address, TEMPLATE } from "./run-settings.ts";
import { temporaryFolder } from "./temporary.ts";

export interface PreparedStores {
  readonly operational: Operational;
  readonly warehouse: Warehouse;
  /** Address of this process's own database, for code that opens it itself. */
  readonly databaseUrl: string;
  /** The warehouse's folder, and room for files beside it. */
  readonly dataDir: string;
  /** Closes both stores and removes their data. Optional: what is left is removed after the run. */
  close(): Promise<void>;
}

/**
 * Real stores, empty and migrated: a database of its own and a warehouse in a temporary folder. One pair a process
 * (the embedded engine takes one folder), so every call in a test file answers the same pair. Tests stay apart by using
 * names of their own (`uniqueName`).
 */
export function preparedStores(): Promise<PreparedStores> {
  opened ??= open();
  return opened;
}

let opened: Promise<PreparedStores> | undefined;

/** Closes what this process has open, so that the next test file finds none. */
export async function closePreparedStores(): Promise<void> {
  await (await opened)?.close();
}

async function open(): Promise<PreparedStores> {
  const database = `test_${randomBytes(8).toString("hex")}`;
  await administer(`create database ${database} template ${TEMPLATE}`);
  const databaseUrl = address(database);
  const operational = await openOperational({ url: databaseUrl });
  const dataDir = temporaryFolder("stores-");
  const warehouse = await openWarehouse({ dataDir }, { threads: Number(process.env["UV_THREADPOOL_SIZE"] ?? 4), ...querySettings() });
  return {
    operational,
    warehouse,
    databaseUrl,
    dataDir,
    async close() {
      opened = undefined;
      await operational.close();
      await warehouse.close();
      await administer(`drop database if exists ${database} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Tests ask much of few rows: a query's second thread costs more than it brings, and so does compiling its expressions, a sixth of the processor time of a
 * test of files. RAPPORT_TEST_QUERY_THREADS says another number, or `all`: then queries are as in the product, and answers come in no order but the one
 * that was asked for.
 */
function querySettings(): { queryThreads?: number; compiles?: boolean } {
  const text = process.env["RAPPORT_TEST_QUERY_THREADS"] ?? "1";
  return text === "all" ? {} : { queryThreads: Number(text), compiles: false };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
