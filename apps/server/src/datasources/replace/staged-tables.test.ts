import { preparedStores, startClickHouseFront } from "@rapport/testkit";
import { openWarehouse } from "@rapport/warehouse";
import { expect, test } from "vitest";
import { z } from "zod";
import { movesPartitions } from "./staged-tables.ts";

test("FU22 months move on an engine of one server, and not where the table of reports stands over others, as in a cluster", async () => {
  const { warehouse: embedded, dataDir } = await preparedStores();
  expect(await movesPartitions({ warehouse: embedded })).toBe(true);
  const front = await startClickHouseFront({ dataDir, password: "secret" });
  const warehouse = await openWarehouse({ url: front.url });
  const run = async (text: string) => await warehouse.run({ name: "testTables", text, params: z.object({}), row: z.never() }, {});
  try {
    expect(await movesPartitions({ warehouse })).toBe(true);
    await run("RENAME TABLE hits_v1 TO hits_v1_local");
    await run("CREATE TABLE hits_v1 AS hits_v1_local ENGINE = Merge(currentDatabase(), '^hits_v1_local$')");
    expect(await movesPartitions({ warehouse })).toBe(false);
  } finally {
    await warehouse.close();
    await front.close();
  }
});
