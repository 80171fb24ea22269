import { LEGAL_ENTITY } from "@rapport/demo";
import { openOperational, watchStore, type Operational } from "@rapport/operational";
import { openWarehouse, type Warehouse } from "@rapport/warehouse";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { buildApp } from "./app.ts";
import { startBackground } from "./background.ts";
import { bootstrap, type Bootstrapped } from "./bootstrap.ts";
import { openJournal } from "./collection/index.ts";
import { ConfigError, type Config } from "./config.ts";
import { mostConnections } from "./descriptors.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { createFilesInUse } from "./datasources/index.ts";
import { demoSignIns, type DemoSignIn } from "./demo-passwords.ts";
import { createSignals, systemClock, type Deps, type Running } from "./deps.ts";
import { assertRoom, roomLine, watchDisk } from "./disk.ts";
import { connectionBounds, type App } from "./http/index.ts";
import { prepareJobs } from "./jobs/index.ts";
import { startMetrics } from "./metrics.ts";
import { startProcessing, startProcessingThread } from "./processing/index.ts";
import { createSignInWaits } from "./sessions/index.ts";
import { putRequestsFirst } from "./thread-priority.ts";
import { startDemo, type DemoRun } from "./start-demo.ts";

export interface Server extends Bootstrapped {
  readonly url: string;
  readonly metricsUrl: string | undefined;
  readonly demo: DemoRun;
  readonly demoSignIns: readonly DemoSignIn[];
  /** Stops accepting, finishes acknowledged work, and closes the stores. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly config: Config;
  readonly log: Logger;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
}

const APPS = [
  { path: "/pos/", folder: fileURLToPath(new URL("../../pos/dist", import.meta.url)) },
  { path: "/hq/", folder: fileURLToPath(new URL("../../hq/dist", import.meta.url)) },
] as const;

/** Defined only in the product's bundle. */
declare const IS_BUNDLED: true | undefined;
const PROCESSING_THREAD = new URL("../dist/processing-thread.js", import.meta.url);

/** Opens the stores, sets up a first start, and serves. When a step fails, everything opened before is closed again. */
export async function startServer({ config, log, say }: ServerOptions): Promise<Server> {
  // Closed in reverse order, whichever step is reached.
  const opened: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  };
  try {
    return await start({ config, log, say, opened, stop });
  } catch (cause) {
    await stop();
    // When a store does not start, its errors say little about the cause.
    if (!(cause instanceof ConfigError)) assertRoom({ dataDir: config.dataDir }, { cause });
    throw cause;
  }
}

async function start({
  config,
  log,
  say,
  opened,
  stop: closeAll,
}: ServerOptions & { opened: (() => Promise<void>)[]; stop: () => Promise<void> }): Promise<Server> {
  await assertPortIsFree({ ...config, name: "PORT" });
  const { sftp } = config.fileDoors;
  if (sftp !== undefined) await assertPortIsFree({ ...sftp, name: "RAPPORT_SFTP_PORT" });
  const dataDir = prepareDataFolder(config.dataDir, { isPassable: process.getuid?.() === 0 && config.databaseUrl === undefined });
  assertRoom({ dataDir });
  const watched = { dataDir, reserveBytes: config.diskReserveBytes };
  const disk = watchDisk(watched, log);
  const full = roomLine(disk.room());
  if (full !== undefined) say(full);
  const operational = await openOperationalStore({ config, dataDir, log });
  opened.push(() => operational.close());
  const warehouse = await openWarehouseStore({ config, dataDir, log });
  opened.push(() => warehouse.close());
  const stores = { db: operational.db, pool: operational.pool, warehouse, clock: systemClock, log, signals: createSignals() };
  const journal = await openJournal(stores, { dir: join(dataDir, "journal") });
  opened.push(() => journal.close());
  const deps: Deps = {
    ...stores,
    journal,
    dataDir,
    disk,
    uploadMaxBytes: config.uploadMaxBytes,
    unpack: config.unpack,
    fileDoors: config.fileDoors,
    filesInUse: createFilesInUse(),
    limits: { reports: config.reports, lookupsPerHour: config.lookupsPerHour, auditDays: config.auditDays },
    demoEntity: config.demo && !config.network.isReachable ? LEGAL_ENTITY : undefined,
    signOn: config.signOn,
    mail: config.mail,
    webhooks: config.webhooks,
    signInWaits: createSignInWaits(() => systemClock.now().getTime()),
  };
  const bootstrapped = await bootstrap(deps, config);
  const signIns = await demoSignIns(deps, config.network);
  await prepareJobs(deps);

  let background: Required<Running> | undefined;
  let stopping = false;
  let demo: DemoRun | undefined;
  const store = watchStore(operational.connection);
  opened.push(() => store.stop());
  const app = buildApp(deps, {
    store,
    apps: APPS,
    network: config.network,
    connections: connectionBounds(config.connections, mostConnections()),
    health: {
      working: () => background?.healthy() ?? false,
      stopping: () => stopping,
      demo: () => demo?.progress() ?? { state: config.demo ? "waiting" : "off", done: 0, total: 0, step: null },
    },
  });
  const metrics = config.adminPort === undefined ? undefined : await startMetrics({ app, deps, host: config.host, port: config.adminPort });
  if (metrics !== undefined) opened.push(() => metrics.stop());
  // A thread needs a program file, which only the bundle has. When the server runs from source, the lane shares the main thread.
  const processing =
    typeof IS_BUNDLED === "undefined"
      ? startProcessing(deps)
      : startProcessingThread(deps, { script: PROCESSING_THREAD, connection: operational.connection, disk: watched });
  const running = await startBackground(deps, { processing });
  background = running;
  opened.push(() => running.stop());
  const stopPriority = putRequestsFirst();
  opened.push(() => Promise.resolve(stopPriority()));
  // Closed before background work stops, so that running loops can finish what requests were promised.
  opened.push(() => app.fastify.close());
  const connections = mostConnections();
  if (connections !== undefined) app.fastify.server.maxConnections = connections;
  const url = await listen(app, config);
  const run = await startDemo({ deps, enabled: config.demo, url: loopback(url), signIns, say });
  demo = run;
  opened.push(() => run.stop());

  const stop = async () => {
    stopping = true;
    await closeAll();
  };
  return { ...bootstrapped, url, metricsUrl: metrics?.url, demo: run, demoSignIns: signIns, stop };
}

