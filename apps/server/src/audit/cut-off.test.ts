import { Refusal, type AccountNumber } from "@rapport/contract";
import { addToClientBook } from "@rapport/contract/clienteling";
import { getCustomer, getCustomerByNumber, listCustomers, putCustomers } from "@rapport/contract/customers";
import { putRegister, putStore } from "@rapport/contract/organisation";
import { addNote } from "@rapport/contract/timeline";
import { inTransaction } from "@rapport/operational";
import { randomUUID } from "node:crypto";
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
import { start as keepChain } from "./chain/keep-chain.ts";
import { linkPending } from "./chain/link.ts";
import { verifyChain } from "./chain/verify.ts";
import { intentsLeft } from "./intent-queries.ts";
import { settleIntents, withIntent } from "./intents.ts";
import { addEntry } from "./queries.ts";

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

/** A change that is asked for at headquarters, with what its work does. */
async function withWork(legalEntity: string, work: () => Promise<void>) {
  const request = `asked ${randomUUID()}`;
  const asked = { request, endpoint: "importList", path: `/api/legal-entities/${legalEntity}/imports`, address: "192.0.2.1" };
  const subjects = [{ kind: "address" as const, id: asked.path }];
  const entry = { at: new Date(), legalEntity, actorKind: "apiKey" as const, actorId: "key", action: "importList", asked, subjects };
  const left = async () => await server.deps.db.selectFrom("audit_intent").select("begun_at").where("request", "=", request).execute();
  return { ended: withIntent(server.deps, entry, work).catch((error: unknown) => error), left };
}

test("AU6 a refused change leaves nothing to settle, also one that had no room; one of which nobody knows does", async () => {
  const { legalEntity } = await newEntity(server);
  for (const [cause, count] of [
    [new Refusal("server.disk_nearly_full", {}), 0],
    [new Refusal("upload.not_stored", {}), 0],
    [new Refusal("server.database_away", {}), 1],
    [new Error("a fault"), 1],
  ] as const) {
    const { ended, left } = await withWork(legalEntity, async () => await Promise.reject(cause));
    expect(await ended).toBe(cause);
    expect([cause.message, (await left()).length]).toEqual([cause.message, count]);
  }
});

test("AU6 a request that is at work for long is not taken for cut off by another process", async () => {
  const { legalEntity } = await newEntity(server);
  const { db } = server.deps;
  let end = () => {};
  const { ended, left } = await withWork(legalEntity, async () => await new Promise<void>((resolve) => (end = resolve)));
  await expect.poll(left).toHaveLength(1);
  await sql`update audit_intent set begun_at = now() - interval '2 minutes' where legal_entity = ${legalEntity}`.execute(db);
  await settleIntents(server.deps);
  // What another process finds, which does not know what is at work here.
  const found = await inTransaction(db, async (trx) => await intentsLeft(trx, { olderThanMs: 60_000, atWork: [], limit: 500 }));
  expect(found.filter((one) => one.legalEntity === legalEntity)).toEqual([]);
  end();
  await ended;
  expect(await left()).toEqual([]);
});

test("AU6 entries are linked also while changes that were cut off cannot be settled", async () => {
  const { legalEntity } = await newEntity(server);
  const { db } = server.deps;
  await sql`alter table audit_intent rename to audit_intent_away`.execute(db);
  const running = await keepChain(server.deps);
  try {
    await addEntry(db, {
      at: new Date(),
      legalEntity,
      actorKind: "apiKey",
      actorId: "key",
      action: "customer.viewed",
      asked: undefined,
      subjects: [{ kind: "legalEntity", id: legalEntity }],
    });
    await expect.poll(async () => (await sql`select entry from audit_pending`.execute(db)).rows, { timeout: 30_000 }).toEqual([]);
  } finally {
    await running.stop();
    await sql`alter table audit_intent_away rename to audit_intent`.execute(db);
  }
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
      .toMatchObject({
        entries: [
          {
            action: "putStore",
            subjects: [
              { id: "/api/legal-entities/cut/stores/S1", changes: { outcome: { to: "unknown" } } },
              { kind: "store", changes: { name: { to: "Kept" } } },
            ],
          },
        ],
      });
  } finally {
    await again.stop();
  }
});
