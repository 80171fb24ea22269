import {
  changeUser,
  confirmSecondFactor,
  getSecondFactor,
  listOwnSessions,
  listUsers,
  putAccessSettings,
  removeSecondFactor,
  startSecondFactor,
} from "@rapport/contract/access";
import { getHqSession, signInHq } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { Secret, TOTP, URI } from "otpauth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { refused, testServer, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterEach(async () => {
  await server.api(putAccessSettings, { body: { requireSecondFactor: false } });
});
afterAll(async () => {
  await server.close();
});

const STEP_MS = 30_000;
const codeOf = (secret: string, steps = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() + steps * STEP_MS });

async function signIn(email: string, password: string, code?: string) {
  const answer = await server.inject({ method: "POST", url: signInHq.path, payload: { email, password, ...(code !== undefined && { code }) } });
  const client = server.clientOf({ cookie: String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "" });
  return { status: answer.statusCode, code: answer.json<{ code?: string }>().code, client };
}

/** A signed-in person whose second factor is on. */
async function personWithFactor() {
  const { email, password } = await server.addHqUser();
  const { client } = await signIn(email, password);
  const { secret, uri } = await client(startSecondFactor, { body: { password } });
  const { recoveryCodes } = await client(confirmSecondFactor, { body: { code: codeOf(secret) } });
  return { email, password, client, secret, uri, recoveryCodes, with: (code?: string) => signIn(email, password, code) };
}

test("AC9 a second factor is on once a code was confirmed; then a password alone does not sign in", async () => {
  const { email, password } = await server.addHqUser();
  const { client } = await signIn(email, password);
  const other = await signIn(email, password);
  expect((await refused(client, startSecondFactor, { body: { password: "not the password" } })).faults).toMatchObject([{ at: "password" }]);
  const { secret, uri } = await client(startSecondFactor, { body: { password } });
  expect(URI.parse(uri)).toMatchObject({ issuer: "Rapport", label: email, digits: 6, period: 30, algorithm: "SHA1" });
  expect((await signIn(email, password)).status).toBe(200);
  const wrongCode = codeOf(secret, 10);
  expect(await refused(client, confirmSecondFactor, { body: { code: wrongCode } })).toMatchObject({ code: "second_factor.wrong", faults: [{ at: "code" }] });
  const { recoveryCodes } = await client(confirmSecondFactor, { body: { code: codeOf(secret) } });
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await client(getSecondFactor)).toEqual({ on: true, required: false, recoveryCodesLeft: 10 });
  // Sessions that began with a password alone have ended, except the one that turned it on.
  expect(await refused(other.client, getHqSession)).toMatchObject({ kind: "signed_out" });
  expect((await client(listOwnSessions)).sessions).toHaveLength(1);
  clock.advance(STEP_MS);
  expect(await signIn(email, password)).toMatchObject({ status: 401, code: "sign_in.code_needed" });
  expect(await signIn(email, password, wrongCode === codeOf(secret) ? "000000" : wrongCode)).toMatchObject({ status: 401, code: "sign_in.code_wrong" });
  expect((await signIn(email, password, codeOf(secret))).status).toBe(200);
});

test("AC9 a person with the wrong password learns nothing of a second factor", async () => {
  const { email } = await personWithFactor();
  const [withFactor, unknown] = await Promise.all([email, "nobody@example.com"].map((who) => signIn(who, "not the password", "123456")));
  expect([withFactor!.status, withFactor!.code]).toEqual([unknown!.status, unknown!.code]);
  expect(withFactor!.code).toBe("sign_in.wrong");
});

test("AC9 a code works once, even when two people use it at the same moment, and older codes no longer work after it", async () => {
  const person = await personWithFactor();
  expect((await person.with(codeOf(person.secret))).code).toBe("sign_in.code_wrong");
  clock.advance(STEP_MS);
  const code = codeOf(person.secret);
  const statuses = (await Promise.all([person.with(code), person.with(code)])).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401]);
  expect((await person.with(codeOf(person.secret, -1))).status).toBe(401);
  // The device's clock is a step ahead.
  expect((await person.with(codeOf(person.secret, 1))).status).toBe(200);
});

test("AC9 a recovery code replaces the app once, however it is typed", async () => {
  const person = await personWithFactor();
  const [first, second] = person.recoveryCodes as [string, string];
  expect((await person.with(first)).status).toBe(200);
  expect((await person.with(first)).code).toBe("sign_in.code_wrong");
  const { client, status } = await person.with(` ${second.toUpperCase().replace("-", " ")} `);
  expect(status).toBe(200);
  expect(await client(getSecondFactor)).toMatchObject({ recoveryCodesLeft: 8 });
  const rows = await server.deps.db.selectFrom("recovery_code").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(person.recoveryCodes[3]);
});

test("AC9 S3 guessed codes wait like guessed passwords", async () => {
  const person = await personWithFactor();
  const codes = [];
  for (let n = 0; n < 11; n++) codes.push((await person.with(`${100_000 + n}`)).code);
  expect(codes.at(-1)).toBe("request.too_many");
  expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "sign_in.code_wrong"));
});

test("AC9 a second factor is turned off by its owner with the password, or by an administrator when it is lost; never while it is required", async () => {
  const person = await personWithFactor();
  const { password, client } = person;
  expect(await refused(client, startSecondFactor, { body: { password } })).toMatchObject({ code: "second_factor.on" });
  await server.api(putAccessSettings, { body: { requireSecondFactor: true } });
  expect(await refused(client, removeSecondFactor, { body: { password } })).toMatchObject({ code: "second_factor.required" });
  await server.api(putAccessSettings, { body: { requireSecondFactor: false } });
  expect((await refused(client, removeSecondFactor, { body: { password: "not the password" } })).code).toBe("password.wrong");
  await client(removeSecondFactor, { body: { password } });
  expect((await person.with()).status).toBe(200);
  const lost = await personWithFactor();
  const id = (await server.api(listUsers)).users.find(({ email }) => email === lost.email)!;
  expect(id.secondFactor).toBe(true);
  await server.api(changeUser, { params: { userId: id.id }, body: { secondFactor: "off" } });
  expect((await lost.with()).status).toBe(200);
});

test("AC10 while a second factor is required, people without one reach only their own account, from the next request on, and everything again once it is on", async () => {
  const [plain, factor] = [await server.addHqUser(), await personWithFactor()];
  const { client } = await signIn(plain.email, plain.password);
  await client(listUsers);
  await server.api(putAccessSettings, { body: { requireSecondFactor: true } });
  expect(await refused(client, listUsers)).toMatchObject({ kind: "forbidden" });
  expect(await client(getHqSession)).toMatchObject({ lacksSecondFactor: true, permissions: ["ownAccount"] });
  await factor.client(listUsers);
  const { secret } = await client(startSecondFactor, { body: { password: plain.password } });
  await client(confirmSecondFactor, { body: { code: codeOf(secret) } });
  await client(listUsers);
});
