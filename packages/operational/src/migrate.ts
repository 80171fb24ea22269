import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type pg from "pg";
import { OperationalError } from "./errors.ts";
import { lockKey } from "./locks.ts";

export interface Migration {
  /** The file's name without `.sql`, such as `0001_first`. */
  readonly name: string;
  readonly sql: string;
}

/**
 * Applies the migrations that are missing, in order, one transaction each, forward only. Several processes may call
 * it at once: an advisory lock lets one do the work, and the others find it done.
 * Rejects with `OperationalError` when an applied file was changed or this version does not know it, when two files share
 * a number, and when a missing one has a lower number than an applied one: a new database would have another history.
 */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[] = ownMigrations()): Promise<void> {
  checkNumbers(migrations);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("select pg_advisory_lock($1, $2)", lockKey("migrations"));
    try {
      await applyMissing(client, migrations);
    } finally {
      await client.query("select pg_advisory_unlock($1, $2)", lockKey("migrations"));
    }
  } catch (cause) {
    broken = cause instanceof Error ? cause : new Error(String(cause));
    throw cause;
  } finally {
    // A connection in an unknown state does not go back to the pool.
    client.release(broken);
  }
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[]): Promise<void> {
  await client.query(`create table if not exists schema_migration (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`);
  const answer = await client.query<{ name: string; checksum: string }>("select name, checksum from schema_migration");
  const applied = new Map(answer.rows.map((row) => [row.name, row.checksum]));
  checkApplied(applied, migrations);
  checkOrder(applied, migrations);
  for (const migration of migrations) if (!applied.has(migration.name)) await apply(client, migration);
}

function checkApplied(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const [name, checksum] of applied) {
    const migration = known.get(name);
    if (migration === undefined)
      throw new OperationalError(`The database was used by a newer version of Rapport: it has migration ${name}, which this version does not know.`);
    if (checksumOf(migration) !== checksum)
      throw new OperationalError(`Migration ${name} was changed after it was applied. Restore the file and put the change in a new migration.`);
  }
}

/** Files are numbered `NNNN_`, each number once and in order. */
function checkNumbers(migrations: readonly Migration[]): void {
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1];
    if (before !== undefined && numberOf(before) >= numberOf(migration))
      throw new OperationalError(`Migration ${migration.name} has no number after ${before.name}. Give each migration the next free number.`);
  }
}

function checkOrder(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const newest = migrations.findLast(({ name }) => applied.has(name));
  const skipped = migrations.find(({ name }) => !applied.has(name));
  if (newest !== undefined && skipped !== undefined && numberOf(skipped) < numberOf(newest))
    throw new OperationalError(
      `Migration ${skipped.name} was not applied, but ${newest.name}, which comes after it, was. Give ${skipped.name} a number after the newest.`,
    );
}

function numberOf({ name }: Migration): number {
  return Number(name.slice(0, 4));
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migration (name, checksum) values ($1, $2)", [migration.name, checksumOf(migration)]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new OperationalError(`Migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql.replaceAll("\r\n", "\n")).digest("hex");
}

/**
 * The files are plain SQL for editors and reviewers. They are found through the package's own name,
 * which works from source (tests) and from the server's bundle, where `import.meta.url` is another folder.
 */
export function ownMigrations(): Migration[] {
  const entry = createRequire(import.meta.url).resolve("@rapport/operational");
  const folder = path.join(path.dirname(entry), "..", "migrations");
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .toSorted();
  if (files.length === 0) throw new OperationalError("This installation has no migrations: packages/operational/migrations is empty.");
  return files.map((file) => ({ name: file.replace(/\.sql$/, ""), sql: readFileSync(path.join(folder, file), "utf8") }));
}
