import { expect, test } from "vitest";
import { preparedStores, uniqueName } from "./index.ts";
import { z } from "zod";

test("a test file gets an empty, migrated database and warehouse, the same at every call", async () => {
  const stores = await preparedStores();
  const rsid = uniqueName("suite");
  await stores.operational.db.insertInto("report_suite").values({ rsid, write_key: rsid, transaction_id_storage_since: null }).execute();
  const counted = await stores.warehouse.rows(
    { name: "count", text: "SELECT count() AS hits FROM hits_v1", params: z.object({}), row: z.object({ hits: z.coerce.number() }) },
    {},
  );
  expect(counted).toEqual([{ hits: 0 }]);
  expect(await preparedStores()).toBe(stores);
  expect(await stores.operational.db.selectFrom("report_suite").select("rsid").execute()).toEqual([{ rsid }]);
});
