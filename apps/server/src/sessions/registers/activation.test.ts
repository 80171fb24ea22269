import { activateRegister, deactivateRegister, getPosRegister, getPosSession, getRegisterActivation, makeRegisterCode } from "@rapport/contract/sessions";
import { deleteRegister, putRegister } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEntity, refused, testServer, type NewEntity, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

const of = ({ legalEntity, register }: NewEntity) => ({ params: { legalEntity, register } });
const codeFor = async (entity: NewEntity) => (await server.api(makeRegisterCode, of(entity))).code;
const stateOf = async (entity: NewEntity) => (await server.api(getRegisterActivation, of(entity))).state;
const redeem = async (code: string, ip = "10.0.0.1") => await server.inject({ method: "POST", url: "/api/pos/register", payload: { code }, remoteAddress: ip });
/** The cookie of a device that is now the register. */
async function activated(entity: NewEntity): Promise<string> {
  const answer = await redeem(await codeFor(entity));
  expect(answer.statusCode).toBe(200);
  return String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
}
const signIn = async ({ operatorId, password }: NewEntity, cookie = "") =>
  await server.inject({ method: "POST", url: "/api/pos/session", payload: { operatorId, password }, headers: { cookie } });
const sessionOf = (answer: { headers: Record<string, unknown> }) =>
  server.clientOf({ cookie: String([answer.headers["set-cookie"]].flat()[0]).split(";", 1)[0] ?? "" });

test("SI10 a device becomes a register with a code, in any writing, and people sign in on that device only", async () => {
  const entity = await newEntity(server);
  expect(await stateOf(entity)).toBe("never");
  const nowhere = await signIn(entity);
  expect([nowhere.statusCode, nowhere.json<object>()]).toEqual([403, expect.objectContaining({ code: "register.no_device" })]);
  const answer = await redeem(` ${(await codeFor(entity)).toUpperCase().replaceAll("-", " ")} `);
  expect(answer.json<object>()).toEqual({ number: entity.register, storeNumber: entity.store, storeName: "Store 1", legalEntity: entity.legalEntity });
  expect(String(answer.headers["set-cookie"])).toMatch(/^rapport_register=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/);
  const device = String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
  expect(await server.clientOf({ cookie: device })(getPosRegister)).toMatchObject({ register: { number: entity.register, legalEntity: entity.legalEntity } });
  expect((await signIn(entity, device)).statusCode).toBe(200);
  for (const cookie of ["", "rapport_register=another"]) expect((await signIn(entity, cookie)).body).toBe(nowhere.body);
  expect(await stateOf(entity)).toBe("activated");
  expect(await server.anonymous(getPosRegister)).toEqual({ register: null, demo: [] });
});

test("SI10 a code does not outlive the right of whoever made it", async () => {
  const entity = await newEntity(server);
  const key = await server.addKey(["organisation.manage"]);
  const code = async () => {
    const { legalEntity, register } = entity;
    const url = `/api/legal-entities/${legalEntity}/registers/${register}/activation`;
    return (await server.inject({ method: "POST", url, headers: { authorization: `Bearer ${key}` } })).json<{ code: string }>().code;
  };
  const become = async (of: { permissions?: string[]; revoked_at?: Date }) =>
    await server.deps.db.updateTable("api_key").set(of).where("hash", "=", server.hashOf(key)).execute();
  expect((await redeem(await code(), "10.0.2.1")).statusCode).toBe(200);
  const late = await code();
  await become({ permissions: ["customer.manage"] });
  expect((await redeem(late, "10.0.2.1")).json<object>()).toMatchObject({ code: "register_code.ended" });
  await become({ permissions: ["organisation.manage"] });
  expect((await redeem(late, "10.0.2.1")).statusCode).toBe(200);
  const last = await code();
  await become({ revoked_at: new Date(0) });
  expect((await redeem(last, "10.0.2.1")).statusCode).toBe(404);
});

