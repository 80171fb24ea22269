import * as access from "@rapport/contract/access";
import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { OWN_SESSION } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const INSTALLATION = {
  none: "The caller holds the permission for all legal entities, so nothing here is another tenant's; the test of reach tries the others.",
};
const newKey = { name: "A key", permissions: ["report.read" as const] };
/** A caller can give only roles whose permissions they hold: `rightCaller` holds those of this one too. */
const newUser = (name: string) => ({ email: `${fresh("user")}@example.com`, name, roles: [{ role: "featureViewer" as const }] });
const invited = async ({ api }: TestServer) => await api(access.inviteUser, { body: newUser("Invited") });
async function accountOf({ person }: Tenant, { deps: { db } }: TestServer): Promise<string> {
  const { id } = await db.selectFrom("hq_user").select("id").where("email", "=", person.email).executeTakeFirstOrThrow();
  return id;
}
/** Another session of the caller's account. */
async function endOneOf(home: Tenant, server: TestServer) {
  const session = { token_hash: randomBytes(32), kind: "headquarters" as const, hq_user_id: await accountOf(home, server), expires_at: "2999-01-01T00:00:00Z" };
  const { id } = await server.deps.db.insertInto("session").values(session).returning("id").executeTakeFirstOrThrow();
  return { params: { sessionId: id as access.SessionId } };
}
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
/** The code of a secret that waits to be confirmed. */
async function firstCode(home: Tenant, server: TestServer) {
  const waiting = { totp_secret: null, totp_pending: SECRET };
  await server.deps.db
    .updateTable("hq_user")
    .set(waiting)
    .where("id", "=", await accountOf(home, server))
    .execute();
  return { body: { code: new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: server.deps.clock.now().getTime() }) } };
}
async function withoutFactor(home: Tenant, server: TestServer) {
  const { db } = server.deps;
  await db
    .updateTable("hq_user")
    .set({ totp_secret: null })
    .where("id", "=", await accountOf(home, server))
    .execute();
  return { body: { password: home.person.password } };
}

export const accessRights: readonly Right[] = [
  right(access.listApiKeys, { customers: "none", request: () => ({}), otherTenant: INSTALLATION }),
  right(access.createApiKey, {
    customers: "none",
    // A caller can give only what they hold, and the caller of this test holds only this.
    request: ({ mark, legalEntity }) => ({ body: { name: mark, permissions: ["apiKey.manage" as const], legalEntities: [legalEntity] } }),
    shows: true,
    otherTenant: INSTALLATION,
  }),
  right(access.revokeApiKey, {
    customers: "none",
    request: async (_, { api }) => ({ params: { apiKeyId: (await api(access.createApiKey, { body: newKey })).id } }),
    otherTenant: INSTALLATION,
  }),
  right(access.listUsers, { customers: "none", request: () => ({}), otherTenant: INSTALLATION }),
  right(access.inviteUser, { customers: "none", request: ({ mark }) => ({ body: newUser(mark) }), shows: true, otherTenant: INSTALLATION }),
  right(access.getUser, {
    customers: "none",
    request: async (_, server) => ({ params: { userId: (await invited(server)).user.id } }),
    otherTenant: INSTALLATION,
  }),
  right(access.changeUser, {
    customers: "none",
    request: async ({ mark }, server) => ({ params: { userId: (await invited(server)).user.id }, body: { name: mark } }),
    shows: true,
    otherTenant: INSTALLATION,
  }),
  right(access.makePasswordLink, {
    customers: "none",
    request: async (_, server) => ({ params: { userId: (await invited(server)).user.id } }),
    otherTenant: INSTALLATION,
  }),
  right(access.choosePassword, {
    customers: "none",
    request: async (_, server) => ({ body: { token: (await invited(server)).link.token, password: "long-enough-a-sentence" } }),
    refused: { request: () => ({ body: { token: "no-such-link", password: "long-enough-a-sentence" } }), status: 404 },
    otherTenant: INSTALLATION,
  }),
  right(access.changeOwnPassword, {
    customers: "none",
    // The same password again: later tests still sign in with it.
    request: ({ person: { password } }) => ({ body: { current: password, password } }),
    otherTenant: OWN_SESSION,
  }),
  right(access.getSecondFactor, { customers: "none", request: () => ({}), otherTenant: OWN_SESSION }),
  right(access.startSecondFactor, { customers: "none", request: withoutFactor, otherTenant: OWN_SESSION }),
  right(access.confirmSecondFactor, { customers: "none", request: firstCode, otherTenant: OWN_SESSION }),
  right(access.removeSecondFactor, { customers: "none", request: withoutFactor, otherTenant: OWN_SESSION }),
  right(access.getAccessSettings, { customers: "none", request: () => ({}), otherTenant: INSTALLATION }),
  right(access.putAccessSettings, { customers: "none", request: () => ({ body: { requireSecondFactor: false } }), otherTenant: INSTALLATION }),
  right(access.listOwnSessions, { customers: "none", request: () => ({}), otherTenant: OWN_SESSION }),
  right(access.endOwnSession, {
    customers: "none",
    request: endOneOf,
    otherTenant: { request: (home, _, server) => endOneOf(home, server), answer: "unknown" },
  }),
];
