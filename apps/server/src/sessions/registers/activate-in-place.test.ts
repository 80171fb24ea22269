import { activateDemoRegister, activateRegisterAsManager, getPosRegister, signInPos } from "@rapport/contract/sessions";
import { putLegalEntity, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newEntity, refused, testServer, type NewEntity, type TestServer } from "../../testing/index.ts";
import { argon2 } from "../argon2.ts";

const DEMO = "DEMO";
const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock, demoEntity: DEMO });
});
afterAll(async () => {
  await server.close();
});

const MANAGER = { operatorId: "2001", password: "harbour-lantern-2" };

/** The legal entity with a manager who may activate devices. */
async function managed(): Promise<NewEntity> {
  const entity = await newEntity(server);
  await putManager(entity, { operations: [9001] });
  return entity;
}
async function putManager({ legalEntity }: NewEntity, change: object): Promise<void> {
  const body = { name: "Manager", employeeAddressBooks: ["staff"], password: MANAGER.password, ...change };
  await server.api(putWorker, { params: { legalEntity, operatorId: MANAGER.operatorId }, body });
}
const activate = async ({ legalEntity, register }: NewEntity, change: object = {}, ip = "10.0.0.1") =>
  await server.inject({ method: "POST", url: activateRegisterAsManager.path, payload: { legalEntity, register, ...MANAGER, ...change }, remoteAddress: ip });
const deviceOf = (answer: { headers: Record<string, unknown> }) => server.clientOf({ cookie: String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "" });
const entries = async (legalEntity: string) =>
  await server.deps.db
    .selectFrom("audit_entry")
    .select(["action", "actor_kind", "address"])
    .where("legal_entity", "=", legalEntity)
    .where("action", "like", "%.%")
    .orderBy("id")
    .execute();

test("SI14 a worker with the right makes a device a register, which signs nobody in and is in the log", async () => {
  const entity = await managed();
  const answer = await activate(entity);
  expect([answer.statusCode, answer.json<object>()]).toEqual([200, expect.objectContaining({ number: entity.register, legalEntity: entity.legalEntity })]);
  expect([answer.headers["set-cookie"]].flat()).toEqual([expect.stringMatching(/^rapport_register=[\w-]{43}; .*HttpOnly; SameSite=Strict$/)]);
  const { operatorId, password } = entity;
  expect(await deviceOf(answer)(signInPos, { body: { operatorId, password } })).toMatchObject({ register: { number: entity.register } });
  expect(await entries(entity.legalEntity)).toEqual([
    { action: "register.activated", actor_kind: "pos", address: "10.0.0.1" },
    { action: "sign_in.succeeded", actor_kind: "pos", address: "127.0.0.1" },
  ]);
});

test("SI14 without the right, at another store, with a password to change or out of use, a worker activates nothing", async () => {
  const entity = await managed();
  const codeOf = async () => (await activate(entity)).json<{ code: string }>().code;
  expect((await activate(entity, { operatorId: entity.operatorId, password: entity.password })).json<object>()).toMatchObject({ code: "approver.lacks_right" });
  await putManager(entity, { employeeAddressBooks: ["customers"] });
  expect(await codeOf()).toBe("approver.other_store");
  await putManager(entity, { mustChangePassword: true });
  expect(await codeOf()).toBe("approver.must_change_password");
  await putManager(entity, { mustChangePassword: false, active: false });
  expect(await codeOf()).toBe("approver.wrong");
  await putManager(entity, { active: true, withheld: [9001], operations: [] });
  expect(await codeOf()).toBe("approver.lacks_right");
  const rows = await server.deps.db.selectFrom("register_activation").select("register").where("legal_entity", "=", entity.legalEntity).execute();
  expect(rows).toEqual([]);
});

test("SI14 a wrong password, operator, register and legal entity get one and the same answer for one hash, and wait like a sign-in", async () => {
  const entity = await managed();
  const verify = vi.spyOn(argon2, "verify");
  const wrong = [{ password: "not-the-one" }, { operatorId: "9999" }, { register: "R9" }, { legalEntity: "NOBODY" }];
  const answers = [];
  for (const change of wrong) answers.push(await activate(entity, change, "10.0.3.1"));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect([answers[0]?.statusCode, verify.mock.calls.length]).toEqual([400, wrong.length]);
  verify.mockRestore();
  const codes: number[] = [];
  for (let n = 0; n < 11; n += 1) codes.push((await activate(entity, { password: "not-the-one" }, "10.0.3.2")).statusCode);
  expect(codes).toEqual([...Array<number>(10).fill(400), 429]);
  expect((await activate(entity, {}, "10.0.3.2")).statusCode).toBe(429);
  expect((await entries(entity.legalEntity)).every(({ action }) => action === "sign_in.failed")).toBe(true);
});

