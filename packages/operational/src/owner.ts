import pg from "pg";
import { lockKey } from "./locks.ts";

/**
 * The one connection that says which of our processes owns a running database. It holds an advisory lock, which the
 * system releases the moment the process ends, however it ends.
 */
export interface Ownership {
  readonly client: pg.Client;
}

export type Claim =
  | { readonly kind: "owned"; readonly client: pg.Client }
  | { readonly kind: "taken"; readonly by: string }
  | { readonly kind: "no answer"; readonly why: string };

const OWNER = "rapport owner, process";

/** Tries to become the owner of the database that answers at `socket`. */
export async function claim(connection: pg.ClientConfig): Promise<Claim> {
  const client = new pg.Client({ ...connection, application_name: `${OWNER} ${process.pid}`, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on("error", () => undefined); // a lost connection is seen by its `end`
  try {
    await client.connect();
    const answer = await client.query<{ owned: boolean }>("select pg_try_advisory_lock($1, $2) as owned", lockKey("owner"));
    if (answer.rows[0]?.owned === true) return { kind: "owned", client };
    const holder = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity where application_name like '${OWNER} %' and pid <> pg_backend_pid()`,
    );
    await client.end();
    return { kind: "taken", by: holder.rows[0]?.name.slice(OWNER.length + 1) ?? "unknown" };
  } catch (cause) {
    await client.end().catch(() => undefined); // it never connected, or the connection is lost
    return { kind: "no answer", why: cause instanceof Error ? cause.message : String(cause) };
  }
}
