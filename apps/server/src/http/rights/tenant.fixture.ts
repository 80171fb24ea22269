import { permissionsOf, permissionsOfRole, sideOf, type Endpoint, type LegalEntityCode, type Rsid } from "@rapport/contract";
import { putAttribute, putAttributeGroup, putClientBookEntries } from "@rapport/contract/clienteling";
import { listDataSources, listJobs } from "@rapport/contract/data-sources";
import { putAddressBook, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { deactivateRegister } from "@rapport/contract/sessions";
import { addNote } from "@rapport/contract/timeline";
import { randomBytes, randomUUID } from "node:crypto";
import { addClients, addCustomers, loadFile, newBookShop, newSuite, sendHits, type TestServer } from "../../testing/index.ts";

/** A retailer's legal entity and report suite with one thing of each kind. No other tenant has the same codes. */
export interface Tenant {
  /** The mark in everything that only this tenant may read: names of its customers, notes, files, campaigns. No code or id holds it. */
  readonly mark: string;
  /** The code of its own attribute, group, address book, store, register, worker and customer. */
  readonly code: string;
  readonly legalEntity: LegalEntityCode;
  readonly rsid: Rsid;
  readonly writeKey: string;
  readonly company: string;
  readonly dataSourceId: number;
  readonly jobId: number;
  /** In the first associate's book, with a note and a sale. */
  readonly customerId: string;
  readonly account: string;
  readonly transactionId: string;
  readonly worker: { readonly legalEntity: string; readonly register: string; readonly operatorId: string; readonly password: string };
  /** The person whose session `hqCookie` is. */
  readonly person: { readonly email: string; readonly password: string };
  readonly hqUser: { readonly email: string; readonly password: string };
  readonly posCookie: string;
  /** Of a worker without operations. */
  readonly idleCookie: string;
  readonly lockedCookie: string;
  readonly hqCookie: string;
}

export async function newTenant(server: TestServer): Promise<Tenant> {
  const { api } = server;
  const code = `t${randomBytes(4).toString("hex")}`;
  const mark = `Marked${randomBytes(4).toString("hex")}`;
  const account = `a${randomBytes(8).toString("hex")}`;
  const { rsid, writeKey } = await newSuite(server, { name: `Suite ${mark}`, variables: { campaign: { expiration: { kind: "never" } } } });
  const shop = await newBookShop(server, { rsid });
  const { legalEntity } = shop;
  const within = { legalEntity };
  await api(putAddressBook, { params: { ...within, code }, body: { name: mark } });
  await api(putStore, { params: { ...within, store: code }, body: { name: mark, city: mark, customerAddressBooks: [code], employeeAddressBooks: [code] } });
  await api(putRegister, { params: { ...within, register: code }, body: { store: code } });
  const worker = { legalEntity, register: code, operatorId: code, password: `password-${mark}` };
  await api(putWorker, {
    params: { ...within, operatorId: code },
    body: { name: mark, employeeAddressBooks: [code, "staff"], operations: [712, 713, 714, 715], password: worker.password },
  });
  await api(putWorker, { params: { ...within, operatorId: shop.operatorId }, body: { operations: [612, 623, 712, 713, 714, 715, 716, 9002] } });
  await api(putAttribute, {
    params: { ...within, code },
    body: { name: { en: mark, nl: mark }, type: "text", refinable: true, filter: { kind: "list", multi: true } },
  });
  await api(putAttributeGroup, { params: { ...within, code }, body: { name: { en: mark, nl: mark }, members: [{ attribute: code, displayOrder: 1 }] } });
  const [customerId] = await addClients(server, shop, [
    { accountNumber: account, lastName: mark, city: mark, attributes: { brand: mark, birthday: "1984-03-05" } },
  ]);
  await addCustomers(server, shop, [{ accountNumber: code, lastName: mark }]);
  await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: mark, pinned: true } });
  const transactionId = `order-${code}`;
  await sendHits(server, rsid, {
    at: "2026-02-20T10:20:00Z",
    vid: account,
    pageName: mark,
    v0: mark,
    events: "purchase",
    products: `Shoes;${mark};1;100`,
    xact: transactionId,
  });
  await sendHits(server, rsid, { at: "2026-02-20T10:21:00Z", vid: account, pageName: mark, cc: "no currency" });
  const { jobId } = await upload(server, { rsid, mark, account });
  const company = "rapport";
  const [source] = await api(listDataSources, { params: { company, rsid } });
  const idle = { ...worker, operatorId: `${code}-idle` };
  await api(putWorker, {
    params: { ...within, operatorId: idle.operatorId },
    body: { name: mark, employeeAddressBooks: [code], operations: [], password: idle.password },
  });
  const hqUser = await server.addHqUser();
  // A test turns its second factor on, so nobody signs in with it again.
  const person = await server.addHqUser();
  return {
    mark,
    code,
    legalEntity,
    rsid,
    writeKey,
    company,
    jobId,
    customerId,
    account,
    transactionId,
    worker,
    hqUser,
    dataSourceId: source!.data_source_id,
    posCookie: await signInAtRegister(server, shop),
    idleCookie: await signInAtRegister(server, idle),
    lockedCookie: await lockedSession(server, idle),
    person,
    hqCookie: await signInAs(server, "/api/hq/session", person),
  };
}