test("SI15 on the demo's own machine a tap activates a register of the demo, and nowhere else", async () => {
  const params = { legalEntity: DEMO, store: "S1", register: "R1" };
  await server.api(putLegalEntity, { params, body: { name: "Demo", currency: "EUR", publishAtOnce: true } });
  await server.api(putStore, { params, body: { name: "Demo store" } });
  await server.api(putRegister, { params, body: { store: "S1" } });
  const other = await newEntity(server);
  const page = { origin: "http://localhost:4000", "sec-fetch-site": "same-origin" };
  const tap = async ({ headers = {}, ...request }: { remoteAddress?: string; headers?: Record<string, string>; payload?: object } = {}) =>
    await server.inject({ method: "POST", url: activateDemoRegister.path, payload: { register: "R1" }, headers: { ...page, ...headers }, ...request });
  const shown = async (request: { remoteAddress?: string; headers?: Record<string, string> } = {}) =>
    (await server.inject({ method: "GET", url: getPosRegister.path, ...request })).json<{ demo: object[] }>().demo;

  const elsewhere = [
    { remoteAddress: "192.168.1.7" },
    { remoteAddress: "192.168.1.7", headers: { host: "127.0.0.1:4000" } },
    { headers: { host: "192.168.1.5:4000" } },
    ...["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"].map((name) => ({ headers: { [name]: "127.0.0.1" } })),
  ];
  for (const request of elsewhere) {
    const answer = await tap(request);
    expect([request, answer.statusCode, answer.json<object>(), answer.headers["set-cookie"]]).toEqual([
      request,
      403,
      expect.objectContaining({ code: "register.demo_only" }),
      undefined,
    ]);
    expect([request, await shown(request)]).toEqual([request, []]);
  }
  // A proxy on this machine that says nothing of itself: the page has its name.
  for (const origin of ["https://pos.example", "null"]) expect((await tap({ headers: { origin } })).json()).toMatchObject({ code: "register.demo_only" });
  const silent = await server.inject({ method: "POST", url: activateDemoRegister.path, payload: { register: "R1" } });
  expect(silent.json()).toMatchObject({ code: "register.demo_only" });
  expect((await tap({ payload: { register: other.register.replace("1", "9") } })).statusCode).toBe(403);

  expect(await shown()).toEqual([{ number: "R1", storeNumber: "S1", storeName: "Demo store", legalEntity: DEMO }]);
  for (const request of [{}, { headers: { host: "127.0.0.1:4000" } }, { headers: { host: "[::1]:4000" }, remoteAddress: "::1" }]) {
    const answer = await tap(request);
    expect([request, answer.statusCode]).toEqual([request, 200]);
    expect(await deviceOf(answer)(getPosRegister)).toMatchObject({ register: { number: "R1", legalEntity: DEMO } });
  }
  expect((await entries(DEMO)).map(({ action, actor_kind: kind }) => [action, kind])).toEqual(Array(3).fill(["register.activated_in_demo", "demo"]));
});

test("SI15 without a demo nobody sees a register before a code, and a tap activates none", async () => {
  const plain = await testServer({ background: false });
  try {
    await newEntity(plain);
    expect(await plain.anonymous(getPosRegister)).toEqual({ register: null, demo: [] });
    expect(await refused(plain.anonymous, activateDemoRegister, { body: { register: "R1" } })).toMatchObject({ code: "register.demo_only" });
  } finally {
    await plain.close();
  }
});

test("SI16 a register tells its store's opening language before anybody signs in", async () => {
  const entity = await newEntity(server);
  const device = server.clientOf({ cookie: await server.deviceOf(entity) });
  expect((await device(getPosRegister)).register?.language).toBeNull();
  await server.api(putStore, { params: { legalEntity: entity.legalEntity, store: entity.store }, body: { language: "nl" } });
  expect((await device(getPosRegister)).register?.language).toBe("nl");
});
