import { type Permission, call, type CallInput, type Endpoint, type Reply, type Role, type Rsid, type Send, permissionsOf } from "@rapport/contract";
import { getProcessing } from "@rapport/contract/report-suites";
import { makeRegisterCode } from "@rapport/contract/sessions";
import { preparedStores, uniqueName } from "@rapport/testkit";
import type { Warehouse } from "@rapport/warehouse";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { buildApp } from "../app.ts";
import { openJournal } from "../collection/index.ts";
import { createFilesInUse } from "../datasources/index.ts";
import { createSignals, systemClock, type Clock, type Deps, type Disk, type Limits } from "../deps.ts";
import { watchDisk } from "../disk.ts";
import { type App } from "../http/index.ts";
import { prepareJobs } from "../jobs/index.ts";
import { startProcessing } from "../processing/index.ts";
import { createSignInWaits, hashOf, passwordHash } from "../sessions/index.ts";
import { startBackground } from "../background.ts";

export interface TestServerOptions {
  readonly clock?: Clock;
  /** Runs processing, jobs and the other loops; on by default. */
  readonly background?: boolean;
  /** Runs scheduled jobs; on by default. */
  readonly schedules?: boolean;
  /** Listens on a free port of 127.0.0.1; off by default. */
  readonly listen?: boolean;
  /** `error` by default; `silent` for a test that provokes failures. */
  readonly logLevel?: string;
  /** Largest file by HTTP; 1 GB by default. */
  readonly uploadMaxBytes?: number;
  readonly limits?: Limits;
  /** The legal entity whose registers a tap activates, as in the demo. */
  readonly demoEntity?: string;
  /** The provider with which people of headquarters sign in. */
  readonly signOn?: Deps["signOn"];
  readonly mail?: Deps["mail"];
  readonly webhooks?: Deps["webhooks"];
  readonly fileDoors?: Deps["fileDoors"];
  readonly beforeStep?: Deps["beforeStep"];
  /** The disk that the server sees; by default the real one, without a reserve. */
  readonly disk?: Disk;
  /** Wraps the warehouse, for example to make some queries slow. */
  readonly before?: (warehouse: Warehouse) => Warehouse;
}

export interface WorkerSignIn {
  readonly legalEntity: string;
  readonly register: string;
  readonly operatorId: string;
  readonly password: string;
}

/** Calls endpoints with one caller's credentials; rejects with the server's `Refusal`. */
export interface TestClient {
  <E extends Endpoint>(endpoint: E, input?: CallInput<E>): Promise<Reply<E>>;
}

