import { preparedStores, testClock } from "@rapport/testkit";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getCustomer, putCustomers, searchCustomers } from "@rapport/contract/customers";
import { accounts, addCustomers, auditLog, newBookShop, testServer, type BookShop, type TestServer } from "../../testing/index.ts";
import { audit } from "../audit.ts";
import { readHead, type Head } from "./head.ts";
import { linkPending } from "./link.ts";
import { sealAndDrop } from "./seal.ts";
import { verifyChain } from "./verify.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../../..", import.meta.url));
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
let shop: BookShop;
let customerId: string;
beforeAll(async () => {
  server = await testServer({ clock, background: false });
  shop = await newBookShop(server);
  [customerId] = await addCustomers(server, shop, accounts("1", "2"));
  await look(12);
  await linkPending(server.deps);
});
afterAll(async () => {
  await server.close();
});

const page = async () => await shop.associate(getCustomer, { params: { customerId } });
async function look(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await (n % 3 === 0 ? shop.associate(searchCustomers, { body: { query: "last" } }) : page());
}
const checked = (heads: readonly Head[] = []) => ({ keptDays: 1, now: clock.now(), heads });
const verified = async () => await verifyChain(server.deps, checked());
const sound = async () => expect((await verified()).breaks).toEqual([]);

/** What the check says while the log is as somebody left it who may switch the triggers off. */
async function afterMeddling(statement: string, heads?: readonly Head[]): Promise<string[]> {
  const { db } = server.deps;
  let found: string[] = [];
  const undone = new Error("as it was");
  await db
    .transaction()
    .execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      const { numAffectedRows } = await sql.raw(statement).execute(trx);
      if (numAffectedRows === 0n) throw new Error(`nothing was changed by: ${statement}`);
      found = (await verifyChain({ db: trx }, checked(heads))).breaks.map(({ entry, what }) => `${entry ?? "-"}: ${what}`);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return found;
}

async function entryAt(position: number): Promise<number> {
  return (await server.deps.db.selectFrom("audit_link").select("entry").where("position", "=", position).executeTakeFirstOrThrow()).entry;
}

test("AU3 entries are linked in their order, and the check tells the first entry that was changed, removed, put in, moved, or cut off", async () => {
  const { db } = server.deps;
  const { entries } = await verified();
  expect(entries).toBeGreaterThan(12);
  await sound();
  const [fourth, fifth, last] = [await entryAt(4), await entryAt(5), await entryAt(entries)];
  const found = await db.selectFrom("audit_subject").select("entry").where("n", "=", 2).orderBy("entry").executeTakeFirstOrThrow();
  const meddled: readonly [string, string][] = [
    [`update audit_entry set actor_id = '${randomUUID()}' where id = ${fourth}`, `${fourth}: who, or from where, was changed`],
    [`update audit_entry set address = '192.0.2.1' where id = ${fourth}`, `${fourth}: who, or from where, was changed`],
    [`update audit_entry set at = at + interval '1 millisecond' where id = ${fourth}`, `${fourth}: the entry was changed`],
    [`update audit_entry set action = 'customer.seen' where id = ${fourth}`, `${fourth}: the entry was changed`],
    [`update audit_entry set salt = '\\x00' where id = ${fourth}`, `${fourth}: who, or from where, was changed`],
    [
      `update audit_subject set subject_id = '${randomUUID()}' where entry = ${found.entry} and n = 2`,
      `${found.entry}: what the entry names in place 2 was changed`,
    ],
    [`update audit_subject set changes = '{}' where entry = ${found.entry} and n = 1`, `${found.entry}: what the entry names in place 1 was changed`],
    [`delete from audit_subject where entry = ${found.entry} and n = 2`, `${found.entry}: what the entry names was removed or put in`],
    [`delete from audit_entry where id = ${fifth}`, `${fifth}: the entry was removed`],
    [`delete from audit_link where entry = ${fourth}`, `${fifth}: an entry before this one was removed`],
    [
      `update audit_link set position = -1 where entry = ${fourth}; update audit_link set position = 4 where entry = ${fifth}; update audit_link set position = 5 where entry = ${fourth}`,
      `${fifth}: the entry was changed, or another one was put before it, or their order was changed`,
    ],
    [`update audit_link set hash = '\\x00' where entry = ${fourth}`, `${fourth}: the entry was changed`],
    [`delete from audit_link where entry = ${last}`, "-: the last 1 entries of the day were cut off"],
    [`update audit_day set head = '\\x00'`, "-: the chain does not end where the day says"],
    [
      `insert into audit_entry (at, action, actor_kind, digest, subjects) select at, action, actor_kind, digest, 0 from audit_entry where id = ${fourth}`,
      "the entry is in no chain and does not wait for one",
    ],
  ];
  for (const [statement, told] of meddled) expect((await afterMeddling(statement)).join("\n"), statement).toContain(told);
  await sound();
});

