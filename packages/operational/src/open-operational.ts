import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { OperationalError } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { columnTypes } from "./column-types.ts";
import { databaseFolder } from "./place.ts";
import { isDatabaseProcess, readPidFile } from "./postmaster.ts";
import { knowingRequests } from "./request-of-connection.ts";
import { DATABASE, startPostgres } from "./supervisor.ts";
import type { Database } from "./tables.ts";

/** A directory of our own (a packaged PostgreSQL that we run) or the address of any PostgreSQL from version 15 on. */
export type OperationalPlace = { readonly dataDir: string } | { readonly url: string };

export interface OperationalOptions {
  readonly log?: (line: string) => void;
  /** The most connections; 10 by default. */
  readonly connections?: number;
}

export interface Operational {
  readonly db: Kysely<Database>;
  /** The pool under `db`: for advisory locks and listeners that need a connection of their own, and for the job queue. */
  readonly pool: pg.Pool;
  /** How `pool` connects, for clients that open their own connections. */
  readonly connection: pg.ClientConfig;
  /** Ends the connections and, when it is ours, stops the database. */
  close(): Promise<void>;
}

/**
 * Opens the operational store and brings its tables up to date.
 * Rejects with `OperationalError`: another process of ours owns the directory, the server does not answer or is
 * too old, a migration failed or was changed after it was applied.
 */
export async function openOperational(place: OperationalPlace, options: OperationalOptions = {}): Promise<Operational> {
  const log = options.log ?? (() => undefined);
  if ("url" in place) return await connect({ connection: { connectionString: place.url }, options, stop: async () => undefined });
  const postgres = await startPostgres(place.dataDir, { log });
  return await connect({ connection: postgres.connection, options, stop: postgres.stop });
}

/** Connects to a store that another thread of this process has opened. */
export function attachOperational(connection: pg.ClientConfig, options: OperationalOptions = {}): Operational {
  const { pool, db, end } = connected(connection, options);
  return { db, pool, connection, close: end };
}

/** Opens a store to look at it, also while the product runs on it. A packaged PostgreSQL that does not run is started. */
export async function visitOperational(place: OperationalPlace): Promise<Operational> {
  if ("url" in place) return attachOperational({ connectionString: place.url }, { connections: 1 });
  const running = readPidFile(databaseFolder(place.dataDir));
  if (running === undefined || !isDatabaseProcess(running.pid)) return await openOperational(place);
  return attachOperational({ host: running.socket, port: 5432, user: DATABASE, database: DATABASE }, { connections: 1 });
}

const OLDEST_VERSION = 15;
const CONNECT_WITHIN_MS = 30_000;

async function connect({
  connection,
  options,
  stop,
}: {
  connection: pg.ClientConfig;
  options: OperationalOptions;
  stop: () => Promise<void>;
}): Promise<Operational> {
  const { pool, db, end } = connected(connection, options);
  const close = async (): Promise<void> => {
    await end();
    await stop();
  };
  try {
    await checkVersion(pool);
    await migrate(pool);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { db, pool, connection, close };
}

function connected(connection: pg.ClientConfig, options: OperationalOptions): Pick<Operational, "pool" | "db"> & { end: () => Promise<void> } {
  const pool = new pg.Pool({
    ...connection,
    max: options.connections ?? 10,
    types: columnTypes,
    application_name: "rapport",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  // A broken connection is replaced at its next use. Its message may repeat a statement, so only the code is logged.
  const tell = (error: Error & { code?: string }): void => options.log?.(`operational store: a connection was lost (${error.code ?? error.name})`);
  pool.on("error", tell);
  // Also while it is in use: an unhandled error event would end the process.
  pool.on("connect", (client) => void client.on("error", tell));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: knowingRequests(pool) }) });
  const end = async (): Promise<void> => {
    // Kysely ends the pool only if it has used it.
    await db.destroy();
    if (!pool.ending) await pool.end();
  };
  return { pool, db, end };
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const version = await serverVersion(pool);
  if (version >= OLDEST_VERSION * 10_000) return;
  throw new OperationalError(`The PostgreSQL server is version ${Math.floor(version / 10_000)}; Rapport needs ${OLDEST_VERSION} or newer.`);
}

async function serverVersion(pool: pg.Pool): Promise<number> {
  try {
    const answer = await pool.query<{ version: string }>("select current_setting('server_version_num') as version");
    return Number(answer.rows[0]?.version);
  } catch (cause) {
    throw new OperationalError(`PostgreSQL does not answer: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // When both addresses of a name refuse, the error that holds the two errors has no message of its own.
  return cause.message === "" ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : cause.message;
}
