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

test("the first start makes an administrator with a password that is told once, also when two processes start at once", async () => {
  const started = await Promise.all([1, 2, 3].map(() => bootstrap(server.deps, { admin: none, bootstrapKey: undefined })));
  const passwords = started.flatMap(({ generatedPassword }) => generatedPassword ?? []);
  expect(passwords).toHaveLength(1);
  const session = await server.anonymous(signInHq, { body: { email: none.email, password: passwords[0] ?? "" } });
  expect(session.permissions).toEqual(["reportSuite.read", "reportSuite.manage", "dataSource.manage", "report.read", "organisation.manage", "customer.manage"]);
  expect(await bootstrap(server.deps, { admin: none, bootstrapKey: undefined })).toEqual({ generatedPassword: undefined });
});

test("the administrator that the settings name can sign in with the password of the settings", async () => {
  const admin = { email: "Chief@example.com", password: "first-password" };
  for (const password of ["first-password", "second-password"]) {
    await bootstrap(server.deps, { admin: { ...admin, password }, bootstrapKey: undefined });
    await server.anonymous(signInHq, { body: { email: admin.email, password } });
  }
  await expect(server.anonymous(signInHq, { body: admin })).rejects.toMatchObject({ code: "signed_out" });
});

test("the key of the settings works, a new one takes its place, and a revoked one stays revoked", async () => {
  const [first, second] = ["bootstrap-key-number-1", "bootstrap-key-number-2"] as const;
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  expect(await statusWith(first)).toBe(200);
  await bootstrap(server.deps, { admin: none, bootstrapKey: second });
  expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
  await bootstrap(server.deps, { admin: none, bootstrapKey: first });
  expect(await statusWith(first)).toBe(401);
});