test("AU3 random meddling never goes unnoticed", async () => {
  const { entries } = await verified();
  const seed = Date.now() % 1_000_000;
  let state = seed;
  const below = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % most;
  };
  const columns = ["legal_entity", "action", "request", "endpoint", "actor_kind", "actor_id", "address"];
  for (let n = 0; n < 25; n += 1) {
    const entry = await entryAt(1 + below(entries));
    const column = columns[below(columns.length)] ?? "action";
    const statements = [
      `update audit_entry set ${column} = coalesce(${column}, '') || 'x' where id = ${entry}`,
      `update audit_subject set kind = kind || 'x' where entry = ${entry} and n = 1`,
      `delete from audit_entry where id = ${entry}`,
      `delete from audit_link where entry = ${entry}`,
      `update audit_entry set subjects = subjects + 1 where id = ${entry}`,
    ];
    const statement = statements[below(statements.length)] ?? "";
    expect(await afterMeddling(statement), `seed ${seed}: ${statement}`).not.toEqual([]);
  }
});

test("AU2 a customer's values are erased, the chain still proves the rest, and nothing else can be changed or deleted", async () => {
  const { db } = server.deps;
  const refused = async (statement: string) => await expect(sql.raw(statement).execute(db), statement).rejects.toThrow(/audit log|waits for the chain|sealed/);
  for (const table of ["audit_entry", "audit_subject", "audit_link", "audit_day"]) {
    await refused(`delete from ${table}`);
    await refused(`truncate ${table}`);
  }
  await refused("update audit_entry set action = 'x'");
  await refused("update audit_entry set salt = null");
  await refused("update audit_entry set actor_id = 'x', salt = null, second_actor_id = null, address = null");
  await refused("update audit_subject set changes = null");
  await refused("update audit_subject set kind = 'x', subject_id = null, changes = null, salt = null");
  await refused("update audit_link set position = position + 1");
  await refused("update audit_day set entries = entries - 1");
  await page();
  await refused("delete from audit_pending");
  await linkPending(server.deps);
  const erased = await db
    .updateTable("audit_subject")
    .set({ subject_id: null, changes: null, salt: null })
    .where("kind", "=", "customer")
    .where("subject_id", "=", customerId)
    .executeTakeFirstOrThrow();
  const { breaks, erased: told } = await verified();
  expect([breaks, BigInt(told)]).toEqual([[], erased.numUpdatedRows]);
  expect(told).toBeGreaterThan(5);
});

test("AU3 entries of many requests at once are linked without waiting for one another, also when two processes link", async () => {
  const before = (await verified()).entries;
  const subjects = Array.from({ length: 50 }, () => randomUUID());
  const actor = { kind: "pos", workerId: randomUUID(), legalEntity: shop.legalEntity } as never;
  const append = async () => await audit(server.deps, { legalEntity: shop.legalEntity, actor, action: "customer.found", subjects });
  const rounds = Array.from({ length: 20 }, async () => {
    await Promise.all([append(), append(), linkPending(server.deps), append(), linkPending(server.deps)]);
  });
  await Promise.all(rounds);
  await linkPending(server.deps);
  expect((await verified()).entries).toBe(before + 60);
  await sound();
});

