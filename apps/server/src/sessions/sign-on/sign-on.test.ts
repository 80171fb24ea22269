import type { Role } from "@rapport/contract";
import { changeUser, inviteUser, listUsers, putAccessSettings } from "@rapport/contract/access";
import { getSignOn, getSignOnRoles, putSignOnRoles } from "@rapport/contract/sessions";
import { testClock, uniqueName } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newEntity, testServer, type TestServer } from "../../testing/index.ts";
import { valuesOf } from "./provider.ts";
import { CLIENT, startProvider, type TestProvider } from "./provider.fixture.ts";

let provider: TestProvider;
let server: TestServer;
beforeAll(async () => {
  provider = await startProvider();
  server = await testServer({ background: false, signOn: { ...CLIENT, issuer: provider.issuer, claim: "roles", name: "House account" } });
  await roles(["analysts", "analyst"], ["privacy", "privacyOfficer"]);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

const roles = async (...rules: readonly [value: string, role: Role][]) =>
  await server.api(putSignOnRoles, { body: { roles: rules.map(([value, role]) => ({ value, role })) } });

function person(claims: Record<string, unknown> = {}): { sub: string; email: string } {
  const sub = uniqueName("person");
  const email = `${sub}@example.com`;
  provider.accounts.set(sub, { email, email_verified: true, name: `Name of ${sub}`, roles: ["analysts"], ...claims });
  return { sub, email };
}

/** The cookies that an answer sets, as a browser sends them back. */
const cookiesOf = (answer: { headers: { "set-cookie"?: string | string[] | undefined } }) =>
  [answer.headers["set-cookie"] ?? []]
    .flat()
    .map((set) => set.split(";", 1)[0] ?? "")
    .join("; ");

async function begin(of = server, next = "/workers?legalEntity=A") {
  const answer = await of.inject({ url: `/api/hq/sign-on/start?next=${encodeURIComponent(next)}` });
  expect(answer.statusCode).toBe(303);
  return { address: String(answer.headers.location), cookie: cookiesOf(answer) };
}
const comeBack = async (address: string, cookie: string, of = server) =>
  await of.inject({ url: address.slice(new URL(address).origin.length), headers: { cookie } });

async function signIn(sub: string, of = server) {
  const { address, cookie } = await begin(of);
  const answer = await comeBack(await provider.signIn(address, sub), cookie, of);
  return { location: String(answer.headers.location), cookie: cookiesOf(answer) };
}
const session = async (cookie: string) => await server.inject({ url: "/api/hq/session", headers: { cookie } });
const problem = async (sub: string) => new URL((await signIn(sub)).location, "http://x").searchParams.get("problem");

test("AC11 a person signs in with the provider, is made with the roles of the claim, and comes back to the page they wanted", async () => {
  expect(await server.anonymous(getSignOn)).toEqual({ name: "House account" });
  const { sub, email } = person({ roles: ["analysts", "privacy", "unheard of"] });
  const { location, cookie } = await signIn(sub);
  expect(location).toBe("/hq/workers?legalEntity=A");
  expect((await session(cookie)).json()).toMatchObject({ email, name: `Name of ${sub}`, lacksSecondFactor: false });
  const user = (await server.api(listUsers)).users.find((one) => one.email === email);
  expect(user).toMatchObject({
    state: "active",
    roles: [
      { role: "analyst", legalEntity: null },
      { role: "privacyOfficer", legalEntity: null },
    ],
  });
  const rows = await auditLog(server.deps.db)
    .select(["action", "address"])
    .where("actor_id", "=", user?.id ?? "")
    .orderBy("id")
    .execute();
  expect(rows).toEqual([{ action: "user.signed_on", address: "127.0.0.1" }]);
  // The secret is in no answer.
  expect(JSON.stringify(await server.api(getSignOnRoles))).not.toContain(CLIENT.clientSecret);
});

test("AC11 a person is known by the provider's own id: a new e-mail address there changes nobody, and roles are those of the claim at each sign-in", async () => {
  const { sub, email } = person();
  await signIn(sub);
  provider.accounts.set(sub, { email: "other@example.com", email_verified: true, name: "Other", roles: ["privacy"] });
  const { cookie } = await signIn(sub);
  expect((await session(cookie)).json()).toMatchObject({ email });
  expect((await server.api(listUsers)).users.find((one) => one.email === email)?.roles).toEqual([{ role: "privacyOfficer", legalEntity: null }]);
  // With nothing that gives a role they are refused, and the session they have ends.
  provider.accounts.set(sub, { email, email_verified: true, roles: "nothing here" });
  expect(await problem(sub)).toBe("sign_on.no_role");
  expect((await session(cookie)).statusCode).toBe(401);
  // Trying again changes nothing more, so that whoever has their form open can still save (OG1).
  const version = async () => (await server.deps.db.selectFrom("hq_user").select("version").where("email", "=", email).executeTakeFirstOrThrow()).version;
  const before = await version();
  expect(await problem(sub)).toBe("sign_on.no_role");
  expect(await version()).toBe(before);
});

test("AC11 an e-mail address ties nobody: not one that is not checked, and not somebody with a password; an invited person is tied by a checked one", async () => {
  const admin = await server.addHqUser();
  expect(await problem(person({ email: admin.email }).sub)).toBe("sign_on.email_taken");
  const invite = async () => {
    const email = `${uniqueName("invited")}@example.com`;
    await server.api(inviteUser, { body: { email, name: "Invited", roles: [{ role: "reader" }] } });
    return email;
  };
  expect(await problem(person({ email: await invite(), email_verified: false }).sub)).toBe("sign_on.email_taken");
  const email = await invite();
  const { cookie } = await signIn(person({ email: email.toUpperCase() }).sub);
  expect((await session(cookie)).json()).toMatchObject({ email, name: "Invited" });
  expect(await problem(person({ email: undefined }).sub)).toBe("sign_on.no_email");
});

test("AC11 a deactivated person is refused at once and at the next sign-in; a required second factor is the provider's matter", async () => {
  const { sub, email } = person();
  const { cookie } = await signIn(sub);
  await server.api(putAccessSettings, { body: { requireSecondFactor: true } });
  expect((await session(cookie)).json()).toMatchObject({ lacksSecondFactor: false });
  await server.api(putAccessSettings, { body: { requireSecondFactor: false } });
  const { id } = (await server.api(listUsers)).users.find((one) => one.email === email)!;
  await server.api(changeUser, { params: { userId: id }, body: { active: false } });
  expect((await session(cookie)).statusCode).toBe(401);
  expect(await problem(sub)).toBe("sign_on.deactivated");
});

test("AC11 a sign-in comes back once, to the browser in which it began, with the state and nonce it was sent with", async () => {
  const { sub } = person();
  const first = await begin();
  const back = await provider.signIn(first.address, sub);
  const stranger = await begin();
  const ended = "/hq/sign-in?problem=sign_on.ended";
  for (const cookie of ["", "rapport_sign_on=guessed", stranger.cookie]) expect((await comeBack(back, cookie)).headers.location).toBe(ended);
  // Somebody else's code with an own state: the provider or its nonce tells.
  const code = new URL(back).searchParams.get("code") ?? "";
  const mixed = new URL(await provider.signIn(stranger.address, sub));
  mixed.searchParams.set("code", code);
  expect((await comeBack(mixed.href, stranger.cookie)).headers.location).toMatch(/problem=sign_on\.(refused|untrusted)$/);
  expect(String((await comeBack(back, first.cookie)).headers.location)).toMatch(/^\/hq\/workers|problem=sign_on/);
  expect((await comeBack(back, first.cookie)).headers.location).toBe(ended);
});

test("AC11 going back without signing in, a provider that is away, a wrong secret and clocks that differ are each told in words", async () => {
  const { address, cookie } = await begin();
  expect((await comeBack(await provider.signIn(address, "cancel"), cookie)).headers.location).toBe("/hq/sign-in?problem=sign_on.cancelled");
  const { sub } = person();
  const settings = { ...CLIENT, issuer: provider.issuer, claim: "roles", name: "House account" };
  const options = { background: false, logLevel: "silent" };
  const away = await testServer({ ...options, signOn: { ...settings, issuer: "http://127.0.0.1:9" } });
  expect((await begin(away)).address).toBe("/hq/sign-in?problem=sign_on.away");
  const secret = await testServer({ ...options, signOn: { ...settings, clientSecret: "wrong" } });
  expect((await signIn(sub, secret)).location).toBe("/hq/sign-in?problem=sign_on.refused");
  const late = await testServer({ ...options, clock: testClock("2035-01-01T00:00:00Z"), signOn: settings });
  expect((await signIn(sub, late)).location).toBe("/hq/sign-in?problem=sign_on.clock");
  const none = await testServer(options);
  expect((await begin(none)).address).toBe("/hq/sign-in?problem=sign_on.off");
  for (const one of [away, secret, late, none]) await one.close();
});

test("AC11 nobody gives by the claim more than they may do; a role may be for one legal entity", async () => {
  const entity = await newEntity(server);
  const rules = [
    { value: "analysts", role: "analyst" as const },
    { value: "local", role: "reader" as const, legalEntity: entity.legalEntity },
  ];
  expect((await server.api(putSignOnRoles, { body: { roles: [...rules, ...rules] } })).roles).toHaveLength(2);
  const narrow = await server.withKey(["user.manage"]);
  await expect(narrow(putSignOnRoles, { body: { roles: [{ value: "x", role: "administrator" }] } })).rejects.toMatchObject({ code: "user.too_wide" });
  await expect(server.api(putSignOnRoles, { body: { roles: [{ value: "x", role: "reader", legalEntity: "NOWHERE" as never }] } })).rejects.toMatchObject({
    code: "user.wrong",
  });
  const { sub, email } = person({ roles: "local" });
  await signIn(sub);
  expect((await server.api(listUsers)).users.find((one) => one.email === email)?.roles).toEqual([{ role: "reader", legalEntity: entity.legalEntity }]);
});

test("OG2 AC11 of two people who change the roles at the same time the second one is told, and replaces those of the first only by saving again", async () => {
  const seen = await server.api(getSignOnRoles);
  const first = { roles: [{ value: "first", role: "reader" as const }] };
  const second = { roles: [{ value: "second", role: "analyst" as const }] };
  const query = { version: seen.version };
  const answers = await Promise.allSettled([first, second].map(async (body) => await server.api(putSignOnRoles, { query, body })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "sign_on.roles_meanwhile" } });
  const now = await server.api(getSignOnRoles);
  expect(now.version).not.toBe(seen.version);
  expect((await server.api(putSignOnRoles, { query: { version: now.version }, body: second })).roles).toMatchObject(second.roles);
});

test("AC11 the claim may be one value or a list, by its name or by a path", () => {
  const claims = { roles: ["a", 1, "b"], "https://house/roles": "c", realm_access: { roles: ["d"] }, "x.y": "e" };
  expect(["roles", "https://house/roles", "realm_access.roles", "x.y", "none", "roles.length.x"].map((claim) => valuesOf(claims, claim))).toEqual([
    ["a", "b"],
    ["c"],
    ["d"],
    ["e"],
    [],
    [],
  ]);
});

test("AC11 roles that the provider gives or takes, and the table of them, are in the audit log from what to what", async () => {
  await roles(["analysts", "analyst"], ["privacy", "privacyOfficer"]);
  const { sub } = person();
  await signIn(sub);
  const changed = async (given: unknown) => {
    provider.accounts.set(sub, { ...provider.accounts.get(sub), roles: given });
    await signIn(sub);
  };
  await changed(["privacy"]);
  await changed(["privacy"]);
  await changed([]);
  const { id } = await server.deps.db.selectFrom("hq_user").select("id").where("sign_on_subject", "=", sub).executeTakeFirstOrThrow();
  const rows = await auditLog(server.deps.db)
    .select(["action", "changes"])
    .where("subject_id", "=", id)
    .where("subject_kind", "=", "user")
    .orderBy("id")
    .execute();
  expect(rows.map(({ action, changes }) => [action, JSON.parse(changes ?? "{}") as unknown])).toEqual([
    ["user.signed_on", { roles: { from: [], to: ["analyst"] } }],
    ["sign_in.succeeded", { roles: { from: ["analyst"], to: ["privacyOfficer"] } }],
    ["user.changed", { roles: { from: ["privacyOfficer"], to: [] } }],
  ]);
  const table = await auditLog(server.deps.db).select("changes").where("action", "=", "sign_on.roles_changed").orderBy("id", "desc").limit(1).execute();
  expect(JSON.parse(table[0]?.changes ?? "{}")).toMatchObject({ roles: { to: ["analysts: analyst", "privacy: privacyOfficer"] } });
});

test("AC11 sign-ins that begin without an end are bounded by address, and forgotten after their time", async () => {
  const { db } = server.deps;
  await db.deleteFrom("sign_on_attempt").execute();
  const waiting = async () => (await db.selectFrom("sign_on_attempt").select("address").execute()).length;
  await begin();
  const { address } = await db.selectFrom("sign_on_attempt").select("address").executeTakeFirstOrThrow();
  const until = new Date(server.deps.clock.now().getTime() + 60_000);
  const others = (count: number, from: string) =>
    Array.from({ length: count }, (_, n) => ({
      state_hash: Buffer.from(`${from} ${n}`),
      browser_hash: Buffer.from("b"),
      nonce: "n",
      verifier: "v",
      expires_at: until,
      address: from,
    }));
  await db.insertInto("sign_on_attempt").values(others(299, "192.0.2.1")).execute();
  await begin();
  await db.insertInto("sign_on_attempt").values(others(298, address)).execute();
  // The oldest of the address end, so that a person who begins now is never refused.
  await begin();
  expect(await waiting()).toBe(599);
  const { count } = await db
    .selectFrom("sign_on_attempt")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("address", "=", address)
    .where("nonce", "=", "n")
    .executeTakeFirstOrThrow();
  expect(Number(count)).toBe(297);
  await db
    .updateTable("sign_on_attempt")
    .set({ expires_at: new Date(0) })
    .execute();
  await begin();
  expect(await waiting()).toBe(1);
});
