import { preparedStores } from "@rapport/testkit";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { prepared } from "./prepared.ts";

const stores = await preparedStores();

test("a connection keeps the plan of a marked statement, of no other, and gives each call's values", async () => {
  await stores.operational.db.connection().execute(async (db) => {
    const twice = async (number: number) => (await sql<{ twice: number }>`select ${prepared} ${number}::int * 2 as twice`.execute(db)).rows[0]?.twice;
    for (const number of [1, 2, 3, 4, 5, 6, 7]) expect(await twice(number)).toBe(number * 2);
    expect((await sql<{ one: number }>`select ${1}::int as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
    expect(rows.map(({ statement }) => statement)).toEqual(["select /* prepared */ $1::int * 2 as twice"]);
  });
});

test("marked statements that differ are kept apart, also on one connection", async () => {
  await stores.operational.db.connection().execute(async (db) => {
    const first = await sql<{ a: number }>`select ${prepared} 1 as a`.execute(db);
    const second = await sql<{ b: number }>`select ${prepared} 2 as b`.execute(db);
    expect([first.rows, second.rows]).toEqual([[{ a: 1 }], [{ b: 2 }]]);
  });
});

test("a marked statement goes on after its table and its indexes have changed", async () => {
  const { db } = stores.operational;
  await sql`create table kept (id int primary key, name text)`.execute(db);
  await sql`insert into kept values (1, 'one')`.execute(db);
  await db.connection().execute(async (one) => {
    const read = async () => (await sql`select ${prepared} name from kept where id = ${1}`.execute(one)).rows;
    expect(await read()).toEqual([{ name: "one" }]);
    await sql`alter table kept add column more text, drop constraint kept_pkey`.execute(db);
    expect(await read()).toEqual([{ name: "one" }]);
  });
});
