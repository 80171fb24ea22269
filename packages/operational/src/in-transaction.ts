import type { Kysely, Transaction } from "kysely";

const SERIALIZATION_FAILURE = "40001";

/**
 * Runs `work` in a transaction, or in the one that is given; and again when PostgreSQL ended that because of a conflict with another transaction.
 * So `work` must not change anything but the database.
 */
export async function inTransaction<D, T>(db: Kysely<D>, work: (trx: Transaction<D>) => Promise<T>): Promise<T> {
  // Whoever opened the transaction runs it again.
  if (db.isTransaction) return await work(db as Transaction<D>);
  for (let left = MOST_TRIES - 1; ; left -= 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (left === 0 || !stoodInTheWay(error)) throw error;
    }
  }
}

/** Another transaction was faster, so this one is run again. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
  readonly code = SERIALIZATION_FAILURE;
}

const MOST_TRIES = 5;
const DEADLOCK = "40P01";

function stoodInTheWay(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === DEADLOCK || error.code === SERIALIZATION_FAILURE);
}
