import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Session } from "chdb";
import { readRequest, type FrontRequest } from "./clickhouse-request.ts";

export interface ClickHouseFront {
  /** For `CLICKHOUSE_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Enough of ClickHouse's HTTP interface over the real engine (chDB on `dataDir`) for the official client: queries,
 * inserts with a body, parameters and settings in the address or in multipart form, errors with their code, ping.
 * Listens on loopback only. With `password`, other sign-in data is refused as a server would.
 */
export async function startClickHouseFront({ dataDir, password }: { dataDir: string; password?: string }): Promise<ClickHouseFront> {
  // Keeps the engine's directory open between requests.
  const keeper = new Session(dataDir);
  const turns = inTurns(3);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const user = password === undefined ? "" : `default:${encodeURIComponent(password)}@`;
  return {
    url: `http://${user}127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      keeper.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (new URL(request.url ?? "/", "http://front").pathname === "/ping") return void response.end("Ok.\n");
      if (password !== undefined && !signedIn(request, password))
        return refuse(response, { status: 403, code: "516", text: "Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)" });
      const query = await readRequest(request);
      // A server ends a query without waiting for those that run.
      const body = query.sql.startsWith("KILL ") ? await run(dataDir, query) : await turns(() => run(dataDir, query));
      response.setHeader("content-type", "application/octet-stream");
      response.setHeader("x-clickhouse-summary", JSON.stringify({ read_rows: "0", written_rows: "0" }));
      response.end(body);
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : String(cause);
      const code = /Code: (\d+)\./.exec(text)?.[1] ?? "1002";
      refuse(response, { status: STATUS[code] ?? 500, code, text });
    }
  }
}

const STATUS: Readonly<Record<string, number>> = { "60": 404, "81": 404, "62": 400, "36": 400, "47": 404, "456": 400 };

function refuse(response: ServerResponse, { status, code, text }: { status: number; code: string; text: string }): void {
  response.writeHead(status, { "content-type": "text/plain", "x-clickhouse-exception-code": code });
  response.end(`${text}\n`);
}

/** Each request has a session of its own, so no setting, parameter or output of one can reach another. */
async function run(dataDir: string, { sql, params, settings, format, data }: FrontRequest): Promise<Uint8Array> {
  const session = new Session(dataDir);
  try {
    const insert = data === undefined ? null : /^\s*INSERT\s+INTO\s+([\w.`]+)\s*(?:\(([^)]*)\))?\s*FORMAT\s+(\w+)\s*$/i.exec(sql);
    if (data !== undefined && insert !== null) {
      await session.insert({
        table: bare(insert[1]!),
        values: data,
        format: insert[3] as "JSONEachRow",
        settings,
        ...(insert[2] === undefined ? {} : { columns: insert[2].split(",").map(bare) }),
      });
      return new Uint8Array();
    }
    const assignments = [...Object.entries(settings), ...Object.entries(params).map(([name, value]) => [`param_${name}`, value] as const)];
    // Sets first what applies to the later statements of the request, also how long they may be.
    const before = ["SET max_query_size = 1000000000", ...assignments.map(([name, value]) => `SET ${name} = ${literal(value)}`)];
    for (const statement of before) await session.queryAsync(statement);
    return (await session.queryAsync(sql, { format })).bytes();
  } finally {
    session.close();
  }
}

function bare(name: string): string {
  return name.trim().replaceAll("`", "");
}

function literal(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;
}

function signedIn(request: IncomingMessage, password: string): boolean {
  const basic = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
  return basic === `default:${password}` || request.headers["x-clickhouse-key"] === password;
}

/** At most `size` at once: each holds a native thread, and the test's own work needs some. */
function inTurns(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
