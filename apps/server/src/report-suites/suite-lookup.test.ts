import { preparedStores, uniqueName } from "@rapport/testkit";
import { expect, test } from "vitest";
import { createSignals } from "../deps.ts";
import { createSuiteLookup } from "./suite-lookup.ts";

test("F1 suites made before the start are known without a first hit, even while the database is away", async () => {
  const { db } = (await preparedStores()).operational;
  const rsid = uniqueName("known");
  const writeKey = uniqueName("key");
  await db.insertInto("report_suite").values({ rsid, write_key: writeKey, created_at: new Date(), transaction_id_storage_since: null }).execute();
  let isAway = false;
  let answered = 0;
  const store = new Proxy(db, {
    get(target, name) {
      if (name === "selectFrom" && isAway) throw new Error("away");
      if (name === "selectFrom") answered += 1;
      const member: unknown = Reflect.get(target, name);
      // Kysely's methods must be called on their own object.
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
  const lookup = createSuiteLookup({ db: store, signals: createSignals(), whileAnswering: (work) => work() });
  await expect.poll(() => answered).toBe(1);
  // Both callers get the same answer.
  await db.selectFrom("report_suite").select("rsid").limit(1).execute();
  await new Promise((resolve) => setTimeout(resolve, 200));
  isAway = true;
  expect([await lookup.ofWriteKey(writeKey), await lookup.exists(rsid)]).toEqual([rsid, true]);
  await expect(lookup.ofWriteKey("unknown")).rejects.toThrow("away");
});