test("AU1 a request has one entry: a second one is refused by the store", async () => {
  const asked = { request: randomUUID(), endpoint: "getCustomer", address: "127.0.0.1" };
  const actor = { kind: "pos", workerId: randomUUID(), approvedBy: randomUUID(), legalEntity: shop.legalEntity, asked } as never;
  const write = async () => await audit(server.deps, { legalEntity: shop.legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  await write();
  await expect(write()).rejects.toThrow(/unique/);
  const both = await server.deps.db.selectFrom("audit_entry").select(["actor_id", "second_actor_id", "address"]).where("request", "=", asked.request).execute();
  expect(both).toMatchObject([{ address: "127.0.0.1" }]);
  expect(both[0]?.second_actor_id).toMatch(/-/);
});

test("AU4 a day that is over is sealed, takes no more links, and is dropped whole when it is old enough; the seals go on", async () => {
  const { deps } = server;
  const { db } = deps;
  const days = async () => await db.selectFrom("audit_day").select(["day", "seal", "dropped_at"]).orderBy("day").execute();
  const customers = [{ accountNumber: "3", lastName: "Last" }];
  const change = async () => await server.api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers } });
  await sealAndDrop(deps, 1);
  expect(await days()).toMatchObject([{ day: "2026-03-02", seal: null }]);
  clock.set("2026-03-03T00:10:00Z");
  await change();
  await sealAndDrop(deps, 1);
  expect(await days()).toMatchObject([
    { day: "2026-03-02", seal: expect.any(Buffer) as Buffer, dropped_at: null },
    { day: "2026-03-03", seal: null },
  ]);
  await sound();
  await expect(sql`insert into audit_link (entry, day, position, hash) values (1000000, '2026-03-02', 1000000, '\\x00')`.execute(db)).rejects.toThrow(
    "is sealed",
  );
  // The clock goes back: what comes now belongs to the open day.
  clock.set("2026-03-02T23:00:00Z");
  await change();
  await linkPending(deps);
  await sound();
  clock.set("2026-03-04T12:00:00Z");
  await change();
  await sealAndDrop(deps, 1);
  expect(await days()).toMatchObject([
    { day: "2026-03-02", dropped_at: expect.any(Date) as Date },
    { day: "2026-03-03", dropped_at: null, seal: expect.any(Buffer) as Buffer },
    { day: "2026-03-04", seal: null },
  ]);
  const { breaks, dropped, seal } = await verified();
  expect([breaks, dropped, seal?.day]).toEqual([[], 1, "2026-03-03"]);
  const left = await db.selectFrom("audit_entry").select("at").where("at", "<", new Date("2026-03-02T22:00:00Z")).execute();
  expect(left).toEqual([]);
  const [own] = await auditLog(db).select(["actor_kind", "subject_kind", "subject_id", "changes"]).where("action", "=", "audit.day_dropped").execute();
  expect(own).toMatchObject({ actor_kind: "server", subject_kind: "auditLog", subject_id: "2026-03-02" });
  await linkPending(deps);
  await sound();
  // A tail that is cut off with its day's count is found by the seal.
  const cut = cutOff("2026-03-03");
  expect(await afterMeddling(cut)).toEqual(["-: the seal does not fit the day and the seal before it"]);
});

/** The last entry of a day goes, with everything that tells of it. */
function cutOff(day: string): string {
  return `with cut as (delete from audit_link where day = '${day}' and position = (select entries from audit_day where day = '${day}') returning entry),
    gone as (delete from audit_entry where id in (select entry from cut) returning id), named as (delete from audit_subject where entry in (select entry from cut))
    update audit_day d set entries = entries - 1, head = coalesce((select hash from audit_link l where l.day = d.day and l.position = d.entries - 1), '\\x${"00".repeat(32)}')
    where day = '${day}'`;
}

test("AU3 a day that was dropped by hand is told: before its time, without an entry, or in the future", async () => {
  const drop = (day: string, at: string) =>
    `delete from audit_subject s using audit_link l where l.entry = s.entry and l.day = '${day}'; delete from audit_entry e using audit_link l where l.entry = e.id
      and l.day = '${day}'; delete from audit_link where day = '${day}'; update audit_day set dropped_at = '${at}' where day = '${day}'`;
  expect((await afterMeddling(drop("2026-03-03", "2026-03-04T12:00:00Z"))).join()).toContain("RAPPORT_AUDIT_DAYS=1 keeps it longer");
  expect((await afterMeddling(drop("2026-03-03", "2026-03-06T12:00:00Z"))).join()).toContain("still to come");
  expect((await afterMeddling(drop("2026-03-04", "2026-03-04T12:00:00Z"))).join()).toContain("dropped before it was sealed");
  clock.set("2026-03-05T12:00:00Z");
  expect((await afterMeddling(drop("2026-03-03", "2026-03-05T11:00:00Z"))).join()).toContain("no entry says so");
  const { breaks } = await verifyChain(server.deps, { keptDays: 0, now: clock.now() });
  expect(breaks.map(({ day }) => day)).toEqual(["2026-03-02"]);
  clock.set("2026-03-04T12:00:00Z");
});

