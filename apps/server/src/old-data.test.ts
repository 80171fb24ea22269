import { z } from "zod";
import { attachOperational, migrate } from "@rapport/operational";
import { preparedStores, temporaryFolder } from "@rapport/testkit";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServerProcess, untilProcessed, type ServerProcess } from "./testing/index.ts";

/**
 * The stores of an installation of an early version: the rows of its PostgreSQL, the folder of its warehouse, and
 * what its endpoints answered. It had Segment hits and image requests, three files, a book of clients and notes. Counts that depend on the day
 * of the run are left out. When a rule changes an answer, the answer is changed here too, with the rule.
 */
const FOLDER = fileURLToPath(new URL("testing/old-data", import.meta.url));

interface Asked {
  readonly who: "key" | "pos";
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly reply: object;
}

function linesOf(file: string): unknown[] {
  return readFileSync(join(FOLDER, file), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

let server: ServerProcess;
let cookie: string;
beforeAll(async () => {
  const dataDir = temporaryFolder("old-data-");
  execFileSync("tar", ["xzf", join(FOLDER, "warehouse.tar.gz"), "-C", dataDir]);
  server = await startServerProcess({ RAPPORT_DATA_DIR: dataDir, DATABASE_URL: await oldDatabase() });
  // Its registers are no devices yet.
  const { body } = await server.ask("/api/legal-entities/OLD/registers/R1/activation", { method: "POST" });
  const post = async (path: string, sent: object, headers = {}) =>
    await fetch(server.url + path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(sent) });
  const device = await post("/api/pos/register", { code: (JSON.parse(body) as { code: string }).code });
  const answer = await post(
    "/api/pos/session",
    { operatorId: "1001", password: "associate-1001" },
    { cookie: device.headers.get("set-cookie")?.split(";", 1)[0] ?? "" },
  );
  cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
}, 180_000);
afterAll(() => server.stop());

/** A database with that version's migrations and rows. */
async function oldDatabase(): Promise<string> {
  const { operational, databaseUrl } = await preparedStores();
  const name = `old_${randomBytes(6).toString("hex")}`;
  await operational.pool.query(`create database ${name} template template0`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const old = attachOperational({ connectionString: url.href }, { connections: 1 });
  const content = linesOf("rows.ndjson") as ({ table: string; rows: object[] } | { sequence: string; last: number })[];
  const names = content.flatMap((part) => ("table" in part && part.table === "schema_migration" ? part.rows : [])).map((row) => (row as { name: string }).name);
  const migrations = join(dirname(createRequire(import.meta.url).resolve("@rapport/operational")), "..", "migrations");
  await migrate(
    old.pool,
    names.toSorted().map((migration) => ({ name: migration, sql: readFileSync(join(migrations, `${migration}.sql`), "utf8") })),
  );
  // The rows refer to each other in any order, and include the checksums that the migrations had then.
  await old.pool.query("set session_replication_role = replica");
  for (const part of content) {
    if ("sequence" in part) await old.pool.query("select setval($1, $2)", [part.sequence, part.last]);
    else await fill(old.pool, part);
  }
  // Moves times, so that its rows still wait whenever this runs.
  await old.pool.query("update upload set window_days = 36500");
  await old.close();
  return url.href;
}

async function fill(pool: ReturnType<typeof attachOperational>["pool"], { table, rows }: { table: string; rows: object[] }): Promise<void> {
  const found = await pool.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  const columns = found.rows.map(({ name }) => name).join(", ");
  await pool.query(`delete from ${table}`);
  await pool.query(`insert into ${table} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}

async function ask({ who, method, path, body }: Omit<Asked, "reply">): Promise<unknown> {
  if (who === "key") return JSON.parse((await server.ask(path, { method, body })).body) as unknown;
  const answer = await fetch(server.url + path, {
    method,
    headers: { cookie, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return await answer.json();
}

const ASKED = linesOf("numbers.ndjson") as Asked[];
/** Reports: several requests to the same endpoint. */
const nameOf = ({ method, path, body }: Asked) => `${method} ${path} ${body === undefined ? "" : JSON.stringify(body).slice(0, 60)}`;

test.each(ASKED.map((asked) => [nameOf(asked), asked] as const))("data of an earlier version answers as it did: %s", async (_, asked) => {
  expect(asThen(await ask(asked))).toMatchObject(asked.reply);
});

/** Timelines of that version did not show whose client somebody became. */
function asThen(answer: unknown): unknown {
  const { success, data } = z.looseObject({ items: z.array(z.looseObject({ kind: z.string() })) }).safeParse(answer);
  return success ? { ...data, items: data.items.filter(({ kind }) => kind !== "owner") } : answer;
}

test("data of an earlier version keep working: a hit comes, and a row that has waited since then is linked to it", async () => {
  const query = new URLSearchParams({
    vid: "C1",
    ts: String(Date.parse("2026-11-12T09:00:00Z") / 1000),
    v0: "Late camp",
    products: "Shoes;Boot;1;5",
    events: "purchase",
    xact: "T-late",
  });
  expect((await fetch(`${server.url}/b/ss/old/1/?${query.toString()}`)).status).toBe(200);
  await untilProcessed(server, "old");
  await expect
    .poll(
      async () => (JSON.parse((await server.ask("/api/uploads/1/receipt")).body) as { waiting?: number; linkedByTransaction: number }).linkedByTransaction,
      { timeout: 20_000 },
    )
    .toBe(3);
});
