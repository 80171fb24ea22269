import * as access from "@rapport/contract/access";
import * as clienteling from "@rapport/contract/clienteling";
import { imageDoors, segmentDoors } from "@rapport/contract/collection";
import * as customers from "@rapport/contract/customers";
import * as files from "@rapport/contract/data-sources";
import * as organisation from "@rapport/contract/organisation";
import { runReport } from "@rapport/contract/reporting";
import * as suites from "@rapport/contract/report-suites";
import * as sessions from "@rapport/contract/sessions";
import * as system from "@rapport/contract/system";
import * as timeline from "@rapport/contract/timeline";
import { randomBytes, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { TestServer } from "../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import { savedThings } from "./saved-things.fixture.ts";
import { newCustomer, signInAs, upload, type Tenant } from "./tenant.fixture.ts";

const WHOLE_HOUSE = { none: "A permission of headquarters holds for the whole installation, and this call names one thing only." };
const FOR_ANYONE = { none: "It is open to everyone and holds nothing that belongs to a tenant." };
const OWN_SESSION = { none: "It is about the session whose cookie is sent, and about no other." };

const basic = (writeKey: string) => ({ headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}` } });
const fresh = (prefix: string) => `${prefix}${randomBytes(5).toString("hex")}`;
const names = (text: string) => ({ en: text, nl: text });
const account = ({ company, rsid, dataSourceId }: Tenant) => ({ params: { company, rsid, dataSourceId } });
/** The data source of `home` under the report suite of `other`. */
const strayAccount = (home: Tenant, { rsid }: Tenant) => account({ ...home, rsid });

const collection: readonly Right[] = [
  ...segmentDoors.map((door) => {
    const message = { type: "track", event: "Seen", userId: "2001", messageId: fresh("m"), name: "Page", previousId: "a", groupId: "g" };
    const body = door.path.endsWith("/batch") || door.path.endsWith("/b") ? { batch: [message] } : message;
    // The door reads its body itself, so its schema names none.
    const sent = (writeKey: string) => ({ body: body as unknown as undefined, ...basic(writeKey) });
    return right(door, {
      request: ({ writeKey }) => sent(writeKey),
      refused: { request: () => sent("not-a-write-key"), status: 401 },
      otherTenant: { request: (_, other) => sent(other.writeKey), answer: "own" },
    });
  }),
  ...imageDoors.map((door) => {
    // The door reads its query itself, so its schema names none.
    const query = { pageName: "Home", vid: "2001" } as unknown as Record<string, never>;
    const hit = (rsids: string) => ({ params: { rsids, "*": "1" }, query });
    return right(door, {
      request: ({ rsid }) => hit(rsid),
      refused: { request: () => hit(fresh("nowhere")), status: 404 },
      otherTenant: { request: (_, other) => hit(other.rsid), answer: "own" },
    });
  }),
];

const suite = { name: "Suite", timeZone: "Europe/Amsterdam", currency: "EUR" };
const oneSuite = ({ rsid }: Tenant) => ({ params: { rsid } });
const reportSuites: readonly Right[] = [
  right(suites.createReportSuite, { request: () => ({ body: { ...suite, rsid: fresh("suite") } }), otherTenant: WHOLE_HOUSE }),
  right(suites.listReportSuites, { request: () => ({}), shows: true, otherTenant: WHOLE_HOUSE }),
  right(suites.getReportSuite, { request: oneSuite, shows: true, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.changeReportSuite, {
    request: (home) => ({ ...oneSuite(home), body: { name: `Suite ${home.mark}` } }),
    shows: true,
    otherTenant: { request: (_, other) => ({ ...oneSuite(other), body: { name: "Another name" } }), answer: "own" },
  }),
  right(suites.getCurrencyRates, { request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.putCurrencyRates, {
    request: (home) => ({ ...oneSuite(home), body: { rates: [{ day: "2026-03-01", from: "SEK", rate: "0.0912" }] } }),
    otherTenant: { request: (_, other) => ({ ...oneSuite(other), body: { rates: [{ day: "2026-03-01", from: "SEK", rate: "0.0913" }] } }), answer: "own" },
  }),
  right(suites.getProcessing, { request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.getQuarantine, { request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.getTransaction, {
    request: ({ rsid, transactionId }) => ({ params: { rsid, transactionId } }),
    shows: true,
    otherTenant: { request: ({ transactionId }, { rsid }) => ({ params: { rsid, transactionId } }), answer: "own" },
  }),
];

const dataSources: readonly Right[] = [
  right(files.createDataSource, {
    request: ({ company, rsid, mark }) => ({ params: { company, rsid }, query: { type: "visitorid" as const, name: mark } }),
    shows: true,
    otherTenant: { request: (_, { company, rsid }) => ({ params: { company, rsid } }), answer: "own" },
  }),
  right(files.listDataSources, {
    request: ({ company, rsid }) => ({ params: { company, rsid } }),
    shows: true,
    otherTenant: { request: (_, { company, rsid }) => ({ params: { company, rsid } }), answer: "own" },
  }),
  right(files.getDataSource, { request: account, shows: true, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.changeDataSource, {
    request: (home) => ({ ...account(home), body: { hash_lines: "rows" as const } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...strayAccount(home, other), body: {} }), answer: "refused" },
  }),
  right(files.deleteDataSource, {
    request: async (home, { api }) => {
      const made = await api(files.createDataSource, { params: { company: home.company, rsid: home.rsid }, query: { name: home.mark } });
      return account({ ...home, dataSourceId: made.data_source_id });
    },
    otherTenant: { request: strayAccount, answer: "refused" },
  }),
  right(files.getTemplate, { request: account, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.createJob, {
    request: (home) => ({ ...account(home), file: file(home) }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...strayAccount(home, other), file: file(other) }), answer: "refused" },
  }),
  right(files.listJobs, { request: account, shows: true, otherTenant: { request: strayAccount, answer: "refused" } }),
  right(files.getJob, {
    request: (home) => ({ params: { ...account(home).params, jobId: home.jobId } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ params: { ...account(other).params, jobId: home.jobId } }), answer: "refused" },
  }),
  right(files.getReceipt, { request: ({ jobId }) => ({ params: { jobId } }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.getRejected, { request: ({ jobId }) => ({ params: { jobId } }), shows: true, otherTenant: WHOLE_HOUSE }),
  right(files.undoUpload, {
    request: async (home, server) => ({ params: { jobId: (await upload(server, home)).jobId } }),
    shows: true,
    otherTenant: WHOLE_HOUSE,
  }),
];

function file({ mark }: Tenant) {
  return { filename: `${mark}.txt`, text: `Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders\n02/25/2026/10/00/00\t2001\t${fresh("P")}\t1\t40\t1\n` };
}

const ranked = ({ company, rsid }: Tenant) => ({
  params: { company },
  body: {
    rsid,
    dimension: "variables/campaign",
    globalFilters: [{ type: "dateRange" as const, dateRange: "2026-02-01T00:00:00.000/2026-03-01T00:00:00.000" }],
    metricContainer: { metrics: [{ id: "metrics/orders", columnId: "0" }] },
  },
});
const reporting: readonly Right[] = [
  right(runReport, { request: ranked, shows: true, otherTenant: { request: (_, other) => ranked(other), answer: "own" } }),
  right(system.getServerCondition, { request: () => ({}), otherTenant: { none: "The server is the whole installation's." } }),
];

const store = (code: string) => ({ name: "Store", customerAddressBooks: [code], employeeAddressBooks: [code] });
const attribute = { name: names("Attribute"), type: "text" as const, refinable: false };
const group = (code: string) => ({ name: names("Group"), members: [{ attribute: code, displayOrder: 1 }] });
const parameters = (code: string) => ({ clientBookAttributeGroup: code, customerAttributeGroup: null, measures: [] });
const customer = (code: string, accountNumber: string) => ({ accountNumber, firstName: "Ada", lastName: "Lovelace", addressBooks: [code] });
const staff = (code: string) => ({ name: "Worker", employeeAddressBooks: [code], operations: [] });
/** Another tenant uses the same code as `home`, or a code that only `home` has. */
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
const organisations: readonly Right[] = [
  right(organisation.putLegalEntity, {
    request: ({ legalEntity, rsid }) => ({ params: { legalEntity }, body: { name: "Entity", currency: "EUR", rsid } }),
    otherTenant: { request: (_, { legalEntity, rsid }) => ({ params: { legalEntity }, body: { name: "Entity", currency: "EUR", rsid } }), answer: "own" },
  }),
  right(organisation.listLegalEntities, { request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(organisation.putAddressBook, {
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "customers" }, body: { name: "Book" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "customers" }, body: { name: "Book" } }), answer: "own" },
  }),
  ...savedThings,
  right(organisation.listAddressBooks, {
    request: ofEntity,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(organisation.listRegisters, { request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(organisation.listWorkers, { request: ofEntity, shows: true, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(organisation.listNumberSequences, { request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.listAttributes, { request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.listAttributeGroups, { request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getParameters, { request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getClientBookEntries, {
    request: ({ legalEntity, worker: { operatorId } }) => ({ params: { legalEntity, operatorId } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(customers.listCustomers, { request: ofEntity, shows: true, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(customers.getCustomerByNumber, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, accountNumber: code } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, accountNumber: code } }), answer: "refused" },
  }),
  right(organisation.putStore, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: fresh("s") }, body: store(code) }),
    otherTenant: { request: ({ legalEntity, code }, other) => ({ params: { legalEntity, store: code }, body: store(other.code) }), answer: "refused" },
  }),
  right(organisation.getStore, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: code } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(organisation.listStores, {
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    shows: true,
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.putRegister, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: fresh("r") }, body: { store: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code }, body: { store: code } }), answer: "refused" },
  }),
  right(organisation.putWorker, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: fresh("w") }, body: staff(code) }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code }, body: staff(code) }), answer: "refused" },
  }),
  right(organisation.putNumberSequence, {
    request: ({ legalEntity }) => ({ params: { legalEntity, reference: "clientBook" as const }, body: { format: "CB-#####" } }),
    otherTenant: {
      request: (_, { legalEntity }) => ({ params: { legalEntity, reference: "clientBook" as const }, body: { format: "OTHER-#####" } }),
      answer: "own",
    },
  }),
  right(clienteling.putAttribute, {
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "metal" }, body: attribute }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "metal" }, body: attribute }), answer: "own" },
  }),
  right(clienteling.putAttributeGroup, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, code: fresh("g") }, body: group(code) }),
    otherTenant: { request: ({ legalEntity, code }, other) => ({ params: { legalEntity, code }, body: group(other.code) }), answer: "refused" },
  }),
  right(clienteling.putParameters, {
    request: ({ legalEntity }) => ({ params: { legalEntity }, body: parameters("bookGroup") }),
    otherTenant: { request: ({ legalEntity }, other) => ({ params: { legalEntity }, body: parameters(other.code) }), answer: "refused" },
  }),
  right(clienteling.putClientBookEntries, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: code }, body: { accountNumbers: [code] } }),
    otherTenant: {
      request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: [code] } }),
      answer: "refused",
    },
  }),
  right(customers.putCustomers, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity }, body: { customers: [customer(code, fresh("c"))] } }),
    otherTenant: {
      request: ({ legalEntity }, other) => ({ params: { legalEntity }, body: { customers: [customer(other.code, fresh("c"))] } }),
      answer: "refused",
    },
  }),
];

const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });
const note = (home: Tenant) => ({ ...oneCustomer(home), body: { id: randomUUID(), text: home.mark } });
const sale = ({ customerId, transactionId }: Tenant) => ({ params: { customerId, transactionId } });
/** The customer's online order, as their own timeline names it. */
const saleLines = async ({ customerId, posCookie: cookie }: Tenant, server: TestServer) => {
  const answer = await server.inject({ method: "GET", url: `/api/pos/customers/${customerId}/timeline?kind=onlineOrder`, headers: { cookie } });
  const [order] = answer.json<{ items: { sale?: string }[] }>().items;
  return { params: { customerId, sale: order?.sale ?? "no sale" } };
};
/** Both tenants make this call; each finds only what is their own. */
const looking = <T>(request: T) => ({ request: () => request, shows: true, otherTenant: { request: () => request, answer: "own" as const } });
const pos: readonly Right[] = [
  right(clienteling.searchClientBook, looking({ body: {} })),
  right(clienteling.clientBookFacets, looking({ body: {} })),
  right(clienteling.upcomingDates, { request: () => ({ body: {} }), otherTenant: { request: () => ({ body: {} }), answer: "own" } }),
  right(customers.searchCustomers, {
    request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }),
    shows: true,
    otherTenant: { request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }), answer: "own" },
  }),
  right(customers.getCustomer, { request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(clienteling.addToClientBook, {
    request: async (home, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: false }) } }),
    otherTenant: { request: async (home, _, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: false }) } }), answer: "unknown" },
  }),
  right(clienteling.removeFromClientBook, {
    request: async (home, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: true }) } }),
    otherTenant: { request: oneCustomer, answer: "unknown" },
  }),
  right(timeline.addNote, { request: note, shows: true, otherTenant: { request: note, answer: "unknown" } }),
  right(timeline.getTimeline, { request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(timeline.getSaleLines, {
    request: saleLines,
    shows: true,
    otherTenant: { request: (home, _, server) => saleLines(home, server), answer: "unknown" },
  }),
  right(timeline.explainSale, { request: sale, shows: true, otherTenant: { request: sale, answer: "unknown" } }),
];

const INSTALLATION = {
  none: "The caller holds the permission for all legal entities, so nothing here is another tenant's; the test of reach tries the others.",
};
const newKey = { name: "A key", permissions: ["report.read" as const] };
/** Everybody who manages people can give a role without permissions. */
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
const accesses: readonly Right[] = [
  right(access.listApiKeys, { request: () => ({}), otherTenant: INSTALLATION }),
  right(access.createApiKey, {
    // A caller can give only what they hold, and the caller of this test holds only this.
    request: ({ mark, legalEntity }) => ({ body: { name: mark, permissions: ["apiKey.manage" as const], legalEntities: [legalEntity] } }),
    shows: true,
    otherTenant: INSTALLATION,
  }),
  right(access.revokeApiKey, {
    request: async (_, { api }) => ({ params: { apiKeyId: (await api(access.createApiKey, { body: newKey })).id } }),
    otherTenant: INSTALLATION,
  }),
  right(access.listUsers, { request: () => ({}), otherTenant: INSTALLATION }),
  right(access.inviteUser, { request: ({ mark }) => ({ body: newUser(mark) }), shows: true, otherTenant: INSTALLATION }),
  right(access.changeUser, {
    request: async ({ mark }, server) => ({ params: { userId: (await invited(server)).user.id }, body: { name: mark } }),
    shows: true,
    otherTenant: INSTALLATION,
  }),
  right(access.makePasswordLink, {
    request: async (_, server) => ({ params: { userId: (await invited(server)).user.id } }),
    otherTenant: INSTALLATION,
  }),
  right(access.choosePassword, {
    request: async (_, server) => ({ body: { token: (await invited(server)).link.token, password: "long-enough-a-sentence" } }),
    refused: { request: () => ({ body: { token: "no-such-link", password: "long-enough-a-sentence" } }), status: 404 },
    otherTenant: INSTALLATION,
  }),
  right(access.changeOwnPassword, {
    // The same password again: later tests still sign in with it.
    request: ({ person: { password } }) => ({ body: { current: password, password } }),
    otherTenant: OWN_SESSION,
  }),
  right(access.getSecondFactor, { request: () => ({}), otherTenant: OWN_SESSION }),
  right(access.startSecondFactor, { request: withoutFactor, otherTenant: OWN_SESSION }),
  right(access.confirmSecondFactor, { request: firstCode, otherTenant: OWN_SESSION }),
  right(access.removeSecondFactor, { request: withoutFactor, otherTenant: OWN_SESSION }),
  right(access.getAccessSettings, { request: () => ({}), otherTenant: INSTALLATION }),
  right(access.putAccessSettings, { request: () => ({ body: { requireSecondFactor: false } }), otherTenant: INSTALLATION }),
  right(access.listOwnSessions, { request: () => ({}), otherTenant: OWN_SESSION }),
  right(access.endOwnSession, { request: endOneOf, otherTenant: { request: (home, _, server) => endOneOf(home, server), answer: "unknown" } }),
];

const elsewhere = { headers: { origin: "https://elsewhere.example" } };
const open: readonly Right[] = [
  right(sessions.signInHq, {
    request: ({ hqUser }) => ({ body: hqUser }),
    refused: { request: ({ hqUser }) => ({ body: { ...hqUser, password: "not-the-password" } }), status: 401 },
    otherTenant: { none: "An account of headquarters is the whole installation's." },
  }),
  right(sessions.getHqSession, {
    request: ({ hqCookie }) => ({ headers: { cookie: hqCookie } }),
    refused: { request: () => ({ headers: { cookie: "rapport_hq=not-a-session" } }), status: 401 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.signOutHq, {
    request: async ({ hqUser }, server) => ({ headers: { cookie: await signInAs(server, "/api/hq/session", hqUser) } }),
    refused: { request: () => elsewhere, status: 403 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.listPosRegisters, {
    request: () => ({}),
    refused: { none: "A device asks for it before anyone is signed in." },
    otherTenant: { none: "A device belongs to no legal entity until somebody signs in on it." },
  }),
  right(sessions.signInPos, {
    request: ({ worker }) => ({ body: worker }),
    refused: { request: ({ worker }) => ({ body: { ...worker, password: "not-the-password" } }), status: 401 },
    otherTenant: { request: ({ worker }, { legalEntity, code }) => ({ body: { ...worker, legalEntity, register: code } }), answer: "refused" },
  }),
  right(sessions.getPosSession, {
    request: ({ posCookie }) => ({ headers: { cookie: posCookie } }),
    refused: { request: () => ({ headers: { cookie: "rapport_pos=not-a-session" } }), status: 401 },
    otherTenant: { request: (_, other) => ({ headers: { cookie: other.posCookie } }), answer: "own" },
  }),
  right(sessions.signOutPos, {
    request: async ({ worker }, server) => ({ headers: { cookie: await signInAs(server, "/api/pos/session", worker) } }),
    refused: { request: () => elsewhere, status: 403 },
    otherTenant: OWN_SESSION,
  }),
  ...[system.livez, system.readyz, system.openapi, system.getDemoProgress].map((endpoint) =>
    right(endpoint, { request: () => ({}), refused: FOR_ANYONE, otherTenant: FOR_ANYONE }),
  ),
];

/** For every endpoint of the contract: a valid call, and what another tenant can reach with it. */
export const RIGHTS: readonly Right[] = [...collection, ...reportSuites, ...dataSources, ...reporting, ...organisations, ...accesses, ...pos, ...open];
