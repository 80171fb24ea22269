import { preparedStores, uniqueName } from "@rapport/testkit";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, type Migration } from "./migrate.ts";

const stores = await preparedStores();
const FIRST: Migration = { name: "0001_shelf", sql: "create table shelf (id integer primary key);" };
const SECOND: Migration = { name: "0002_shelf_label", sql: "alter table shelf add column label text not null default ''; insert into shelf (id) values (1);" };
let pool: pg.Pool;

beforeAll(async () => {
  const name = uniqueName("empty").replace("-", "_");
  await stores.operational.pool.query(`create database ${name} template template0`);
  const url = new URL(stores.databaseUrl);
  url.pathname = name;
  pool = new pg.Pool({ connectionString: url.href });
});

afterAll(() => pool.end());

test("each missing migration is applied once, in order, however often and by however many processes that is asked", async () => {
  await migrate(pool, [FIRST]);
  await Promise.all(Array.from({ length: 5 }, () => migrate(pool, [FIRST, SECOND])));
  expect((await pool.query("select * from shelf")).rows).toEqual([{ id: 1, label: "" }]);
  expect((await pool.query("select name from schema_migration order by applied_at")).rows).toEqual([{ name: FIRST.name }, { name: SECOND.name }]);
});

test("a migration that fails leaves nothing behind and is named", async () => {
  const broken: Migration = { name: "0003_broken", sql: "create table half (id integer); select nothing from nowhere;" };
  await expect(migrate(pool, [FIRST, SECOND, broken])).rejects.toThrow('Migration 0003_broken failed: relation "nowhere" does not exist');
  expect((await pool.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
  await migrate(pool, [FIRST, SECOND]);
});

test("a file that was changed after it was applied is refused", async () => {
  await expect(migrate(pool, [{ ...FIRST, sql: `${FIRST.sql} -- changed` }, SECOND])).rejects.toThrow("Migration 0001_shelf was changed after it was applied");
});

test("a database of a newer version is refused", async () => {
  await expect(migrate(pool, [FIRST])).rejects.toThrow("used by a newer version of Rapport: it has migration 0002_shelf_label");
});

test("a migration with a lower number than an applied one is refused, and nothing of it is done", async () => {
  const late: Migration = { name: "0001_label", sql: "create table label (id integer);" };
  const between: Migration = { name: "0002_between", sql: "create table between_both (id integer);" };
  const third: Migration = { name: "0003_third", sql: "create table third (id integer);" };
  const later: Migration = { name: "0004_later", sql: "create table later (id integer);" };
  await expect(migrate(pool, [FIRST, late, SECOND])).rejects.toThrow("Migration 0001_label has no number after 0001_shelf");
  await expect(migrate(pool, [SECOND, FIRST])).rejects.toThrow("Migration 0001_shelf has no number after 0002_shelf_label");
  await migrate(pool, [FIRST, SECOND, later]);
  await expect(migrate(pool, [FIRST, SECOND, third, later])).rejects.toThrow(
    "Migration 0003_third was not applied, but 0004_later, which comes after it, was.",
  );
  await expect(migrate(pool, [FIRST, SECOND, between, later])).rejects.toThrow("0002_between has no number after 0002_shelf_label");
  expect((await pool.query("select to_regclass('third') as third, to_regclass('label') as label")).rows).toEqual([{ third: null, label: null }]);
});