/** A finished upload in a data source of its own, one line of it rejected. */
export async function upload(
  server: TestServer,
  { rsid, mark, account }: Pick<Tenant, "rsid" | "mark" | "account">,
): Promise<{ jobId: number; dataSourceId: number }> {
  const filename = `${mark}-${randomBytes(3).toString("hex")}.txt`;
  const rows = [
    "VisitorID\tDate\tProduct\tQuantity\tPrice\tOrders",
    `${account}\t02/25/2026/10/00/00\t${filename}\t1\t40\t1`,
    `${account}\tno date\t${mark}\t1\t40\t1`,
    `#${account}\t02/26/2026/10/00/00\t${mark}\t1\t40\t1`,
  ];
  const { jobId } = await loadFile(server, { rsid, type: "visitorid", filename, rows });
  const accounts = await server.api(listDataSources, { params: { company: "rapport", rsid } });
  for (const { data_source_id: dataSourceId } of accounts) {
    const { jobs } = await server.api(listJobs, { params: { company: "rapport", rsid, dataSourceId } });
    if (jobs.some((job) => job.job_id === jobId)) return { jobId, dataSourceId };
  }
  throw new Error(`job ${jobId} is in no data source of ${rsid}`);
}

/** A customer of the tenant's first store; in the book of its first associate when `inBook`. */
export async function newCustomer(
  server: TestServer,
  { legalEntity, mark }: Pick<Tenant, "legalEntity" | "mark">,
  { inBook }: { inBook: boolean },
): Promise<string> {
  const accountNumber = `n${randomBytes(5).toString("hex")}`;
  const [customerId] = await addCustomers(server, { legalEntity }, [{ accountNumber, lastName: mark }]);
  if (inBook) await server.api(putClientBookEntries, { params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: [accountNumber] } });
  return customerId;
}

/** The cookie of a new session at the worker's register, on its device. */
export async function signInAtRegister(server: TestServer, { operatorId, password, ...at }: Tenant["worker"]): Promise<string> {
  return await signInAs(server, "/api/pos/session", { operatorId, password }, { cookie: await server.deviceOf(at) });
}

async function lockedSession(server: TestServer, worker: Tenant["worker"]): Promise<string> {
  const cookie = await signInAtRegister(server, worker);
  await server.inject({ method: "POST", url: "/api/pos/session/lock", headers: { cookie } });
  return cookie;
}

/** The cookie of a new session, `name=token`. */
export async function signInAs(server: TestServer, url: string, payload: object, headers: Record<string, string> = {}): Promise<string> {
  const answer = await server.inject({ method: "POST", url, payload, headers });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
  return String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
}

/** The weakest caller who may call the endpoint: a key with one permission, the associate's session, or nobody. */
export async function rightCaller(server: TestServer, { permission }: Endpoint, { posCookie, hqCookie }: Tenant): Promise<Record<string, string>> {
  if (sideOf(permission) === "pos") return { cookie: posCookie };
  if (sideOf(permission) === "person") return { cookie: hqCookie };
  // Whoever manages people also holds what the role that they give has.
  const held = permission === "user.manage" ? ([permission, ...permissionsOfRole("featureViewer")] as const) : [permission];
  return sideOf(permission) === "headquarters" ? bearer(await server.addKey([...held])) : {};
}

/** Callers who are known and may not call, by kind. */
export async function wrongCallers(server: TestServer, { permission }: Endpoint, home: Tenant): Promise<Record<string, Record<string, string>>> {
  if (sideOf(permission) === "headquarters") {
    const others = permissionsOf("headquarters").filter((other) => other !== permission);
    return {
      "an associate": { cookie: home.posCookie },
      "a key without permissions": bearer(await server.addKey([])),
      "a key with every other permission": bearer(await server.addKey(others)),
    };
  }
  if (sideOf(permission) === "person") return { "an associate": { cookie: home.posCookie }, "a key of headquarters": bearer(server.apiKey) };
  const wrong = {
    "a person at headquarters": { cookie: home.hqCookie },
    "a key of headquarters": bearer(server.apiKey),
    "a locked session": { cookie: home.lockedCookie },
  };
  // Every worker may do some things; the others take an operation.
  return ["pos", "note.write", "activity.write", "ownPassword"].includes(permission)
    ? wrong
    : { ...wrong, "a worker without the operation": { cookie: home.idleCookie } };
}

/** Callers who once could call: sessions that ended, and a revoked key. */
export async function endedCallers(server: TestServer, home: Tenant): Promise<Record<string, Record<string, string>>> {
  const pos = await signInAtRegister(server, home.worker);
  const hq = await signInAs(server, "/api/hq/session", home.hqUser);
  await server.inject({ method: "DELETE", url: "/api/pos/session", headers: { cookie: pos } });
  await server.inject({ method: "DELETE", url: "/api/hq/session", headers: { cookie: hq } });
  const key = await server.addKey(permissionsOf("headquarters"));
  await server.deps.db.updateTable("api_key").set({ revoked_at: new Date() }).where("hash", "=", server.hashOf(key)).execute();
  const atDeactivated = await deactivatedSession(server, home);
  return {
    "a session at a register that was deactivated": { cookie: atDeactivated },
    "a register's session that ended": { cookie: pos },
    "headquarters' session that ended": { cookie: hq },
    "a key that was revoked": bearer(key),
  };
}

/** A session that began on a register's own device, before headquarters deactivated it; with the device's cookie. */
async function deactivatedSession(server: TestServer, { legalEntity, code, worker }: Tenant): Promise<string> {
  const params = { legalEntity, register: `${code}-device` };
  await server.api(putRegister, { params, body: { store: code } });
  const session = await signInAtRegister(server, { ...worker, register: params.register });
  await server.api(deactivateRegister, { params });
  return `${session}; ${await server.deviceOf(params)}`;
}

export function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
