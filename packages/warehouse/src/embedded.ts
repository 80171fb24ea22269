import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Session } from "chdb";
import { parsedRows } from "./answers.ts";
import { killQuery, untilUnwanted } from "./cancelling.ts";
import { engineError } from "./errors.ts";
import { forgetLostInserts } from "./lost-inserts.ts";
import { checkedParameters, setParameters } from "./parameters.ts";
import { openSessionPool, type SessionPool } from "./session-pool.ts";
import type { WarehouseOptions } from "./warehouse-options.ts";
import { QUERY_SETTINGS, INSERT_SETTINGS } from "./settings.ts";
import { WarehouseError, type InsertRows, type NamedQuery, type ReadOptions, type Warehouse } from "./warehouse.ts";

/**
 * chDB on a directory of our own. Groups of sessions, so that short work never waits for long work:
 * readers, durable inserts (a collector waits for them), and long work (`run`).
 */
export async function openEmbedded(dataDir: string, options: WarehouseOptions): Promise<Warehouse> {
  // Loaded only here: the engine stops answering in a process in which another thread had loaded it and ended.
  const chdb = await import("chdb");
  const threads = options.threads ?? 4;
  const connectionArgs = [
    ...CONNECTION,
    ...(options.queryThreads === undefined ? [] : [`--max_threads=${options.queryThreads}`]),
    ...(options.compiles === false ? NO_COMPILING : []),
  ];
  const lanes = openLanes(dataDir, { threads, open: () => new chdb.Session(dataDir, { connectionArgs }) });
  options.log?.(`warehouse: embedded in ${dataDir}, for ${threads} native threads`);

  return {
    kind: "embedded",
    async rows(query, params, options) {
      return parsedRows(query, (await answer(query, { params, options })).text());
    },
    async lines(query, params, options) {
      return (await answer(query, { params, options })).text();
    },
    async bytes(query, params, options) {
      return (await answer(query, { params, options })).bytes();
    },
    async run(query, params) {
      const text = setParameters(checkedParameters(query, params)) + query.text;
      await attempt(query.name, () => lanes.work.use((session) => session.queryAsync(text, { format: "JSONEachRow" })));
    },
    insert: async ({ ndjson, ...rows }) => await insertRows({ ...rows, values: ndjson, format: "JSONEachRow" }),
    insertTsv: async ({ tsv, ...rows }) => await insertRows({ ...rows, values: tsv, format: "TabSeparated" }),
    async ping() {
      return (await attempt("ping", () => lanes.inserts.use((session) => session.queryAsync("SELECT 1", { format: "TabSeparated" })))).text() === "1\n";
    },
    async close() {
      await Promise.all(Object.values(lanes).map((lane) => lane.close()));
    },
  };

  async function insertRows({ table, values, format, columns, token }: InsertOf): Promise<void> {
    const settings = { ...INSERT_SETTINGS, ...deduplication(token) };
    const request = { table, values, format, settings, ...(columns === undefined ? {} : { columns }) };
    await attempt(`insert into ${table}`, () => lanes.inserts.use((session) => session.insert(request)));
  }

  async function answer(query: NamedQuery, { params, options = {} }: { params: unknown; options: ReadOptions | undefined }): Promise<Answer> {
    const text = setParameters(checkedParameters(query, params)) + query.text;
    return await lanes.readers.use(
      (session) =>
        untilUnwanted(options, {
          run: (mark) => attempt(query.name, () => session.queryAsync(marked(text, mark), { format: "JSONEachRow" })),
          kill: (params) => lanes.kills.use((killer) => killer.queryAsync(setParameters(params) + killQuery.text)),
        }),
      { heavy: query.heavy === true, signal: options.signal },
    );
  }
}

type Answer = Awaited<ReturnType<Session["queryAsync"]>>;

/** Not as a comment in the text: the engine drops comments when it inserts parameters. */
function marked(text: string, mark: string | undefined): string {
  return mark === undefined ? text : `SET log_comment = '${mark}'; ${text}`;
}

type InsertOf = Omit<InsertRows, "ndjson"> & { readonly values: Buffer; readonly format: "JSONEachRow" | "TabSeparated" };

function openLanes(
  dataDir: string,
  { threads, open }: { threads: number; open: () => Session },
): { readers: SessionPool; inserts: SessionPool; work: SessionPool; kills: SessionPool } {
  mkdirSync(dataDir, { recursive: true });
  if (ownerOf(dataDir) === undefined) forgetLostInserts(dataDir);
  const inserts = threads > 4 ? 2 : 1;
  // With Node's default of four threads all may be busy; with more, one is left for files and name lookups.
  const readers = Math.min(4, Math.max(2, threads - inserts - 2));
  try {
    return {
      readers: openSessionPool({ size: readers, open }),
      inserts: openSessionPool({ size: inserts, open }),
      work: openSessionPool({ size: 1, open }),
      // A kill takes a moment. With a session of its own it waits for nothing.
      kills: openSessionPool({ size: 1, open }),
    };
  } catch (cause) {
    throw openingError(dataDir, cause);
  }
}

/** The engine gives the reason only on standard error. Its status file says whether another process has the directory. */
function openingError(dataDir: string, cause: unknown): WarehouseError {
  if (!(cause instanceof Error) || !cause.message.startsWith("Failed to create connection")) return engineError(`Opening the warehouse in ${dataDir}`, cause);
  const owner = ownerOf(dataDir);
  if (owner === undefined)
    return new WarehouseError(`The warehouse in ${dataDir} cannot be opened: its files cannot be written, or another process owns them.`, { code: 76 });
  return new WarehouseError(`Another running process (${owner}) owns the warehouse in ${dataDir}. Stop that process first, or choose another data directory.`, {
    code: 76,
  });
}

/** The running process that has the directory open. */
function ownerOf(dataDir: string): number | undefined {
  const status = path.join(dataDir, "status");
  const pid = existsSync(status) ? Number(/^PID: (\d+)/m.exec(readFileSync(status, "utf8"))?.[1]) : Number.NaN;
  if (!Number.isInteger(pid)) return undefined;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // With EPERM it runs, and belongs to another user.
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  return hasOpen(pid, status) ? pid : undefined;
}

/** After a crash another process may have got the number that the status file names: the first in a container always has the same. Where it cannot be seen, it counts as open. */
function hasOpen(pid: number, file: string): boolean {
  const open = `/proc/${pid}/fd`;
  try {
    const real = realpathSync(file);
    return readdirSync(open).some((fd) => linkOf(`${open}/${fd}`) === real);
  } catch {
    return true;
  }
}

function linkOf(place: string): string | undefined {
  try {
    return readlinkSync(place);
  } catch {
    // It was closed meanwhile.
    return undefined;
  }
}

/** Give settings when a session opens, or in the SETTINGS clause of one statement. A separate SET would stay for the next caller. */
const CONNECTION = [
  ...Object.entries(QUERY_SETTINGS).map(([name, value]) => `--${name}=${value}`),
  // Parameters are part of the text of a SET, so long lists of ids must fit.
  "--max_query_size=1000000000",
];

const NO_COMPILING = ["--compile_expressions=0", "--compile_aggregate_expressions=0", "--compile_sort_description=0"];

function deduplication(token: string | undefined): { insert_deduplication_token?: string } {
  return token === undefined ? {} : { insert_deduplication_token: token };
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw engineError(what, cause);
  }
}
