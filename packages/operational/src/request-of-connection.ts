import { AsyncLocalStorage } from "node:async_hooks";
import type { PostgresPool } from "kysely";
import type pg from "pg";
import { preparing } from "./prepared.ts";

const requests = new AsyncLocalStorage<string>();
/** What each connection was told last. */
const told = new WeakMap<object, string>();

/** Does work of a request whose changes the database writes down under this id (AU7). */
export async function asRequest<T>(request: string, work: () => Promise<T>): Promise<T> {
  return await requests.run(request, work);
}

/** The request whose changes the database writes down now. */
export function requestNow(): string | undefined {
  return requests.getStore();
}

/** A pool whose connections know the request that uses them, and prepare marked statements. */
export function knowingRequests(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      const request = requestNow() ?? "";
      if ((told.get(client) ?? "") === request) return preparing(client);
      try {
        // Not known while it is asked: after a failure nobody knows.
        told.delete(client);
        await client.query("select set_config('rapport.request', $1, false)", [request]);
      } catch (error) {
        client.release(true);
        throw error;
      }
      told.set(client, request);
      return preparing(client);
    },
    end: async () => await pool.end(),
  };
}
