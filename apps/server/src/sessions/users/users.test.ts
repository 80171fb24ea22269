import { ROLES, Role, permissionsOf, permissionsOfRole, type Permission } from "@rapport/contract";
import {
  changeOwnPassword,
  changeUser,
  choosePassword,
  endOwnSession,
  getUser,
  inviteUser,
  listOwnSessions,
  listUsers,
  makePasswordLink,
  type NewUser,
} from "@rapport/contract/access";
import { listOwnLegalEntities, listStores, putStore } from "@rapport/contract/organisation";
import { listReportSuites } from "@rapport/contract/report-suites";
import { getHqSession, signInHq } from "@rapport/contract/sessions";
import { testClock, uniqueName } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { auditLog, newEntity, newSuite, refused, testServer, type TestClient, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
// The check for a last administrator looks at all people.
beforeEach(async () => {
  await server.deps.db.deleteFrom("hq_user").execute();
});
afterAll(async () => {
  await server.close();
});

const PASSWORD = "a sentence of one's own";
type Roles = z.input<typeof NewUser>["roles"];
const ADMINISTRATOR: Roles = [{ role: "administrator" }];

async function invite(roles: Roles = ADMINISTRATOR, as: TestClient = server.api) {
  return await as(inviteUser, { body: { email: `${uniqueName("person")}@example.com`, name: "Noor Bakker", roles } });
}

async function signIn(email: string, password = PASSWORD, browser = "") {
  const answer = await server.inject({ method: "POST", url: signInHq.path, payload: { email, password }, headers: { "user-agent": browser } });
  return { status: answer.statusCode, cookie: String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "" };
}

/** A signed-in person who has chosen a password. */
async function person(roles: Roles = ADMINISTRATOR) {
  const { user, link } = await invite(roles);
  await server.anonymous(choosePassword, { body: { token: link.token, password: PASSWORD } });
  const { cookie } = await signIn(user.email);
  return { ...user, cookie, client: server.clientOf({ cookie }) };
}
const of = ({ id }: { id: string }) => ({ params: { userId: id as never } });

test("AC5 a person is invited by a link that works once, chooses a password, and signs in with their roles", async () => {
  const { user, link } = await invite([{ role: "reader" }]);
  expect(user).toMatchObject({ name: "Noor Bakker", state: "invited", roles: [{ role: "reader", legalEntity: null }], lastSignInAt: null });
  expect(new Date(link.expiresAt).getTime() - clock.now().getTime()).toBe(7 * 86_400_000);
  expect((await signIn(user.email)).status).toBe(401);
  await server.anonymous(choosePassword, { body: { token: link.token, password: PASSWORD } });
  expect(await refused(server.anonymous, choosePassword, { body: { token: link.token, password: PASSWORD } })).toMatchObject({
    kind: "not_found",
    code: "password_link.ended",
  });
  const { cookie } = await signIn(user.email);
  const session = await server.clientOf({ cookie })(getHqSession);
  expect(new Set(session.permissions)).toEqual(new Set([...ROLES.reader.permissions, "ownAccount"]));
  expect((await server.api(listUsers)).users).toEqual([{ ...user, state: "active", lastSignInAt: clock.now().toISOString() }]);
  expect(await server.api(getUser, of(user))).toMatchObject({ id: user.id, saved: { version: 1, by: null } });
});

test("OG2 of two administrators who change the same person, the second is told who saved what they did not see", async () => {
  const [first, second] = [await person(), await person()];
  const { user } = await invite([{ role: "reader" }]);
  const { saved: seen } = await first.client(getUser, of(user));
  const { saved } = await first.client(changeUser, { ...of(user), query: { version: seen.version }, body: { roles: [{ role: "analyst" }] } });
  expect(saved).toEqual({ version: 2, at: clock.now().toISOString(), by: "Noor Bakker" });
  expect(await refused(second.client, changeUser, { ...of(user), query: { version: seen.version }, body: { name: "Noor B." } })).toMatchObject({
    kind: "conflict",
    code: "saved.meanwhile",
    params: { by: "Noor Bakker", at: saved.at },
  });
  // The same again makes no new version.
  expect((await second.client(changeUser, { ...of(user), query: { version: 2 }, body: { roles: [{ role: "analyst" }] } })).saved.version).toBe(2);
  expect(await second.client(changeUser, { ...of(user), query: { version: 2 }, body: { name: "Noor B." } })).toMatchObject({
    name: "Noor B.",
    roles: [{ role: "analyst", legalEntity: null }],
    saved: { version: 3 },
  });
});

test("AC5 a link that has ended, was replaced, or never existed gets the same answer", async () => {
  const [over, replaced] = [await invite(), await invite()];
  await server.api(makePasswordLink, of(replaced.user));
  clock.advance(7 * 86_400_000);
  const answers = await Promise.all(
    [over.link.token, replaced.link.token, "never-was"].map((token) => refused(server.anonymous, choosePassword, { body: { token, password: PASSWORD } })),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("AC5 a link that two people use at the same moment sets one password", async () => {
  const { user, link } = await invite();
  const passwords = ["the first of two sentences", "the second of two sentences"];
  const done = await Promise.allSettled(passwords.map((password) => server.anonymous(choosePassword, { body: { token: link.token, password } })));
  expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const statuses = await Promise.all(passwords.map(async (password) => (await signIn(user.email, password)).status));
  expect(statuses).toEqual(done.map(({ status }) => (status === "fulfilled" ? 200 : 401)));
});

test.each([
  ["elevenchars", { at: "password", code: "value.short" }],
  ["Password123!", { at: "password", code: "password.common" }],
  ["NoorBakker-1", { at: "password", code: "password.own_name" }],
])("AC5 S4 %j is no password for headquarters", async (password, fault) => {
  const { link } = await invite();
  expect((await refused(server.anonymous, choosePassword, { body: { token: link.token, password } })).faults).toMatchObject([fault]);
});

test("AC6 every role lets a person do what the table says, and nothing else", async () => {
  for (const role of Role.options) {
    const { client } = await person([{ role }]);
    expect(new Set((await client(getHqSession)).permissions), role).toEqual(new Set<Permission>([...ROLES[role].permissions, "ownAccount"]));
  }
  expect(ROLES.administrator.permissions).toEqual(permissionsOf("headquarters"));
});

test("AC4 AC6 RI2 roles hold where they were given: what belongs to another legal entity is not found", async () => {
  const [here, there] = [await newEntity(server), await newEntity(server, { rsid: (await newSuite(server)).rsid })];
  const { client } = await person([
    { role: "clientelingManager", legalEntity: here.legalEntity },
    { role: "analyst", legalEntity: there.legalEntity },
  ]);
  await client(listStores, { params: { legalEntity: here.legalEntity } });
  const store = { name: "Store", customerAddressBooks: [], employeeAddressBooks: [] };
  // A caller who is an analyst there knows already that it exists.
  expect(await refused(client, putStore, { params: { legalEntity: there.legalEntity, store: "S9" as never }, body: store })).toMatchObject({
    kind: "forbidden",
    code: "permission.missing",
  });
  const elsewhere = await newEntity(server);
  expect(await refused(client, listStores, { params: { legalEntity: elsewhere.legalEntity } })).toMatchObject({
    kind: "not_found",
    code: "legal_entity.unknown",
  });
  expect((await client(listReportSuites)).reportSuites).toHaveLength(1);
});

test("AC6 a person who loses a role or is deactivated is refused from the next request on", async () => {
  await person();
  const reader = await person([{ role: "reader" }]);
  await reader.client(listReportSuites);
  await server.api(changeUser, { ...of(reader), body: { roles: [{ role: "callCenter" }] } });
  expect(await refused(reader.client, listReportSuites)).toMatchObject({ kind: "forbidden" });
  await server.api(changeUser, { ...of(reader), body: { active: false } });
  expect(await refused(reader.client, getHqSession)).toMatchObject({ kind: "signed_out" });
  expect((await signIn(reader.email)).status).toBe(401);
  expect(await refused(server.api, makePasswordLink, of(reader))).toMatchObject({ code: "user.unknown" });
  await server.api(changeUser, { ...of(reader), body: { active: true } });
  // The old session stays ended.
  expect(await refused(reader.client, getHqSession)).toMatchObject({ kind: "signed_out" });
  expect((await signIn(reader.email)).status).toBe(200);
});

test("AC4 a person sees the legal entities in which they have rights, each with these rights", async () => {
  const [here, there] = [await newEntity(server), await newEntity(server)];
  const told = async (roles: Roles) => {
    const { legalEntities } = await (await person(roles)).client(listOwnLegalEntities);
    const of = (legalEntity: string) => legalEntities.find(({ code }) => code === legalEntity)?.permissions;
    return [of(here.legalEntity), of(there.legalEntity)];
  };
  const ordered = (role: Role) => permissionsOf("headquarters").filter((permission) => permissionsOfRole(role).includes(permission));
  expect(await told([{ role: "reader" }])).toEqual([ordered("reader"), ordered("reader")]);
  expect(await told([{ role: "analyst", legalEntity: here.legalEntity }])).toEqual([ordered("analyst"), undefined]);
  expect(
    await told([
      { role: "privacyOfficer", legalEntity: here.legalEntity },
      { role: "clientelingManager", legalEntity: there.legalEntity },
    ]),
  ).toEqual([ordered("privacyOfficer"), ordered("clientelingManager")]);
  expect(await told([{ role: "featureViewer" }])).toEqual([ordered("featureViewer"), ordered("featureViewer")]);
});

test("AC7 the last administrator of everything cannot be demoted or deactivated by themselves or by others, even by two people at the same time", async () => {
  const first = await person();
  await invite();
  for (const body of [{ active: false }, { roles: [{ role: "reader" as const }] }])
    for (const as of [first.client, server.api])
      expect(await refused(as, changeUser, { ...of(first), body })).toMatchObject({ code: "user.last_administrator" });
  expect((await first.client(getHqSession)).permissions).toContain("user.manage");
  const second = await person();
  for (const body of [{ active: false }, { roles: [{ role: "reader" as const }] }]) {
    const done = await Promise.allSettled([first, second].map((one) => one.client(changeUser, { ...of(one), body })));
    expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const left = done.findIndex(({ status }) => status === "fulfilled");
    await server.api(changeUser, { ...of([first, second][left]!), body: { active: true, roles: ADMINISTRATOR } });
    for (const one of [first, second]) one.client = server.clientOf({ cookie: (await signIn(one.email)).cookie });
  }
});

test("AC3 AC6 nobody gives more than they have, changes somebody who has more, or sees people of other legal entities", async () => {
  const [here, there] = [await newEntity(server), await newEntity(server)];
  const chief = await person();
  const local = await person([{ role: "administrator", legalEntity: here.legalEntity }]);
  const [mine, other] = [await invite([{ role: "reader", legalEntity: here.legalEntity }]), await invite([{ role: "reader", legalEntity: there.legalEntity }])];
  // As after a sign-in at the provider with an empty claim: the roles may come back.
  const roleless = await invite([{ role: "reader" }]);
  await server.deps.db.deleteFrom("user_role").where("hq_user_id", "=", roleless.user.id).execute();
  const { users } = await local.client(listUsers);
  expect(new Set(users.map(({ id }) => id))).toEqual(new Set([local.id, mine.user.id]));
  for (const target of [chief, other.user, roleless.user, { id: randomUUID() }])
    for (const call of [
      () => refused(local.client, changeUser, { ...of(target), body: { name: "X" } }),
      () => refused(local.client, makePasswordLink, of(target)),
    ])
      expect(await call()).toEqual({ kind: "not_found", code: "user.unknown", params: {}, faults: [] });
  await local.client(changeUser, { ...of(mine.user), body: { name: "Renamed" } });
  const draft = (roles: Roles) => ({ body: { email: `${uniqueName("x")}@example.com`, name: "X", roles } });
  expect(await refused(local.client, inviteUser, draft([{ role: "reader" }]))).toMatchObject({
    code: "user.too_wide",
    faults: [{ at: "roles[0].role", code: "access.role_not_held" }],
  });
  expect(await refused(local.client, inviteUser, draft([{ role: "reader", legalEntity: there.legalEntity }]))).toMatchObject({
    code: "user.wrong",
    faults: [{ at: "roles[0].legalEntity", code: "access.legal_entity" }],
  });
  // A key that only manages people cannot get at an administrator's password.
  const key = await server.withKey(["user.manage"]);
  expect(await refused(key, makePasswordLink, of(chief))).toMatchObject({ code: "user.too_wide" });
  expect(await refused(key, changeUser, { ...of(chief), body: { active: false } })).toMatchObject({ code: "user.too_wide" });
});

test("AC5 an e-mail address belongs to one person, whatever its capitals", async () => {
  const { user } = await invite();
  const body = { email: user.email.toUpperCase(), name: "Another", roles: ADMINISTRATOR };
  expect(await refused(server.api, inviteUser, { body })).toMatchObject({ kind: "conflict", code: "user.email_taken" });
  expect(await refused(server.api, inviteUser, { body: { ...body, email: "no address" } })).toMatchObject({ faults: [{ at: "email", code: "value.email" }] });
});

test("AC8 SI6 a person changes their own password: other sessions end, this one does not", async () => {
  const { email, client, cookie } = await person();
  const { cookie: elsewhere } = await signIn(email);
  const change = (current: string, password: string) => refused(client, changeOwnPassword, { body: { current, password } });
  expect((await change("not my password at all", "another sentence of mine")).faults).toEqual([{ at: "current", code: "access.password_wrong", params: {} }]);
  expect((await change(PASSWORD, "Password123!")).faults).toMatchObject([{ at: "password", code: "password.common" }]);
  await client(changeOwnPassword, { body: { current: PASSWORD, password: "another sentence of mine" } });
  await server.clientOf({ cookie })(getHqSession);
  expect(await refused(server.clientOf({ cookie: elsewhere }), getHqSession)).toMatchObject({ kind: "signed_out" });
  expect([(await signIn(email)).status, (await signIn(email, "another sentence of mine")).status]).toEqual([401, 200]);
});

test("AC8 wrong tries at changing a password wait like those at sign-in", async () => {
  const { client } = await person();
  const body = { current: "not my password at all", password: "another sentence of mine" };
  const codes = [];
  for (let n = 0; n < 11; n++) codes.push((await refused(client, changeOwnPassword, { body })).code);
  expect(codes).toEqual([...Array.from({ length: 10 }, () => "password.wrong"), "request.too_many"]);
});

test("AC8 a person sees where they are signed in, and can end any of their own sessions at once, but nobody else's", async () => {
  const [me, other] = [await person(), await person()];
  const there = await signIn(me.email, PASSWORD, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
  const { sessions } = await me.client(listOwnSessions);
  expect(sessions.map(({ browser, current }) => ({ browser, current }))).toEqual(
    expect.arrayContaining([{ browser: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", current: false }, expect.objectContaining({ current: true })]),
  );
  expect(sessions).toHaveLength(2);
  const end = (id: string) => ({ params: { sessionId: id as never } });
  const [foreign] = (await other.client(listOwnSessions)).sessions;
  for (const id of [foreign!.id, randomUUID()]) expect(await refused(me.client, endOwnSession, end(id))).toMatchObject({ code: "own_session.unknown" });
  await other.client(getHqSession);
  await me.client(endOwnSession, end(sessions.find(({ current }) => !current)!.id));
  expect(await refused(server.clientOf({ cookie: there.cookie }), getHqSession)).toMatchObject({ kind: "signed_out" });
  await me.client(getHqSession);
});

test("AC5 AC6 S8 the audit log says who was invited or changed, who chose a password, and who did it", async () => {
  const { id, client } = await person();
  await server.api(makePasswordLink, of({ id }));
  await client(changeUser, { ...of({ id }), body: { name: "Another name" } });
  const rows = await auditLog(server.deps.db)
    .select(["action", "actor_kind"])
    .where("subject_id", "=", id)
    .where("subject_kind", "=", "user")
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { action: "user.invited", actor_kind: "apiKey" },
    { action: "password.chosen", actor_kind: "headquarters" },
    { action: "user.link_made", actor_kind: "apiKey" },
    { action: "user.changed", actor_kind: "headquarters" },
  ]);
});
