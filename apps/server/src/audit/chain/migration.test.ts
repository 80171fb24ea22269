import { attachOperational, migrate } from "@rapport/operational";
import { preparedStores, testClock, uniqueName } from "@rapport/testkit";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { auditLog } from "../../testing/index.ts";
import { linkPending } from "./link.ts";
import { verifyChain } from "./verify.ts";

const FOLDER = join(dirname(createRequire(import.meta.url).resolve("@rapport/operational")), "..", "migrations");
const MIGRATIONS = readdirSync(FOLDER)
  .toSorted()
  .map((file) => ({ name: file.replace(".sql", ""), sql: readFileSync(join(FOLDER, file), "utf8") }));

test("AU3 the audit log of an earlier version becomes entries of the chain, each row as it was", async () => {
  const { operational, databaseUrl } = await preparedStores();
  const name = uniqueName("early").replaceAll("-", "_");
  await operational.pool.query(`create database ${name} template template0`);
  const url = new URL(databaseUrl);
  url.pathname = name;
  const early = attachOperational({ connectionString: url.href }, { connections: 2 });
  try {
    const at = MIGRATIONS.findIndex(({ sql }) => sql.includes("drop table audit_log"));
    await migrate(early.pool, MIGRATIONS.slice(0, at));
    await early.pool.query(`
      insert into audit_log (at, legal_entity, actor_kind, actor_id, action, subject_kind, subject_id)
      select timestamptz '2026-02-28 23:59:59.123456+01' + n * interval '7 hours', case when n % 3 = 0 then null else 'LE' || n end,
        case when n % 2 = 0 then 'pos' else 'headquarters' end, 'é' || n, 'customer.viewed', 'customer', case when n = 5 then '' else 'c€' || n end
      from generate_series(1, 40) n`);
    const rows = async <R extends object>(query: string) => (await early.pool.query<R>(query)).rows;
    const before = await rows<{ at: Date }>("select at, legal_entity, actor_kind, actor_id, action, subject_kind, subject_id from audit_log order by id");
    await migrate(early.pool, MIGRATIONS);
    const deps = { db: early.db, clock: testClock("2026-03-02T12:00:00Z") };
    expect(await linkPending(deps)).toBe(40);
    const columns = ["at", "legal_entity", "actor_kind", "actor_id", "action", "subject_kind", "subject_id"] as const;
    expect(await auditLog(early.db).select(columns).orderBy("id").execute()).toEqual(before);
    expect(await verifyChain(deps, { keptDays: 0, now: deps.clock.now() })).toMatchObject({ entries: 40, erased: 0, breaks: [] });
  } finally {
    await early.close();
  }
});
