import { sql, type CompiledQuery, type Transaction } from "kysely";
import type pg from "pg";

/**
 * Advisory locks, for work that only one of all processes may do at a time. Every number belongs to our class and keeps its
 * meaning for good, because processes of two versions may share a database.
 */
export const LOCKS = {
  migrations: 0,
  /** Turning hits into rows of reports. */
  lane: 1,
  /** Linking waiting rows of files, and undoing uploads. */
  linking: 2,
  /** Loading files. */
  loading: 3,
  bootstrap: 4,
  measures: 5,
  /** Linking audit entries, sealing days and dropping them. */
  audit: 6,
  /** Comparing what people bought, for recommendations. */
  neighbours: 7,
  /** Looking for what lasts too long in data sources, and telling it. */
  telling: 19,
  /** Trying files. */
  dryRuns: 20,
  /** Owning an embedded database. */
  owner: 100,
} as const;
export type LockName = keyof typeof LOCKS;

/** Every class of locks that the product takes, also in migrations. */
export const LOCK_CLASSES = {
  /** By a number of `LOCKS`. */
  work: 7021,
  /** By name: a job runner holds the lock of its own name while it runs. */
  runners: 7022,
  /** By legal entity: the triggers of migrations 0002 and 0130 keep the index of client books exact. */
  bookIndex: 70_211,
  /** By the name of a thing, with the class as the seed of the name's hash. */
  things: 70_212,
  /** By legal entity: the trigger of migration 0130 keeps the filters that stores show. */
  bookFilters: 70_213,
} as const;

/** Class and number: the arguments of PostgreSQL's lock functions. */
export function lockKey(name: LockName): [lockClass: number, lock: number] {
  return [LOCK_CLASSES.work, LOCKS[name]];
}

/** Waits for a lock and holds it until the transaction ends. */
export async function holdLock<Tables>(trx: Transaction<Tables>, name: LockName): Promise<void> {
  const [lockClass, lock] = lockKey(name);
  await sql`select pg_advisory_xact_lock(${lockClass}::int, ${lock}::int)`.execute(trx);
}

/** Locks a name until the transaction ends, so that nobody else changes what has that name. It need not exist yet. */
export async function holdForChange<Tables>(trx: Transaction<Tables>, name: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${keyOf(name)})`.execute(trx);
}

/** Locks a name against a change until the transaction ends. Others may hold it like this at the same time. */
export async function holdAgainstChange<Tables>(trx: Transaction<Tables>, name: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${keyOf(name)})`.execute(trx);
}

/**
 * Locks a thing in a list for a change. Whoever locks the name of the list holds all of it, with one lock, because the server has room for some thousand
 * locks only. False while somebody does, or waits for it.
 */
export async function holdInList<Tables>(trx: Transaction<Tables>, { name, list }: { name: readonly string[]; list: readonly string[] }): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock_shared(${keyOf(list)}) as free, pg_advisory_xact_lock(${keyOf(name)})`.execute(trx);
  return rows[0]?.free === true;
}

/** The same for several things of one list, with one statement. In the order of their names, so that two who lock the same ones do not wait for each other. */
export async function holdSomeInList<Tables>(
  trx: Transaction<Tables>,
  { names, list }: { names: readonly (readonly string[])[]; list: readonly string[] },
): Promise<boolean> {
  const texts = names.map((name) => JSON.stringify(name)).toSorted();
  const { rows } = await sql<{ free: boolean }>`
    with list as materialized (select pg_try_advisory_xact_lock_shared(${keyOf(list)}) as free),
    held as materialized (select count(pg_advisory_xact_lock(hashtextextended(name, ${LOCK_CLASSES.things}))) from unnest(${texts}::text[]) name)
    select free from list, held`.execute(trx);
  return rows[0]?.free === true;
}

function keyOf(name: readonly string[]) {
  return sql`hashtextextended(${JSON.stringify(name)}, ${LOCK_CLASSES.things})`;
}

/** A lock that lasts as long as its connection. */
export interface HeldLock {
  /** Runs a statement on that connection. The next holder of the lock sees what was written, or nothing was written. */
  run<R>(query: CompiledQuery<R>): Promise<R[]>;
  /** Throws `LockLost` when the connection was lost. Another process may have the lock by then, so call it before each write. */
  assertHeld(): void;
  release(): void;
}

export class LockLost extends Error {
  override readonly name = "LockLost";
  constructor(name: LockName) {
    super(`the lock ${name} was lost during its work`);
  }
}

/** Takes a lock; null while another process, or other work in this one, holds it. Rejects when the database does not answer. */
export async function tryLock(pool: pg.Pool, name: LockName): Promise<HeldLock | null> {
  const client = await pool.connect();
  let isLost = false;
  const lose = (): void => void (isLost = true);
  client.on("error", lose);
  try {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", lockKey(name));
    if (rows[0]?.taken !== true) {
      client.off("error", lose);
      client.release();
      return null;
    }
  } catch (cause) {
    client.release(true);
    throw new Error(`the lock ${name} could not be asked for`, { cause });
  }
  return {
    run: async <R>({ sql, parameters }: CompiledQuery<R>) => (await client.query<R & pg.QueryResultRow>(sql, [...parameters])).rows,
    assertHeld: () => {
      if (isLost) throw new LockLost(name);
    },
    // Closed, not returned to the pool: only the end of the connection releases the lock for certain.
    release: () => client.release(true),
  };
}
