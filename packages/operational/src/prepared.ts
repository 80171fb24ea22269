import { createHash } from "node:crypto";
import { sql, type PostgresCursor, type PostgresPoolClient, type PostgresQueryResult } from "kysely";
import type pg from "pg";

const MARK = "/* prepared */";
/** The name of each marked statement, by its text. */
const names = new Map<string, string>();

/**
 * Marks a statement that each connection plans once and keeps. For statements of every request, which take longer to plan than to run: their text is always the
 * same, and they find rows by keys, so one plan is right for all values.
 */
export const prepared = sql.raw(MARK);

const connections = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** This connection, which then prepares marked statements. */
export function preparing(client: pg.PoolClient): PostgresPoolClient {
  const known = connections.get(client) ?? new PreparingConnection(client);
  connections.set(client, known);
  return known;
}

class PreparingConnection implements PostgresPoolClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(asked: string | PostgresCursor<R>, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== "string") return this.#client.query(asked as never) as unknown as PostgresCursor<R>;
    const statement = { text: asked, values: [...values], ...(asked.includes(MARK) && { name: nameOf(asked) }) };
    return this.#client.query(statement) as unknown as Promise<PostgresQueryResult<R>>;
  }

  release(): void {
    this.#client.release();
  }
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return name;
}
