import { preparedStores, uniqueName } from "@rapport/testkit";
import pg from "pg";
import { expect, test } from "vitest";
import { migrate, ownMigrations } from "./migrate.ts";

test("schedules of one name get their number behind it, whatever others are called and however long they are", async () => {
  const stores = await preparedStores();
  const name = uniqueName("names").replace("-", "_");
  await stores.operational.pool.query(`create database ${name} template template0`);
  const url = new URL(stores.databaseUrl);
  url.pathname = name;
  const pool = new pg.Pool({ connectionString: url.href });
  try {
    const all = ownMigrations();
    await migrate(
      pool,
      all.filter((one) => one.name < "0220"),
    );
    await pool.query("insert into legal_entity (code, name, currency) values ('A', 'A', 'EUR')");
    const long = "x".repeat(200);
    for (const called of ["Nightly", "Nightly", "Nightly (2)", long, long])
      await pool.query(
        "insert into distribution_schedule (legal_entity, name, jobs, starts_at, recurrence, time_zone, made_by, whole, paused) values ('A', $1, '{9999}', '2026-01-01T03:00', 'daily', 'UTC', 'Ann', false, false)",
        [called],
      );
    await migrate(pool, all);
    const { rows } = await pool.query<{ name: string }>("select name from distribution_schedule order by number");
    expect(rows.map((row) => row.name)).toEqual(["Nightly", "Nightly (2) (2)", "Nightly (2)", long, `${"x".repeat(180)} (5)`]);
  } finally {
    await pool.end();
  }
});
