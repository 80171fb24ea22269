import { preparedStores } from "@rapport/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "./in-transaction.ts";

const { db } = (await preparedStores()).operational;

test("two transactions that lock the same rows in opposite order both succeed", async () => {
  await sql`create table tug (id integer primary key, pulls integer not null)`.execute(db);
  await sql`insert into tug values (1, 0), (2, 0)`.execute(db);
  const pull = (first: number, second: number) =>
    inTransaction(db, async (trx) => {
      await sql`update tug set pulls = pulls + 1 where id = ${first}`.execute(trx);
      await sql`select pg_sleep(0.2)`.execute(trx);
      await sql`update tug set pulls = pulls + 1 where id = ${second}`.execute(trx);
    });
  await Promise.all([pull(1, 2), pull(2, 1)]);
  const { rows } = await sql<{ pulls: number }>`select pulls from tug order by id`.execute(db);
  expect(rows).toEqual([{ pulls: 2 }, { pulls: 2 }]);
  await sql`drop table tug`.execute(db);
});

test("any other failure is not tried again and leaves nothing behind", async () => {
  let tries = 0;
  const failing = inTransaction(db, async (trx) => {
    tries += 1;
    await sql`create table never (id integer)`.execute(trx);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(tries).toBe(1);
  const { rows } = await sql`select to_regclass('never') as there`.execute(db);
  expect(rows).toEqual([{ there: null }]);
});
