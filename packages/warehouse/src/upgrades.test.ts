import { preparedStores } from "@rapport/testkit";
import { expect, test } from "vitest";
import { z } from "zod";
import { singleTable } from "./create-table.ts";
import { TABLES } from "./tables.ts";
import { query } from "./testing/queries.ts";
import { upgradeTables } from "./upgrades.ts";

const { warehouse } = await preparedStores();
const run = async (text: string) => await warehouse.run(query({ name: "prepare", text }), {});

test("D15 hits stored with four decimal places keep their amounts, and new hits keep eight", async () => {
  const hits = TABLES.find(({ name }) => name === "hits_v1")!;
  await run("DROP TABLE hits_v1");
  await run(singleTable(hits).replaceAll("Decimal(38, 8)", "Decimal(18, 4)"));
  const row = (position: number, amount: string) =>
    `INSERT INTO hits_v1 (suite, visitor_id, at, position, revenue, metrics, products.name, products.units, products.revenue, products.metrics)
     SELECT 's', 'vid:a', now64(3), ${position}, x, map('event1', x), ['a'], [x], [x], [map('event2', x)] FROM (SELECT toDecimal128('${amount}', 8) AS x)`;
  await run(row(1, "99999999999999.1234"));
  await upgradeTables(warehouse, { cluster: undefined });
  await upgradeTables(warehouse, { cluster: undefined });
  await run(row(2, "-0.33333333"));
  const amounts = query({
    name: "amounts",
    text: "SELECT toString(revenue) AS r, toString(metrics['event1']) AS m, toString(products.units[1]) AS u, toString(products.revenue[1]) AS p, toString(products.metrics[1]['event2']) AS e FROM hits_v1 ORDER BY position",
    row: z.record(z.string(), z.string()),
  });
  const of = (amount: string) => ({ r: amount, m: amount, u: amount, p: amount, e: amount });
  expect(await warehouse.rows(amounts, {})).toEqual([of("99999999999999.1234"), of("-0.33333333")]);
});

test("CR1 hits stored without the times of their values stay, and new hits have them", async () => {
  const hits = TABLES.find(({ name }) => name === "hits_v1")!;
  await run("DROP TABLE hits_v1");
  await run(singleTable(hits));
  await run("ALTER TABLE hits_v1 DROP COLUMN set_at");
  await run("INSERT INTO hits_v1 (suite, visitor_id, at, position) VALUES ('s', 'vid:a', now64(3), 1)");
  await upgradeTables(warehouse, { cluster: undefined });
  await upgradeTables(warehouse, { cluster: undefined });
  await run("INSERT INTO hits_v1 (suite, visitor_id, at, position, set_at) VALUES ('s', 'vid:a', now64(3), 2, map('evar6', [1700000000000]))");
  const times = query({ name: "times", text: "SELECT toString(set_at) AS s FROM hits_v1 ORDER BY position", row: z.object({ s: z.string() }) });
  expect(await warehouse.rows(times, {})).toEqual([{ s: "{}" }, { s: "{'evar6':[1700000000000]}" }]);
});

test("RT3 transactions stored without what their hits counted say so, and new ones have it", async () => {
  const transactions = TABLES.find(({ name }) => name === "transactions_v1")!;
  await run("DROP TABLE transactions_v1");
  await run(singleTable(transactions));
  const added = [
    "order_known",
    "order_id",
    "orders",
    "units",
    "revenue",
    ...["category", "name", "skus", "units", "revenue"].map((cell) => `\`lines.${cell}\``),
  ];
  await run(`ALTER TABLE transactions_v1 ${added.map((column) => `DROP COLUMN ${column}`).join(", ")}`);
  await run("INSERT INTO transactions_v1 (suite, transaction_id, recorded) VALUES ('s', 'T1', 1)");
  await upgradeTables(warehouse, { cluster: undefined });
  await upgradeTables(warehouse, { cluster: undefined });
  await run(
    "INSERT INTO transactions_v1 (suite, transaction_id, recorded, order_known, order_id, revenue, lines.category, lines.name, lines.skus, lines.units, lines.revenue) SELECT 's', 'T2', 1, 1, 'T2', x, ['shoes'], ['boot'], [['p1', 'b']], [x], [x] FROM (SELECT toDecimal128('0.33333333', 8) AS x)",
  );
  const orders = query({
    name: "orders",
    text: "SELECT order_known AS known, toString(revenue) AS amount, toString(lines.skus) AS skus, toString(lines.revenue) AS lines FROM transactions_v1 ORDER BY transaction_id",
    row: z.object({ known: z.number(), amount: z.string(), skus: z.string(), lines: z.string() }),
  });
  expect(await warehouse.rows(orders, {})).toEqual([
    { known: 0, amount: "0", skus: "[]", lines: "[]" },
    { known: 1, amount: "0.33333333", skus: "[['p1','b']]", lines: "[0.33333333]" },
  ]);
});

test("FU22 a table whose rows are to move into that of hits gets its new columns, so that they still move", async () => {
  const hits = TABLES.find(({ name }) => name === "hits_v1")!;
  await run("DROP TABLE hits_v1");
  await run(singleTable(hits).replaceAll("Decimal(38, 8)", "Decimal(18, 4)"));
  await run("ALTER TABLE hits_v1 DROP COLUMN set_at, DROP COLUMN money_revenue");
  await run("CREATE TABLE staged_hits_7 AS hits_v1");
  await run(
    "INSERT INTO staged_hits_7 (suite, visitor_id, at, position, revenue) VALUES ('s', 'vid:a', toDateTime64('2026-03-01 00:00:00', 3, 'UTC'), 1, 2.5)",
  );
  await upgradeTables(warehouse, { cluster: undefined });
  await run("ALTER TABLE staged_hits_7 MOVE PARTITION 202603 TO TABLE hits_v1");
  await run("DROP TABLE staged_hits_7 SYNC");
  const moved = query({
    name: "moved",
    text: "SELECT toString(revenue) AS r, toString(set_at) AS s, toString(money_revenue) AS m FROM hits_v1",
    row: z.record(z.string(), z.string()),
  });
  expect(await warehouse.rows(moved, {})).toEqual([{ r: "2.5", s: "{}", m: "0" }]);
});
