import { AsyncLocalStorage } from "node:async_hooks";
import type { TestServer } from "../../testing/index.ts";

/** Runs work and returns the text of each statement that it sent to PostgreSQL, in order. What the server does meanwhile on its own is not among them. */
export async function statementsOf({ deps: { pool } }: TestServer, work: () => Promise<unknown>): Promise<string[]> {
  const client = await pool.connect();
  const clients = Object.getPrototypeOf(client) as { query: (...args: unknown[]) => unknown };
  client.release();
  const { query } = clients;
  const sent: string[] = [];
  const own = new AsyncLocalStorage<true>();
  clients.query = function (this: unknown, ...args: unknown[]) {
    const [statement] = args;
    const text = typeof statement === "string" ? statement : (statement as { text?: string }).text;
    // Which connection is told whose request it serves depends on what it served before.
    if (text !== undefined && own.getStore() === true && !text.includes("rapport.request")) sent.push(text);
    return query.apply(this, args);
  };
  try {
    await own.run(true, work);
    return sent;
  } finally {
    clients.query = query;
  }
}