async function openOperationalStore({ config, dataDir, log }: { config: Config; dataDir: string; log: Logger }): Promise<Operational> {
  const options = { log: (line: string) => log.debug(line), connections: 20 };
  if (config.databaseUrl === undefined) return await openOperational({ dataDir: join(dataDir, "operational") }, options);
  try {
    return await openOperational({ url: config.databaseUrl }, options);
  } catch (cause) {
    throw new ConfigError(`DATABASE_URL is not right: ${messageOf(cause)} Example: DATABASE_URL=postgres://user:password@localhost:5432/rapport`, { cause });
  }
}

async function openWarehouseStore({ config, dataDir, log }: { config: Config; dataDir: string; log: Logger }): Promise<Warehouse> {
  const options = { log: (line: string) => log.debug(line), threads: config.threads };
  if (config.clickhouseUrl === undefined) return await openWarehouse({ dataDir: join(dataDir, "warehouse") }, options);
  try {
    return await openWarehouse({ url: config.clickhouseUrl }, options);
  } catch (cause) {
    throw new ConfigError(`CLICKHOUSE_URL is not right: ${messageOf(cause)} Example: CLICKHOUSE_URL=http://user:password@localhost:8123/rapport`, { cause });
  }
}

/** Tried before the stores are opened, so that a taken port is reported at once. */
async function assertPortIsFree({ host, port, name }: Pick<Config, "host" | "port"> & { name: PortName }): Promise<void> {
  const probe = createServer();
  try {
    await Promise.race([once(probe.listen(port, host), "listening"), once(probe, "error").then(([error]) => Promise.reject(error as Error))]);
  } catch (cause) {
    throw listenError(cause, { host, port, name });
  } finally {
    probe.close();
  }
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.fastify.listen({ host, port });
  } catch (cause) {
    throw listenError(cause, { host, port, name: "PORT" });
  }
}

type PortName = "PORT" | "RAPPORT_SFTP_PORT";

function listenError(cause: unknown, { host, port, name }: { host: string; port: number; name: PortName }): unknown {
  switch (codeOf(cause)) {
    case "EADDRINUSE":
      return new ConfigError(`${name} is not right: another program listens on ${port}. Example: ${name}=${port < 65_435 ? port + 100 : 4100}`, { cause });
    case "EACCES":
      return new ConfigError(`${name} is not right: this user may not listen on ${port}. Example: ${name}=${name === "PORT" ? 4000 : 2222}`, { cause });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ConfigError(`RAPPORT_HOST is not right: this machine has no address ${host}. Example: RAPPORT_HOST=127.0.0.1`, { cause });
    default:
      return cause;
  }
}

/** The address at which this process reaches itself when it listens on every address. */
function loopback(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "") : String(cause);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
