import { preparedStores } from "@rapport/testkit";
import { sql } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { openOperational } from "./open-operational.ts";

const stores = await preparedStores();

test("a server that is too old is refused with the version it needs", async () => {
  const { pool } = stores.operational;
  // A real server that claims to be an old one: in this database, this function hides the system's own.
  const name = new URL(stores.databaseUrl).pathname.slice(1);
  await pool.query("create schema old");
  await pool.query("create function old.current_setting(text) returns text language sql as $$ select '140012' $$");
  await pool.query(`alter database ${name} set search_path = old, pg_catalog, public`);
  try {
    await expect(openOperational({ url: stores.databaseUrl })).rejects.toThrow("The PostgreSQL server is version 14; Rapport needs 15 or newer.");
  } finally {
    await pool.query(`alter database ${name} reset search_path`);
    await pool.query("drop schema old cascade");
  }
});

test("an address where nothing answers is refused without repeating its password", async () => {
  const opening = openOperational({ url: "postgresql://someone:secret@127.0.0.1:1/rapport" });
  const error: unknown = await opening.catch((cause: unknown) => cause);
  expect(String(error)).toBe("OperationalError: PostgreSQL does not answer: connect ECONNREFUSED 127.0.0.1:1");
});

test("columns are read exactly: bigint as a number, numeric and date as text, timestamptz as a Date, jsonb as a value", async () => {
  const row = await sql`select 9007199254740991::bigint as counter, 12.3400::numeric(22, 4) as amount, date '2026-03-29' as day,
    timestamptz '2026-03-29 01:30:00.123+00' as at, '{"a": [1]}'::jsonb as settings, array[1, 2]::integer[] as operations`.execute(stores.operational.db);
  expect(row.rows).toEqual([
    { counter: 9007199254740991, amount: "12.3400", day: "2026-03-29", at: new Date("2026-03-29T01:30:00.123Z"), settings: { a: [1] }, operations: [1, 2] },
  ]);
});

test("a bigint that a number cannot hold is refused, not rounded", async () => {
  await expect(sql`select 9007199254740993::bigint as counter`.execute(stores.operational.db)).rejects.toThrow("beyond 2^53");
});

test("several servers may open one database by its address at once", async () => {
  const both = await Promise.all([openOperational({ url: stores.databaseUrl }), openOperational({ url: stores.databaseUrl })]);
  for (const store of both) {
    expect(await store.db.selectFrom("schema_migration").select("name").limit(1).execute()).toHaveLength(1);
    await store.close();
  }
});

test("a closed store leaves no connection behind", async () => {
  const client = new pg.Client({ connectionString: stores.databaseUrl });
  await client.connect();
  const store = await openOperational({ url: stores.databaseUrl });
  const open = async (): Promise<number> =>
    (await client.query("select 1 from pg_stat_activity where datname = current_database() and application_name = 'rapport'")).rowCount ?? 0;
  const before = await open();
  await store.db.selectFrom("report_suite").selectAll().execute();
  await store.close();
  await expect.poll(open).toBeLessThan(before + 1);
  await client.end();
});
