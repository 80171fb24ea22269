import { Refusal, type AccountNumber } from "@rapport/contract";
import { addToClientBook } from "@rapport/contract/clienteling";
import { getCustomer, getCustomerByNumber, listCustomers, putCustomers } from "@rapport/contract/customers";
import { putRegister, putStore } from "@rapport/contract/organisation";
import { addNote } from "@rapport/contract/timeline";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  accounts,
  addCustomers,
  asked,
  auditLog,
  databaseOf,
  newBookShop,
  newEntity,
  startServerProcess,
  testServer,
  type TestServer,
} from "../testing/index.ts";
import { linkPending } from "./chain/link.ts";
import { verifyChain } from "./chain/verify.ts";
import { settleIntents } from "./intents.ts";

vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, logLevel: "silent" });
});
afterAll(async () => {
  await server.close();
});

/** While `work` runs the log takes no entries, as if the process ended each time between the work and its entry. */
async function withoutLog<T>(work: () => Promise<T>): Promise<T> {
  const { db } = server.deps;
  await sql`create function audit_away() returns trigger language plpgsql as $$ begin raise exception 'no entry today'; end $$`.execute(db);
  await sql`create trigger away before insert on audit_entry for each row execute function audit_away()`.execute(db);
  try {
    return await work();
  } finally {
    await sql`drop function audit_away() cascade`.execute(db);
  }
}

const entries = async (legalEntity: string) =>
  await auditLog(server.deps.db)
    .select(["action", "actor_kind", "subject_kind", "subject_id", "changes"])
    .where("legal_entity", "=", legalEntity)
    .orderBy("id")
    .execute();

test("AU6 a customer's data are neither shown nor changed when the log takes no entry", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("C1", "C2"));
  const { legalEntity } = shop;
  const before = await entries(legalEntity);
  const accountNumber = "C1" as AccountNumber;
  await withoutLog(async () => {
    for (const ask of [
      async () => await shop.associate(getCustomer, { params: { customerId } }),
      async () => await server.api(getCustomerByNumber, { params: { legalEntity, accountNumber } }),
      async () => await server.api(listCustomers, { params: { legalEntity } }),
      async () => await server.api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber, firstName: "Changed" }] } }),
      async () => await shop.associate(addNote, { params: { customerId }, body: { id: "01980000-0000-7000-8000-0000000000a6", text: "Lost?", pinned: false } }),
      async () => await shop.associate(addToClientBook, { params: { customerId } }),
    ])
      await expect(ask()).rejects.toBeInstanceOf(Refusal);
  });
  expect((await server.api(getCustomerByNumber, { params: { legalEntity, accountNumber } })).firstName).not.toBe("Changed");
  expect(await server.deps.db.selectFrom("note").select("id").where("legal_entity", "=", legalEntity).execute()).toEqual([]);
  expect(await server.deps.db.selectFrom("client_book_entry").select("customer_id").where("legal_entity", "=", legalEntity).execute()).toEqual([]);
  expect((await entries(legalEntity)).slice(before.length).map(({ action }) => action)).toEqual(["customer.viewed"]);
});

test("AU6 a change that was cut off before its entry gets one that says so; a refused one gets none, one that was written has one, and the chain is whole", async () => {
  const { legalEntity } = await newEntity(server);
  const start = (await entries(legalEntity)).length;
  const path = (store: string) => `/api/legal-entities/${legalEntity}/stores/${store}`;
  const put = async (store: string) => await server.api(putStore, { params: { legalEntity, store }, body: { name: store } });
  await withoutLog(async () => await expect(put("S1")).rejects.toBeInstanceOf(Refusal));
  await put("S2");
  await expect(server.api(putRegister, { params: { legalEntity, register: "R1" }, body: { store: "NOWHERE" } as never })).rejects.toBeInstanceOf(Refusal);
  const left = async () => await server.deps.db.selectFrom("audit_intent").select("path").where("legal_entity", "=", legalEntity).execute();
  expect(await left()).toEqual([{ path: path("S1") }]);
  // It may still be at work in another process.
  await settleIntents(server.deps);
  expect(await left()).toHaveLength(1);
  await settleIntents(server.deps, 0);
  await settleIntents(server.deps, 0);
  expect(await left()).toEqual([]);
  const found = (await entries(legalEntity)).slice(start).filter(({ subject_kind }) => subject_kind === "address");
  expect(found).toEqual([
    { action: "putStore", actor_kind: "apiKey", subject_kind: "address", subject_id: path("S2"), changes: null },
    expect.objectContaining({ action: "putStore", actor_kind: "apiKey", subject_id: path("S1"), changes: '{"outcome":{"from":null,"to":"unknown"}}' }),
  ]);
  await linkPending(server.deps);
  expect((await verifyChain(server.deps, { keptDays: 0, now: new Date() })).breaks).toEqual([]);
});

test("AU6 the server is killed between a change and its entry: after the next start the entry is there, and the chain is whole", async () => {
  const killed = await startServerProcess();
  await killed.ask("/api/legal-entities/cut", { method: "PUT", body: { name: "Cut", currency: "EUR", country: "NL" } });
  const { connection } = databaseOf(join(killed.dataDir, "operational"));
  await asked(connection, "create function away() returns trigger language plpgsql as $$ begin perform pg_sleep(20); raise exception 'too late'; end $$");
  await asked(connection, "create trigger away before insert on audit_entry for each row when (new.endpoint = 'putStore') execute function away()");
  const answer = killed.ask("/api/legal-entities/cut/stores/S1", { method: "PUT", body: { name: "Kept" } }).catch(() => "none");
  await expect
    .poll(async (): Promise<unknown> => JSON.parse((await killed.ask("/api/legal-entities/cut/stores")).body), { timeout: 10_000 })
    .toMatchObject({ stores: [{ name: "Kept" }] });
  await killed.kill();
  expect(await answer).toBe("none");
  const again = await startServerProcess({ RAPPORT_DATA_DIR: killed.dataDir });
  try {
    await asked(connection, "drop function away() cascade");
    await asked(connection, "update audit_intent set begun_at = begun_at - interval '2 minutes'");
    await expect
      .poll(async (): Promise<unknown> => JSON.parse((await again.ask("/api/audit?action=putStore")).body), { timeout: 30_000, interval: 500 })
      .toMatchObject({ entries: [{ action: "putStore", subjects: [{ id: "/api/legal-entities/cut/stores/S1", changes: { outcome: { to: "unknown" } } }] }] });
  } finally {
    await again.stop();
  }
});