test("SI10 a code works once, for a day, and until there is a newer one; wrong ones make their address wait", async () => {
  const entity = await newEntity(server);
  const first = await codeFor(entity);
  const second = await codeFor(entity);
  expect((await redeem(first, "10.0.1.1")).statusCode).toBe(404);
  const answers = await Promise.all([redeem(second, "10.0.1.2"), redeem(second, "10.0.1.3")]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
  const late = await codeFor(entity);
  clock.advance(24 * 3600_000);
  expect((await redeem(late, "10.0.1.1")).statusCode).toBe(404);
  const codes: number[] = [];
  for (let n = 0; n < 12; n += 1) codes.push((await redeem(`guess-${n}`, "10.0.1.9")).statusCode);
  expect(codes).toEqual([...Array<number>(10).fill(404), 429, 429]);
  const rows = await server.deps.db.selectFrom("register_activation").selectAll().where("legal_entity", "=", entity.legalEntity).execute();
  expect(JSON.stringify(rows)).not.toContain(late.replaceAll("-", ""));
});

test("SI10 a code for a register that went out of use is refused, and works when the register is back", async () => {
  const entity = await newEntity(server);
  const code = await codeFor(entity);
  await server.api(putRegister, { ...of(entity), body: { active: false } });
  expect((await redeem(code)).json<object>()).toMatchObject({ code: "register_code.out_of_use" });
  expect(await stateOf(entity)).toBe("never");
  await server.api(putRegister, { ...of(entity), body: { active: true } });
  expect((await redeem(code)).statusCode).toBe(200);
});

test("SI11 a register that is deleted and made again has no session of before", async () => {
  const entity = await newEntity(server);
  const device = await activated(entity);
  const client = sessionOf(await signIn(entity, device));
  await client(getPosSession);
  await server.api(deleteRegister, of(entity));
  await server.api(putRegister, { ...of(entity), body: { store: entity.store } });
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  expect((await signIn(entity, device)).statusCode).toBe(403);
});

test("SI11 deactivation holds at once: sessions on the device end and nobody signs in there; so does another device that becomes the register", async () => {
  const entity = await newEntity(server);
  const before = sessionOf(await signIn(entity, await activated(entity)));
  await before(getPosSession);
  clock.advance(1000);
  const device = await activated(entity);
  await expect(before(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  const client = sessionOf(await signIn(entity, device));
  await client(getPosSession);
  await server.api(deactivateRegister, of(entity));
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  expect((await signIn(entity, device)).statusCode).toBe(403);
  expect(await server.clientOf({ cookie: device })(getPosRegister)).toEqual({ register: null, demo: [] });
  expect(await stateOf(entity)).toBe("deactivated");
  clock.advance(1000);
  const again = await activated(entity);
  await expect(client(getPosSession)).rejects.toMatchObject({ kind: "signed_out" });
  expect((await signIn(entity, device)).statusCode).toBe(403);
  expect((await signIn(entity, again)).statusCode).toBe(200);
});

test("SI11 deactivating a register without a device withdraws its code, and is refused when there is none", async () => {
  const entity = await newEntity(server);
  const nothing = { kind: "conflict", code: "register.not_activated", params: { legalEntity: entity.legalEntity, register: entity.register } };
  expect(await refused(server.api, deactivateRegister, of(entity))).toMatchObject(nothing);
  const code = await codeFor(entity);
  await server.api(deactivateRegister, of(entity));
  expect((await redeem(code)).json<object>()).toMatchObject({ code: "register_code.ended" });
  await codeFor(entity);
  clock.advance(25 * 3600_000);
  expect(await refused(server.api, deactivateRegister, of(entity))).toMatchObject(nothing);
});

test("SI12 the log has the device that becomes a register with whose code, the one that is none any more, and a withdrawn code", async () => {
  const entity = await newEntity(server);
  const headquarters = await server.asHeadquarters();
  const { code } = await headquarters(makeRegisterCode, of(entity));
  expect((await redeem(code, "10.0.2.7")).statusCode).toBe(200);
  await redeem(code, "10.0.2.7");
  await server.api(deactivateRegister, of(entity));
  await server.api(makeRegisterCode, of(entity));
  await headquarters(deactivateRegister, of(entity));
  const rows = await server.deps.db
    .selectFrom("audit_entry as e")
    .innerJoin("audit_subject as s", "s.entry", "e.id")
    .select(["e.action", "e.actor_kind", "e.endpoint", "s.kind", "s.subject_id", "e.address"])
    .where("e.legal_entity", "=", entity.legalEntity)
    .where("s.kind", "=", "register")
    .where("e.action", "like", "register.%")
    .orderBy("e.id")
    .execute();
  const about = { kind: "register", subject_id: entity.register };
  expect(rows).toEqual([
    { ...about, action: "register.activated_by_code", actor_kind: "headquarters", endpoint: "activateRegister", address: "10.0.2.7" },
    { ...about, action: "register.deactivated", actor_kind: "apiKey", endpoint: "deactivateRegister", address: "127.0.0.1" },
    { ...about, action: "register.code_ended", actor_kind: "headquarters", endpoint: "deactivateRegister", address: "127.0.0.1" },
  ]);
});

test("SI10 a code for a register that is not there is refused, and deactivation voids an unused code", async () => {
  const entity = await newEntity(server);
  expect(await refused(server.api, makeRegisterCode, { params: { legalEntity: entity.legalEntity, register: "R9" } })).toMatchObject({
    code: "register.unknown",
  });
  const code = await codeFor(entity);
  await server.api(deactivateRegister, of(entity));
  expect(await stateOf(entity)).toBe("never");
  expect(await refused(server.anonymous, activateRegister, { body: { code } })).toMatchObject({ code: "register_code.ended" });
});