export interface TestServer {
  readonly deps: Deps;
  readonly app: App;
  /** Calls with an API key that holds every permission except those of a register. */
  readonly api: TestClient;
  readonly apiKey: string;
  /** Calls without credentials. */
  readonly anonymous: TestClient;
  /** An API key with these permissions, for these legal entities or for all. */
  addKey(permissions: readonly Permission[], legalEntities?: readonly string[]): Promise<string>;
  hashOf(key: string): Buffer;
  /** Makes a new administrator at headquarters, and returns what they sign in with. */
  addHqUser(): Promise<{ email: string; password: string }>;
  /** Calls with these headers. */
  clientOf(credentials: Record<string, string>): TestClient;
  /** Calls with an API key that holds only these permissions. */
  withKey(permissions: readonly Permission[]): Promise<TestClient>;
  /** The cookie of the device that is that register; the first call activates one. */
  deviceOf(of: { readonly legalEntity: string; readonly register: string }): Promise<string>;
  /** Signs in at a register and calls with that session. */
  asWorker(signIn: WorkerSignIn): Promise<TestClient>;
  /** Signs a new person in at headquarters, an administrator unless it says otherwise, and calls with that session. */
  asHeadquarters(role?: Role): Promise<TestClient>;
  /** Sends a raw request, for wrong ones. Add `authorization` yourself. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** `http://127.0.0.1:port` when it listens. */
  readonly url: string;
  /** Resolves when every accepted hit of the suite is in reports. */
  processed(rsid: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the whole server on real stores of this test file. Close it in `afterAll`. */
export async function testServer({
  clock = systemClock,
  background = true,
  schedules = true,
  listen = false,
  logLevel = "error",
  uploadMaxBytes = 1024 ** 3,
  limits = { reports: { atOnce: 2, waiting: 100 } },
  demoEntity,
  signOn,
  mail,
  webhooks,
  fileDoors,
  beforeStep,
  disk,
  before = (warehouse) => warehouse,
}: TestServerOptions = {}): Promise<TestServer> {
  const { operational, warehouse: prepared } = await preparedStores();
  const warehouse = before(prepared);
  const dataDir = await mkdtemp(join(tmpdir(), "rapport-test-"));
  const log = pino({ level: logLevel });
  const stores = { db: operational.db, pool: operational.pool, warehouse, clock, log, signals: createSignals() };
  const deps: Deps = {
    ...stores,
    journal: await openJournal(stores, { dir: join(dataDir, "journal") }),
    dataDir,
    disk: disk ?? watchDisk({ dataDir, reserveBytes: 0 }),
    uploadMaxBytes,
    limits,
    demoEntity,
    signOn,
    mail,
    webhooks,
    fileDoors,
    filesInUse: createFilesInUse(),
    beforeStep,
    signInWaits: createSignInWaits(() => clock.now().getTime()),
  };
  await prepareJobs(deps);
  const running = background ? await startBackground(deps, { processing: startProcessing(deps), schedules }) : undefined;
  const app = buildApp(deps, {
    health: { working: () => running?.healthy() ?? true, stopping: () => false, demo: () => ({ state: "off", done: 0, total: 0, step: null }) },
  });
  await app.fastify.ready();
  const apiKey = await addKey(deps, permissionsOf("headquarters"));
  const url = listen ? await app.fastify.listen({ host: "127.0.0.1", port: 0 }) : "";
  const inject = async (request: InjectOptions) => await app.fastify.inject(request);
  const api = client(inject, { authorization: `Bearer ${apiKey}` });
  const deviceOf = devicesOf(inject, api);
  return {
    deps,
    app,
    api,
    apiKey,
    url,
    inject,
    anonymous: client(inject, {}),
    addKey: async (permissions, legalEntities) => await addKey(deps, permissions, legalEntities),
    hashOf,
    addHqUser: async () => await addHqUser(deps),
    clientOf: (credentials) => client(inject, credentials),
    withKey: async (permissions) => client(inject, { authorization: `Bearer ${await addKey(deps, permissions)}` }),
    deviceOf,
    asWorker: async (signIn) => {
      const { operatorId, password } = signIn;
      return client(inject, { cookie: await cookieOf(inject, "/api/pos/session", { payload: { operatorId, password }, cookie: await deviceOf(signIn) }) });
    },
    asHeadquarters: async (role) => client(inject, { cookie: await cookieOf(inject, "/api/hq/session", { payload: await addHqUser(deps, role) }) }),
    processed: async (rsid) => {
      await untilProcessed(api, rsid as Rsid);
    },
    close: async () => {
      await app.fastify.close();
      await running?.stop();
      await deps.journal.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Inject = (request: InjectOptions) => Promise<LightMyRequestResponse>;

function client(inject: Inject, credentials: Record<string, string>): TestClient {
  const send: Send = async (path, { method, headers, body }) => {
    const answer = await inject({ url: path, method: method as "GET", headers: { ...headers, ...credentials }, ...(body === null ? {} : { payload: body }) });
    return { ok: answer.statusCode < 400, status: answer.statusCode, text: async () => answer.body };
  };
  return async (endpoint, input = {}) => await call(endpoint, input, send);
}

function devicesOf(inject: Inject, api: TestClient): TestServer["deviceOf"] {
  const devices = new Map<string, Promise<string>>();
  const activate = async (params: { legalEntity: string; register: string }) =>
    await cookieOf(inject, "/api/pos/register", { payload: { code: (await api(makeRegisterCode, { params })).code } });
  return async ({ legalEntity, register }) => {
    const key = `${legalEntity} ${register}`;
    const device = devices.get(key) ?? activate({ legalEntity, register });
    devices.set(key, device);
    return await device;
  };
}

async function cookieOf(inject: Inject, door: string, { payload, cookie = "" }: { payload: object; cookie?: string }): Promise<string> {
  const answer = await inject({ url: door, method: "POST", payload, headers: { cookie } });
  if (answer.statusCode !== 200) throw new Error(`signing in at ${door} answered ${answer.statusCode}: ${answer.body}`);
  return String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
}

async function addKey({ db }: Deps, permissions: readonly Permission[], legalEntities: readonly string[] | null = null): Promise<string> {
  const key = `test-key-${crypto.randomUUID()}`;
  await db
    .insertInto("api_key")
    .values({ name: "test", hash: hashOf(key), permissions: [...permissions], legal_entities: legalEntities && [...legalEntities] })
    .execute();
  return key;
}

async function addHqUser({ db }: Deps, role: Role = "administrator"): Promise<{ email: string; password: string }> {
  const email = `${uniqueName("user")}@example.com`;
  const password = "headquarters-password";
  const { id } = await db
    .insertInto("hq_user")
    .values({ email, name: "Analyst", password_hash: await passwordHash(password) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.insertInto("user_role").values({ hq_user_id: id, role }).execute();
  return { email, password };
}

async function untilProcessed(api: TestClient, rsid: Rsid): Promise<void> {
  let least = Infinity;
  let fewerAt = Date.now();
  // Asking takes time from what is waited for, so the pauses grow.
  for (let pauseMs = 20; ; pauseMs = Math.min(100, pauseMs * 1.4)) {
    const { backlog } = await api(getProcessing, { params: { rsid } });
    if (backlog === 0) return;
    if (backlog < least) [least, fewerAt] = [backlog, Date.now()];
    if (Date.now() > fewerAt + 60_000) throw new Error(`${backlog} hits of ${rsid} are not processed, no fewer than a minute ago`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