test("AU3 a head that was noted tells when the tail of the open day was cut off, which nothing in the store can tell", async () => {
  const { deps } = server;
  await server.api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers: [{ accountNumber: "3", lastName: "Seen" }] } });
  const noted: Head[] = [];
  const info = (fields: { head?: string }) => noted.push(...[readHead(fields.head ?? "")].filter((head) => head !== undefined));
  await sealAndDrop({ ...deps, log: { ...deps.log, info } as never }, 1);
  expect(noted.map(({ day }) => day)).toEqual(["2026-03-04"]);
  expect(await afterMeddling(cutOff("2026-03-04"))).toEqual([]);
  expect((await afterMeddling(cutOff("2026-03-04"), noted)).join()).toContain("the noted head is not in the chain any more");
  expect(readHead("2026-03-04:12")).toBeUndefined();
  const heads = [...noted, { day: "2026-03-02", position: 1, hash: Buffer.alloc(32) }];
  expect((await verifyChain(deps, checked(heads))).breaks).toEqual([]);
  const nowhere = { day: "2026-02-01", position: 1, hash: Buffer.alloc(32) };
  expect((await verifyChain(deps, checked([nowhere]))).breaks).toMatchObject([{ day: "2026-02-01", what: "the day of the noted head is not there any more" }]);
});

test("AU4 a clock that was ahead does not stop sealing: days of today are sealed as ever, and seals stay a chain in the order of sealing", async () => {
  const { deps } = server;
  const { db } = deps;
  const change = async (lastName: string) => {
    await server.api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers: [{ accountNumber: "3", lastName }] } });
    await linkPending(deps);
  };
  const dayOfLast = async () => (await db.selectFrom("audit_link").select("day").orderBy("entry", "desc").limit(1).executeTakeFirstOrThrow()).day;
  const sealed = async () =>
    (await db.selectFrom("audit_day").select("day").where("sealed_at", "is not", null).orderBy("seal_number").execute()).map(({ day }) => day);
  clock.set("2030-01-01T12:00:00Z");
  await change("Ahead");
  clock.set("2030-01-02T12:00:00Z");
  await change("Ahead too");
  await sealAndDrop(deps, 0);
  clock.set("2026-03-05T12:00:00Z");
  await change("Back");
  expect(await dayOfLast()).toBe("2026-03-05");
  clock.set("2026-03-06T00:10:00Z");
  await change("Next");
  await sealAndDrop(deps, 0);
  expect(await dayOfLast()).toBe("2026-03-06");
  expect(await sealed()).toEqual(["2026-03-02", "2026-03-03", "2026-03-04", "2030-01-01", "2026-03-05"]);
  await sound();
});

test("AU3 `npm run audit:verify` ends with 0 for a whole chain, and with 1 and the first broken entry for another", async () => {
  const { db } = server.deps;
  const verify = async (...args: string[]) => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const url = new URL((await preparedStores()).databaseUrl);
    url.pathname = rows[0]?.name ?? "";
    // oxlint-disable-next-line node/no-process-env -- a program as a person starts it
    const started = run("npm", ["run", "--silent", "audit:verify", "--", ...args], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: url.href, RAPPORT_AUDIT_DAYS: "1" },
    });
    return await started.then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
    );
  };
  const whole = await verify();
  expect(whole.code).toBe(0);
  expect(whole.stdout).toContain("The chain is whole.");
  expect(whole.stdout).toContain("Newest seal: 2026-03-05 ");
  const { entry } = await db.selectFrom("audit_link").select("entry").orderBy("day").orderBy("position").limit(1).executeTakeFirstOrThrow();
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await trx.updateTable("audit_entry").set({ action: "customer.seen" }).where("id", "=", entry).execute();
  });
  const broken = await verify("--head", `2026-03-06:999:${"0".repeat(64)}`);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain("BROKEN 2026-03-06: the noted head is not in the chain any more");
  expect(broken.stdout).toContain(`BROKEN 2026-03-03, entry ${entry}: the entry was changed`);
});
