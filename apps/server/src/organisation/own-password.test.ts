import { endSignInWait, getSignInWait, getWorker, putWorker } from "@rapport/contract/organisation";
import { changePosPassword, getPosSession } from "@rapport/contract/sessions";
import { searchCustomers } from "@rapport/contract/customers";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newEntity, refused, testServer, type NewEntity, type TestServer } from "../testing/index.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

const signIn = async ({ operatorId, password, ...at }: Omit<NewEntity, "store">, ip = "10.0.0.1") =>
  await server.inject({
    method: "POST",
    url: "/api/pos/session",
    payload: { operatorId, password },
    headers: { cookie: await server.deviceOf(at) },
    remoteAddress: ip,
  });
const of = ({ legalEntity, operatorId }: NewEntity) => ({ params: { legalEntity, operatorId } });
const givenPassword = async (entity: NewEntity, password: string) =>
  await server.api(putWorker, { ...of(entity), body: { password, mustChangePassword: true } });

test("SI8 a worker with a password from headquarters does nothing before they chose their own, and everything after that in the same session", async () => {
  const entity = await newEntity(server);
  expect(await givenPassword(entity, "from-the-office")).toMatchObject({ mustChangePassword: true });
  const client = await server.asWorker({ ...entity, password: "from-the-office" });
  expect(await client(getPosSession)).toMatchObject({ mustChangePassword: true, permissions: ["ownPassword"] });
  expect(await refused(client, searchCustomers, { body: { query: "Ann" } })).toMatchObject({ code: "password.must_change", kind: "forbidden" });
  const change = { current: "from-the-office", password: "only I know this" };
  for (const [wrong, path, why] of [
    [{ ...change, current: "not the one" }, "current", "access.password_wrong"],
    [{ ...change, password: change.current }, "password", "password.same"],
    [{ ...change, password: "password123" }, "password", "password.common"],
    [{ ...change, password: "associate-12" }, "password", "password.own_name"],
  ] as const)
    expect(await refused(client, changePosPassword, { body: wrong })).toMatchObject({ faults: [{ at: path, code: why }] });
  expect(await refused(client, searchCustomers, { body: { query: "Ann" } })).toMatchObject({ code: "password.must_change" });
  await client(changePosPassword, { body: change });
  expect(await client(getPosSession)).toMatchObject({ mustChangePassword: false });
  await client(searchCustomers, { body: { query: "Ann" } });
  expect((await server.api(getWorker, of(entity))).mustChangePassword).toBe(false);
  expect((await signIn({ ...entity, password: "from-the-office" })).statusCode).toBe(401);
  expect((await signIn({ ...entity, password: change.password })).statusCode).toBe(200);
});

test("SI6 SI8 a worker who changes their password ends their other sessions, and the log names them", async () => {
  const entity = await newEntity(server);
  const [here, elsewhere] = [await server.asWorker(entity), await server.asWorker(entity)];
  await here(changePosPassword, { body: { current: entity.password, password: "something of my own" } });
  await expect(elsewhere(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  const { worker } = await here(getPosSession);
  const entries = await auditLog(server.deps.db)
    .select(["actor_kind", "action"])
    .where("subject_kind", "=", "worker")
    .where("subject_id", "=", worker.id)
    .where("action", "like", "password.%")
    .execute();
  expect(entries).toEqual([{ actor_kind: "pos", action: "password.changed" }]);
});

test("SI8 a password set without the wish to change it is kept, the same password again keeps the wish, and the wish alone holds at once", async () => {
  const entity = await newEntity(server);
  const must = async () => (await server.api(getWorker, of(entity))).mustChangePassword;
  expect(await must()).toBe(false);
  await givenPassword(entity, "from-the-office");
  await server.api(putWorker, { ...of(entity), body: { password: "from-the-office" } });
  await server.api(putWorker, { ...of(entity), body: { name: "Another name" } });
  expect(await must()).toBe(true);
  await server.api(putWorker, { ...of(entity), body: { password: "another-from-the-office" } });
  expect(await must()).toBe(false);
  const client = await server.asWorker({ ...entity, password: "another-from-the-office" });
  await server.api(putWorker, { ...of(entity), body: { mustChangePassword: true } });
  expect(await refused(client, searchCustomers, { body: { query: "Ann" } })).toMatchObject({ code: "password.must_change" });
});

test("SI9 headquarters sees that a worker waits after wrong passwords, and lets them try again at once; others go on waiting", async () => {
  const [entity, other] = [await newEntity(server), await newEntity(server)];
  for (let n = 0; n < 13; n += 1) {
    if (n > 9) clock.advance(2 ** (n - 10) * 1000);
    for (const [who, ip] of [
      [entity, "10.0.7.1"],
      [other, "10.0.7.2"],
    ] as const)
      expect((await signIn({ ...who, password: "not-the-password" }, ip)).statusCode).toBe(401);
  }
  expect((await signIn(entity, "10.0.7.1")).statusCode).toBe(429);
  expect(await server.api(getSignInWait, of(entity))).toEqual({ seconds: 8 });
  await server.api(endSignInWait, of(entity));
  expect(await server.api(getSignInWait, of(entity))).toEqual({ seconds: 0 });
  expect((await signIn(entity, "10.0.7.1")).statusCode).toBe(200);
  expect((await signIn(other, "10.0.7.2")).statusCode).toBe(429);
  expect(await refused(server.api, endSignInWait, { params: { ...of(entity).params, operatorId: "9999" } })).toMatchObject({ code: "worker.unknown" });
});

test("SI9 wrong tries at changing a password wait like those at sign-in", async () => {
  const entity = await newEntity(server);
  const client = await server.asWorker(entity);
  const codes: string[] = [];
  for (let n = 0; n < 12; n += 1)
    codes.push((await refused(client, changePosPassword, { body: { current: "not the one", password: "something of my own" } })).code);
  expect(codes).toEqual([...Array<string>(10).fill("password.wrong"), ...Array<string>(2).fill("request.too_many")]);
});
