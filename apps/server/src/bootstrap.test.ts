import { permissionsOf } from "@rapport/contract";
import { signInHq } from "@rapport/contract/sessions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootstrap } from "./bootstrap.ts";
import { testServer, type TestServer } from "./testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const none = { email: "admin@example.com", password: undefined };
const statusWith = async (key: string) =>
  (await server.inject({ method: "GET", url: "/api/report-suites", headers: { authorization: `Bearer ${key}` } })).statusCode;

async function hqCookie(admin: { email: string; password: string }): Promise<string> {
  const answer = await server.inject({ method: "POST", url: "/api/hq/session", payload: admin });
  return String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
}
const hqStatus = async (cookie: string) => (await server.inject({ method: "GET", url: "/api/hq/session", headers: { cookie } })).statusCode;

test("the first start makes an administrator with a password that is shown once, even when two processes start at once", async () => {
  const started = await Promise.all([1, 2, 3].map(() => bootstrap(server.deps, { admin: none, bootstrapKey: undefined })));
  const passwords = started.flatMap(({ generatedPassword }) => generatedPassword ?? []);
  expect(passwords).toHaveLength(1);
  const session = await server.anonymous(signInHq, { body: { email: none.email, password: passwords[0] ?? "" } });
  expect(session.permissions).toEqual([...permissionsOf("headquarters"), "ownAccount"]);
  expect(await bootstrap(server.deps, { admin: none, bootstrapKey: undefined })).toEqual({ generatedPassword: undefined });
});

test("the administrator whom the settings name can sign in with the password of the settings", async () => {
  const admin = { email: "Chief@example.com", password: "first-password" };
  for (const password of ["first-password", "second-password"]) {
    await bootstrap(server.deps, { admin: { ...admin, password }, bootstrapKey: undefined });
    await server.anonymous(signInHq, { body: { email: admin.email, password } });
  }
  await expect(server.anonymous(signInHq, { body: admin })).rejects.toMatchObject({ kind: "signed_out" });
});

test("S5 SI6 a new password in the settings ends the administrator's sessions", async () => {
  const admin = { email: "sessions@example.com", password: "first-password" };
  await bootstrap(server.deps, { admin, bootstrapKey: undefined });
  const cookie = await hqCookie(admin);
  await bootstrap(server.deps, { admin, bootstrapKey: undefined });
  expect(await hqStatus(cookie)).toBe(200);
  await bootstrap(server.deps, { admin: { ...admin, password: "second-password" }, bootstrapKey: undefined });
  expect(await hqStatus(cookie)).toBe(401);
});

test("S5 SI6 an administrator whom the settings no longer name cannot sign in, and is let in again when they do", async () => {
  const [former, next] = [
    { email: "former@example.com", password: "a-password-kept" },
    { email: "next@example.com", password: "a-password-kept" },
  ];
  const others = await server.addHqUser();
  await bootstrap(server.deps, { admin: former, bootstrapKey: undefined });
  const cookie = await hqCookie(former);
  await bootstrap(server.deps, { admin: next, bootstrapKey: undefined });
  expect(await hqStatus(cookie)).toBe(401);
  await expect(server.anonymous(signInHq, { body: former })).rejects.toMatchObject({ kind: "signed_out" });
  await server.anonymous(signInHq, { body: next });
  await server.anonymous(signInHq, { body: others });
  await bootstrap(server.deps, { admin: former, bootstrapKey: undefined });
  await server.anonymous(signInHq, { body: former });
  await expect(server.anonymous(signInHq, { body: next })).rejects.toMatchObject({ kind: "signed_out" });
});

test("the key of the settings works, a new one replaces it, and a revoked one stays revoked", async () => {
  const [first, second] = ["bootstrap-key-number-1", "bootstrap-key-number-2"] as const;
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  expect(await statusWith(first)).toBe(200);
  await bootstrap(server.deps, { admin: none, bootstrapKey: second });
  expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  expect(await statusWith(first)).toBe(401);
});
