import { preparedStores } from "@rapport/testkit";
import { expect, test } from "vitest";
import { z } from "zod";
import { clusterTables } from "./create-table.ts";
import { TABLES } from "./tables.ts";
import { query } from "./testing/queries.ts";

const { warehouse } = await preparedStores();

test.for(TABLES.flatMap((table) => clusterTables(table, "rapport").map((text) => [/TABLE IF NOT EXISTS (\w+)/.exec(text)![1]!, text] as const)))(
  "the engine parses the cluster's definition of %s",
  async ([name, text]) => {
    const tree = await warehouse.lines(query({ name: "explain", text: `EXPLAIN AST ${text}` }), {});
    expect(tree).toContain(`CreateQuery ${name}`);
  },
);

test("every table exists, and an acknowledged insert is on disk where a table promises that", async () => {
  const row = z.object({ name: z.string(), create_table_query: z.string() });
  const made = await warehouse.rows(
    query({ name: "made", text: "SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name", row }),
    {},
  );
  expect(made.map((table) => table.name)).toEqual(TABLES.map((table) => table.name).toSorted((a, b) => (a < b ? -1 : 1)));
  const scratch = made.filter((table) => !table.create_table_query.includes("fsync_after_insert = 1"));
  expect(scratch.map((table) => table.name)).toEqual(["upload_lines_v1", "upload_rows_v1"]);
});
