import { putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { activateRegisterAsManager, liftSignInWait } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { auditLog, newEntity, refused, testServer, type NewEntity, type TestServer } from "../testing/index.ts";
import { argon2 } from "./argon2.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

type Who = Omit<NewEntity, "store">;
async function signIn({ operatorId, password, ...at }: Who, { ip = "10.0.0.1", cookie = "" } = {}) {
  const headers = { cookie: `${await server.deviceOf(at)}; ${cookie}` };
  return await server.inject({ method: "POST", url: "/api/pos/session", payload: { operatorId, password }, headers, remoteAddress: ip });
}
const cookieOf = (answer: { headers: Record<string, unknown> }, name: string) =>
  [answer.headers["set-cookie"]]
    .flat()
    .map(String)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(";", 1)[0] ?? "";
const wrong = (who: NewEntity): NewEntity => ({ ...who, password: "not-the-password" });

/** Compares passwords without hashing them, because a test with a hundred tries would take minutes of a slow machine. */
function onlyRight({ password }: NewEntity): void {
  vi.spyOn(argon2, "verify").mockImplementation(async (_stored, given) => await Promise.resolve(given === password));
  onTestFinished(() => void vi.restoreAllMocks());
}

async function addWorker(entity: NewEntity, operatorId: string, { operations = [712], employeeAddressBooks = ["staff"] } = {}): Promise<NewEntity> {
  const password = `password of ${operatorId}`;
  const body = { name: `Worker ${operatorId}`, employeeAddressBooks, operations: operations as [], password };
  await server.api(putWorker, { params: { legalEntity: entity.legalEntity, operatorId }, body });
  return { ...entity, operatorId, password };
}

test("SI1 a wrong password of somebody and of nobody costs the store as many statements", async () => {
  const entity = await newEntity(server);
  onlyRight(entity);
  await signIn(wrong(entity), { ip: "10.4.1.1" });
  const asked = vi.spyOn(server.deps.pool, "connect");
  const statements = async (who: NewEntity, ip: string) => {
    asked.mockClear();
    await signIn(who, { ip });
    return asked.mock.calls.length;
  };
  let round = 0;
  // Again while something else asks the store at the same moment.
  await expect
    .poll(
      async () => {
        const ip = `10.4.0.${(round += 1)}`;
        const counted = [await statements(wrong(entity), ip), await statements({ ...wrong(entity), operatorId: `nobody${round}` }, ip)];
        return counted[0] === counted[1] && counted[0] !== 0;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
});

test("S3 SI13 a colleague who makes new devices at the same register has the few free tries at somebody else's account that the register has", async () => {
  const colleague = await newEntity(server);
  const victim = await addWorker(colleague, "2002");
  onlyRight(colleague);
  const statuses: number[] = [];
  for (let device = 0; device < 6; device += 1) {
    const cookie = cookieOf(await signIn(colleague), "rapport_device");
    for (let n = 0; n < 5; n += 1) statuses.push((await signIn(wrong(victim), { ip: `10.1.0.${device}`, cookie })).statusCode);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(20).fill(429)]);
});

test("S3 SI13 who signed in on a device with their own account is not made to wait there by strangers, and still has a bound of their own", async () => {
  const entity = await newEntity(server);
  onlyRight(entity);
  const cookie = cookieOf(await signIn(entity), "rapport_device");
  for (let n = 0; n < 25; n += 1) await signIn(wrong(entity), { ip: `10.2.0.${n}` });
  expect((await signIn(entity, { ip: "10.2.1.1" })).statusCode).toBe(429);
  expect((await signIn(entity, { cookie })).statusCode).toBe(200);
  for (let n = 0; n < 10; n += 1) expect((await signIn(wrong(entity), { cookie })).statusCode).toBe(401);
  expect((await signIn(entity, { cookie })).statusCode).toBe(429);
});

test("S3 SI13 strangers elsewhere make nobody wait at a register's own device, also where somebody signs in for the first time", async () => {
  const entity = await newEntity(server);
  onlyRight(entity);
  const { legalEntity, register, operatorId } = entity;
  const statuses = new Set<number>();
  for (let n = 0; n < 25; n += 1) {
    const payload = { legalEntity, register, operatorId, password: "not-the-password" };
    statuses.add((await server.inject({ method: "POST", url: activateRegisterAsManager.path, payload, remoteAddress: `10.5.0.${n}` })).statusCode);
  }
  expect(statuses).toContain(429);
  expect((await signIn(entity)).statusCode).toBe(200);
});

test("S3 SI13 C18 wrong tries at a register's own device add up over all accounts, and strangers who name the register elsewhere do not make it wait", async () => {
  const entity = await newEntity(server);
  onlyRight(entity);
  const { legalEntity, register } = entity;
  const elsewhere = async (n: number) =>
    await server.inject({
      method: "POST",
      url: activateRegisterAsManager.path,
      payload: { legalEntity, register, operatorId: `x${n}`, password: "not-the-password" },
      remoteAddress: `10.3.0.${n}`,
    });
  for (let n = 0; n < 70; n += 1) await elsewhere(n);
  expect((await elsewhere(70)).statusCode).toBe(429);
  expect((await signIn(entity)).statusCode).toBe(200);
  for (let n = 0; n < 60; n += 1) expect((await signIn({ ...entity, operatorId: `y${n}` }, { ip: `10.3.1.${n}` })).statusCode).toBe(401);
  expect((await signIn(entity)).statusCode).toBe(429);
  clock.advance(1000);
  expect((await signIn(entity)).statusCode).toBe(200);
});

test("SI9 a manager at the register ends the wait of somebody of the store, and the log names the manager", async () => {
  const entity = await newEntity(server);
  const { legalEntity, operatorId } = entity;
  const manager = await addWorker(entity, "9001", { operations: [1216] });
  const managerId = (await signIn(manager)).json<{ worker: { id: string } }>().worker.id;
  const colleague = await addWorker(entity, "3003");
  await server.api(putStore, {
    params: { legalEntity, store: "S2" },
    body: { name: "Store 2", customerAddressBooks: [], employeeAddressBooks: ["customers"] },
  });
  await server.api(putRegister, { params: { legalEntity, register: "R2" }, body: { store: "S2" } });
  const elsewhere = await addWorker(entity, "9002", { operations: [1216], employeeAddressBooks: ["customers"] });
  for (let n = 0; n < 10; n += 1) await signIn(wrong(entity), { ip: "127.0.0.1" });
  expect((await signIn(entity, { ip: "127.0.0.1" })).statusCode).toBe(429);

  const device = server.clientOf({ cookie: await server.deviceOf(entity) });
  const lift = async (by: NewEntity, who = operatorId) =>
    await refused(device, liftSignInWait, { body: { operatorId: who, manager: { operatorId: by.operatorId, password: by.password } } });
  expect(await lift(wrong(manager))).toMatchObject({ code: "approver.wrong", kind: "invalid" });
  expect(await lift({ ...manager, operatorId: "nobody" })).toEqual(await lift(wrong(manager)));
  expect(await lift(colleague)).toMatchObject({ code: "approver.lacks_right" });
  expect(await lift(elsewhere)).toMatchObject({ code: "approver.other_store" });
  expect(await lift(manager, "nobody")).toMatchObject({ code: "worker.not_here" });
  expect((await signIn(entity, { ip: "127.0.0.1" })).statusCode).toBe(429);

  const body = { operatorId, manager: { operatorId: manager.operatorId, password: manager.password } };
  expect(await refused(server.anonymous, liftSignInWait, { body })).toMatchObject({ code: "register.no_device" });
  await device(liftSignInWait, { body });
  expect((await signIn(entity, { ip: "127.0.0.1" })).statusCode).toBe(200);
  const entries = await auditLog(server.deps.db).select("action").where("actor_id", "=", managerId).execute();
  expect(entries.map(({ action }) => action)).toEqual(["sign_in.succeeded", "sign_in.failed", "sign_in.failed", "sign_in.wait_ended"]);
});

test("SI9 wrong passwords of a manager wait like those at sign-in", async () => {
  const entity = await newEntity(server);
  const { operatorId } = entity;
  const device = server.clientOf({ cookie: await server.deviceOf(entity) });
  const manager = await addWorker(entity, "9001", { operations: [1216] });
  const codes: string[] = [];
  for (let n = 0; n < 12; n += 1)
    codes.push(
      (await refused(device, liftSignInWait, { body: { operatorId, manager: { operatorId: manager.operatorId, password: "not-the-password" } } })).code,
    );
  expect(codes).toEqual([...Array<string>(10).fill("approver.wrong"), ...Array<string>(2).fill("request.too_many")]);
});
