import { putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { getHqSession, getPosSession, signInHq, signOutPos } from "@rapport/contract/sessions";
import type { Problem } from "@rapport/contract";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { auditLog, newEntity, testServer, type NewEntity, type TestServer } from "../testing/index.ts";
import { argon2 } from "./argon2.ts";

const clock = testClock("2026-11-22T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

async function signIn({ operatorId, password, ...at }: Omit<NewEntity, "store">, ip = "10.0.0.1") {
  const headers = { cookie: await server.deviceOf(at) };
  return await server.inject({ method: "POST", url: "/api/pos/session", payload: { operatorId, password }, headers, remoteAddress: ip });
}

const cookiesOf = (answer: { headers: Record<string, unknown> }) => [answer.headers["set-cookie"]].flat().map(String);
const cookieOf = (answer: { headers: Record<string, unknown> }) => cookiesOf(answer)[0] ?? "";

test("SI1 SI5 an associate signs in at a register of a store whose employee address book they are in", async () => {
  const entity = await newEntity(server);
  const answer = await signIn(entity);
  expect(answer.statusCode).toBe(200);
  expect(answer.json<object>()).toMatchObject({
    kind: "pos",
    worker: { operatorId: entity.operatorId, name: "Associate" },
    register: { number: entity.register },
    store: { number: entity.store, name: "Store 1" },
    legalEntity: { code: entity.legalEntity, currency: "EUR" },
    permissions: [
      "pos",
      "clientBook.view",
      "clientBook.viewStore",
      "clientBook.add",
      "clientBook.remove",
      "note.write",
      "activity.write",
      "customer.create",
      "customer.edit",
      "activity.manage",
      "ownPassword",
    ],
    features: ["clienteling", "recommendations"],
  });
  expect(cookieOf(answer)).toMatch(/^rapport_pos=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
  const again = await server.inject({ method: "GET", url: "/api/pos/session", headers: { cookie: cookieOf(answer) } });
  expect(again.json<object>()).toEqual(answer.json());
});

test("behind a proxy with HTTPS the cookie is for HTTPS only", async () => {
  const { operatorId, password, ...at } = await newEntity(server);
  const answer = await server.inject({
    method: "POST",
    url: "/api/pos/session",
    headers: { "x-forwarded-proto": "https", cookie: await server.deviceOf(at) },
    payload: { operatorId, password },
  });
  expect(cookieOf(answer)).toMatch(/; Secure$/);
});

test("R49 operations are permissions, and one that is taken away is gone in the next request", async () => {
  const entity = await newEntity(server);
  const worker = { name: "Associate", employeeAddressBooks: ["staff"] };
  const client = await server.asWorker(entity);
  await server.api(putWorker, { params: { legalEntity: entity.legalEntity, operatorId: entity.operatorId }, body: { ...worker, operations: [712] } });
  expect((await client(getPosSession)).permissions).toEqual(["pos", "clientBook.view", "note.write", "activity.write", "ownPassword"]);
});

test.each([
  ["a wrong password", { password: "associate-1002" }],
  ["an unknown operator", { operatorId: "9999" }],
])("SI1 %s is refused with one and the same message", async (_, wrong) => {
  const answer = await signIn({ ...(await newEntity(server)), ...(wrong as Partial<NewEntity>) }, "10.0.1.1");
  expect({ status: answer.statusCode, body: answer.json<object>(), cookie: answer.headers["set-cookie"] }).toEqual({
    status: 401,
    body: {
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: expect.any(String) as string,
      code: "sign_in.wrong",
      params: { where: "register" },
    },
    cookie: undefined,
  });
});

test("SI1 a known and an unknown operator cost one and the same work: one hash", async () => {
  const entity = await newEntity(server);
  const within = { legalEntity: entity.legalEntity };
  await server.api(putWorker, { params: { ...within, operatorId: "7" }, body: { name: "No password", employeeAddressBooks: ["staff"] } });
  const [verify, hash] = [vi.spyOn(argon2, "verify"), vi.spyOn(argon2, "hash")];
  onTestFinished(() => void vi.restoreAllMocks());
  const wrong = [{}, { password: "not-the-password" }, { operatorId: "9999" }, { operatorId: "7" }];
  for (const what of wrong) await signIn({ ...entity, ...(what as Partial<NewEntity>) }, "10.0.8.1");
  expect([verify.mock.calls.length, hash.mock.calls.length]).toEqual([wrong.length, 0]);
});

test("U12 case 65 SI5 an associate who shares no employee address book with the store cannot sign in there, and is told so when the password is right", async () => {
  const entity = await newEntity(server);
  const within = { legalEntity: entity.legalEntity };
  await server.api(putStore, {
    params: { ...within, store: "S2" },
    body: { name: "Store 2", customerAddressBooks: ["customers"], employeeAddressBooks: ["customers"] },
  });
  await server.api(putRegister, { params: { ...within, register: "R2" }, body: { store: "S2" } });
  const told = await signIn({ ...entity, register: "R2" });
  expect({ status: told.statusCode, code: told.json<Problem>().code, cookie: told.headers["set-cookie"] }).toEqual({
    status: 403,
    code: "sign_in.other_store",
    cookie: undefined,
  });
  const guessed = await signIn({ ...entity, register: "R2", password: "wrong-password" });
  expect(guessed.body).toBe((await signIn({ ...entity, operatorId: "9999" as never })).body);
  for (let n = 0; n < 12; n++) expect((await signIn({ ...entity, register: "R2" }, "10.0.1.9")).statusCode).toBe(403);
  await server.api(putRegister, { params: { ...within, register: "R2" }, body: { store: entity.store } });
  expect((await signIn({ ...entity, register: "R2" })).statusCode).toBe(200);
});

test("SI5 a session ends with the address book that allowed it: the associate leaves it, or the register moves to a store without it", async () => {
  const entity = await newEntity(server);
  const within = { legalEntity: entity.legalEntity };
  const client = await server.asWorker(entity);
  const put = async (employeeAddressBooks: string[]) =>
    await server.api(putWorker, { params: { ...within, operatorId: entity.operatorId }, body: { name: "Associate", employeeAddressBooks, operations: [712] } });
  await put([]);
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  await put(["staff"]);
  await client(getPosSession);
  await server.api(putStore, {
    params: { ...within, store: "S2" },
    body: { name: "Store 2", customerAddressBooks: [], employeeAddressBooks: ["customers"] },
  });
  await server.api(putRegister, { params: { ...within, register: entity.register }, body: { store: "S2" } });
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
});

test("C4 S5 SI6 a new password ends the sessions of the old one, the same password again ends none", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  const put = async (password?: string) =>
    await server.api(putWorker, {
      params: { legalEntity: entity.legalEntity, operatorId: entity.operatorId },
      body: { name: "Another name", employeeAddressBooks: ["staff"], operations: [712], ...(password !== undefined && { password }) },
    });
  await put();
  await put(entity.password);
  await client(getPosSession);
  await put("another-password");
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  expect((await signIn(entity)).statusCode).toBe(401);
  await (
    await server.asWorker({ ...entity, password: "another-password" })
  )(getPosSession);
});

test("C4 S5 SI6 no sign-in with the old password works after the moment it changes", async () => {
  for (let round = 0; round < 5; round++) {
    const entity = await newEntity(server);
    const put = server.api(putWorker, {
      params: { legalEntity: entity.legalEntity, operatorId: entity.operatorId },
      body: { name: "Associate", employeeAddressBooks: ["staff"], operations: [], password: "another-password" },
    });
    const answers = await Promise.all([...Array.from({ length: 6 }, (_, n) => signIn(entity, `10.0.6.${n}`)), put]);
    const cookies = answers.flatMap((answer) => ("headers" in answer && answer.statusCode === 200 ? [cookieOf(answer)] : []));
    for (const cookie of cookies) expect((await server.inject({ method: "GET", url: "/api/pos/session", headers: { cookie } })).statusCode).toBe(401);
  }
});

test("C2 OF7 each worker gets a key of their own for what they keep on a device, in their own sessions only, and always the same key", async () => {
  const [one, two] = [await newEntity(server), await newEntity(server)];
  const keyOf = async (who: NewEntity) => (await (await server.asWorker(who))(getPosSession)).draftKey;
  const keys = [await keyOf(one), await keyOf(two), await keyOf(one)];
  expect(keys[0]).toBe(keys[2]);
  expect(keys[0]).not.toBe(keys[1]);
  expect(Buffer.from(keys[0] ?? "", "base64")).toHaveLength(32);
});

test("an associate without a password cannot sign in", async () => {
  const entity = await newEntity(server);
  await server.api(putWorker, {
    params: { legalEntity: entity.legalEntity, operatorId: "7" },
    body: { name: "New", employeeAddressBooks: ["staff"], operations: [] },
  });
  expect((await signIn({ ...entity, operatorId: "7" as never })).statusCode).toBe(401);
});

test("a session ends after twelve hours, and at once when signed out", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  clock.advance(11.9 * 3600_000);
  await client(getPosSession);
  clock.advance(0.2 * 3600_000);
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  const second = await server.asWorker(entity);
  await second(signOutPos);
  await expect(second(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
});

test("S3 after ten wrong tries even the right password must wait at that place, and each further wrong try doubles the wait", async () => {
  const entity = await newEntity(server);
  const ip = "10.0.2.1";
  const wait = async (password: string) => {
    const answer = await signIn({ ...entity, password }, ip);
    return { status: answer.statusCode, retryAfter: answer.headers["retry-after"] };
  };
  for (let n = 0; n < 10; n++) expect((await wait("wrong-password")).status).toBe(401);
  expect(await wait(entity.password)).toEqual({ status: 429, retryAfter: "1" });
  clock.advance(1000);
  expect((await wait("wrong-password")).status).toBe(401);
  expect(await wait(entity.password)).toEqual({ status: 429, retryAfter: "2" });
  // The device is the place, whatever its address is now.
  expect((await signIn(entity, "10.0.2.2")).statusCode).toBe(429);
  clock.advance(2000);
  expect((await wait(entity.password)).status).toBe(200);
});

test("C18 after fifty wrong passwords from one address somebody else there signs in with the right one, at a register and at headquarters", async () => {
  const entity = await newEntity(server);
  const ip = "10.0.3.9";
  for (let n = 0; n < 50; n++) await signIn({ ...entity, operatorId: String(n) as never, password: "wrong-password" }, ip);
  expect((await signIn(entity, ip)).statusCode).toBe(200);
  const person = await server.addHqUser();
  expect((await server.inject({ method: "POST", url: "/api/hq/session", payload: person, remoteAddress: ip })).statusCode).toBe(200);
});

test("S3 colleagues who guess an account's password at its register make each other wait, not its owner's tablet", async () => {
  const entity = await newEntity(server);
  const device = cookiesOf(await signIn(entity, "10.0.5.1")).find((cookie) => cookie.startsWith("rapport_device=")) ?? "";
  expect(device).toMatch(/^rapport_device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/);
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) statuses.push((await signIn({ ...entity, password: "wrong-password" }, `10.0.6.${n % 30}`)).statusCode);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect((await signIn(entity, "10.0.6.200")).statusCode).toBe(429);
  const { operatorId, password } = entity;
  const onTablet = await server.inject({
    method: "POST",
    url: "/api/pos/session",
    payload: { operatorId, password },
    headers: { cookie: `${await server.deviceOf(entity)}; ${device.split(";", 1)[0]}` },
    remoteAddress: "10.0.6.3",
  });
  expect(onTablet.statusCode).toBe(200);
  // The token gives no access by itself.
  const alone = await server.inject({ method: "GET", url: "/api/pos/session", headers: { cookie: device } });
  expect(alone.statusCode).toBe(401);
});

test("S8 S15 the audit log has sign-ins, and wrong tries with an account that exists", async () => {
  const entity = await newEntity(server);
  await signIn({ ...entity, password: "wrong-password" });
  await signIn({ ...entity, operatorId: "nobody" as never });
  await signIn(entity);
  const rows = await auditLog(server.deps.db)
    .innerJoin("worker", (join) => join.on("worker.legal_entity", "=", entity.legalEntity))
    .select(["audit_log.action", "audit_log.actor_kind", "worker.operator_id"])
    .where("audit_log.legal_entity", "=", entity.legalEntity)
    .where("audit_log.subject_kind", "=", "session")
    .orderBy("audit_log.id")
    .execute();
  const who = { actor_kind: "pos", operator_id: entity.operatorId };
  expect(rows).toEqual([
    { ...who, action: "sign_in.failed" },
    { ...who, action: "sign_in.succeeded" },
  ]);
});

test("many tries at the same moment do not get past the limit", async () => {
  const entity = await newEntity(server);
  const answers = await Promise.all(Array.from({ length: 30 }, () => signIn({ ...entity, password: "wrong-password" }, "10.0.3.1")));
  expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(20);
});

test("many right sign-ins do not count as tries", async () => {
  const entity = await newEntity(server);
  for (let n = 0; n < 12; n++) expect((await signIn(entity, "10.0.4.1")).statusCode).toBe(200);
});

test("headquarters signs in with an e-mail address in any case and a password; a wrong one of either gets the same answer", async () => {
  const { email, password } = await server.addHqUser();
  const session = await server.anonymous(signInHq, { body: { email: email.toUpperCase(), password } });
  expect(session).toMatchObject({ kind: "headquarters", email, permissions: expect.arrayContaining(["report.read", "dataSource.manage"]) as string[] });
  const wrong = await Promise.allSettled([
    server.anonymous(signInHq, { body: { email, password: "wrong" } }),
    server.anonymous(signInHq, { body: { email: "nobody@example.com", password } }),
  ]);
  expect(wrong.map((answer) => (answer.status === "rejected" ? String((answer.reason as Error).message) : "signed in"))).toEqual(
    Array(2).fill("This e-mail address and password do not belong together."),
  );
  await expect(server.anonymous(getHqSession)).rejects.toMatchObject({ kind: "signed_out" });
});

test("a POS session gives no access to headquarters, and the other way round", async () => {
  const worker = await server.asWorker(await newEntity(server));
  await expect(worker(getHqSession)).rejects.toMatchObject({ kind: "signed_out" });
});

test("the store holds neither tokens nor passwords", async () => {
  const entity = await newEntity(server);
  const token = cookieOf(await signIn(entity)).split(/[=;]/)[1] ?? "";
  const stored = await server.deps.db.selectFrom("session").selectAll().execute();
  const workers = await server.deps.db.selectFrom("worker").selectAll().where("legal_entity", "=", entity.legalEntity).execute();
  expect(token).toHaveLength(43);
  expect(JSON.stringify([stored, workers])).not.toContain(token);
  expect(workers[0]?.password_hash).toMatch(/^\$argon2id\$/);
});
