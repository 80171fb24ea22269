import { searchCustomers } from "@rapport/contract/customers";
import { getStore, putStore, putWorker } from "@rapport/contract/organisation";
import { changePosPassword, getPosSession, lockPos, signOutPos, unlockPos } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newEntity, refused, testServer, type NewEntity, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

const SEARCH = { body: { query: "Ann" } };
const minutes = (count: number) => count * 60_000;
const setIdle = async ({ legalEntity, store }: NewEntity, idle: { idleMinutes: number | null; idleThen: "lock" | "logOff" }) =>
  await server.api(putStore, { params: { legalEntity, store }, body: idle });

test("SI17 a locked session answers nothing but unlocking and signing out, and gives no key", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  const before = await client(getPosSession);
  await client(lockPos);
  await client(lockPos);
  expect(await client(getPosSession)).toEqual({ ...before, locked: true, draftKey: null, permissions: [] });
  expect(await refused(client, searchCustomers, SEARCH)).toMatchObject({ code: "session.locked", kind: "forbidden" });
  const change = { current: entity.password, password: "something of my own" };
  expect(await refused(client, changePosPassword, { body: change })).toMatchObject({ code: "session.locked" });
  expect(await refused(client, unlockPos, { body: { password: "not the password" } })).toMatchObject({ code: "unlock.wrong" });
  expect(await refused(client, searchCustomers, SEARCH)).toMatchObject({ code: "session.locked" });
  expect(await client(unlockPos, { body: { password: entity.password } })).toEqual(before);
  await client(searchCustomers, SEARCH);
  await client(lockPos);
  await client(signOutPos);
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  const entries = await auditLog(server.deps.db).select("action").where("legal_entity", "=", entity.legalEntity).where("action", "like", "sign_in.%").execute();
  expect(entries.map(({ action }) => action.slice(8))).toEqual(["succeeded", "locked", "failed", "unlocked", "locked"]);
});

test("SI17 wrong passwords at a locked register wait like those at sign-in", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  await client(lockPos);
  const codes: string[] = [];
  for (let n = 0; n < 11; n += 1) codes.push((await refused(client, unlockPos, { body: { password: "not the password" } })).code);
  expect(codes).toEqual([...Array<string>(10).fill("unlock.wrong"), "request.too_many"]);
  expect(await refused(client, unlockPos, { body: { password: entity.password } })).toMatchObject({ code: "request.too_many" });
});

test("SI17 somebody else who signs in at a locked register ends the locked session", async () => {
  const entity = await newEntity(server);
  const second = { operatorId: "2002" as typeof entity.operatorId, password: "password of 2002" };
  const body = { name: "Second", employeeAddressBooks: ["staff"], password: second.password };
  await server.api(putWorker, { params: { legalEntity: entity.legalEntity, operatorId: second.operatorId }, body });
  const signIn = async (cookie: string, { operatorId, password } = second) =>
    await server.inject({
      method: "POST",
      url: "/api/pos/session",
      payload: { operatorId, password },
      headers: { cookie: `${await server.deviceOf(entity)}; ${cookie}` },
    });
  const sessionOf = (answer: Awaited<ReturnType<typeof signIn>>) => String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
  const first = sessionOf(await signIn("other=1", entity));
  await server.inject({ method: "POST", url: "/api/pos/session/lock", headers: { cookie: first } });
  const theirs = sessionOf(await signIn(first));
  const statusOf = async (cookie: string) => (await server.inject({ method: "GET", url: "/api/pos/session", headers: { cookie } })).statusCode;
  expect([await statusOf(first), await statusOf(theirs)]).toEqual([401, 200]);
});

test("SI18 a session that nobody used for the store's minutes is locked, and stays so when the store changes them", async () => {
  const entity = await newEntity(server);
  await setIdle(entity, { idleMinutes: 5, idleThen: "lock" });
  const client = await server.asWorker(entity);
  expect(await client(getPosSession)).toMatchObject({ locked: false, idle: { minutes: 5, action: "lock" } });
  for (let n = 0; n < 3; n += 1) {
    clock.advance(minutes(4));
    await client(searchCustomers, SEARCH);
  }
  clock.advance(minutes(6));
  expect(await refused(client, searchCustomers, SEARCH)).toMatchObject({ code: "session.locked" });
  await setIdle(entity, { idleMinutes: null, idleThen: "lock" });
  expect(await client(getPosSession)).toMatchObject({ locked: true, idle: null });
  await client(unlockPos, { body: { password: entity.password } });
  clock.advance(minutes(60));
  await client(searchCustomers, SEARCH);
});

test("SI18 a session that nobody used for the store's minutes ends, when the store logs off", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  await setIdle(entity, { idleMinutes: 1, idleThen: "logOff" });
  clock.advance(minutes(2));
  await expect(client(searchCustomers, SEARCH)).rejects.toMatchObject({ kind: "signed_out" });
  await setIdle(entity, { idleMinutes: null, idleThen: "logOff" });
  await expect(client(searchCustomers, SEARCH)).rejects.toMatchObject({ kind: "signed_out" });
});

test("SI18 a store's minutes are whole and at most twelve hours, and are emptied by null", async () => {
  const entity = await newEntity(server);
  const params = { legalEntity: entity.legalEntity, store: entity.store };
  for (const idleMinutes of [0, 721, 1.5])
    expect(await refused(server.api, putStore, { params, body: { idleMinutes } })).toMatchObject({ faults: [{ at: "idleMinutes" }] });
  expect(await server.api(getStore, { params })).toMatchObject({ idleMinutes: null, idleThen: "lock" });
});
