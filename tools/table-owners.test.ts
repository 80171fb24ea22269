import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findStrayTables } from "./table-owners.ts";

const planted: string[] = [];
afterEach(() => {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true });
});

const SCHEMA = "note\n  id uuid not null\n\nworker\n  id uuid not null\n";
const OWNERSHIP = { owners: { timeline: ["note"], organisation: ["worker"] }, readers: { timeline: ["worker"] } };
const QUERIES = `import { sql } from "kysely";\n`;
const SOUND = {
  "packages/operational/__golden__/schema.txt": SCHEMA,
  "apps/server/src/timeline/queries.ts": `${QUERIES}db.insertInto("note"); db.selectFrom("note as n").innerJoin("worker as w", "w.id", "n.worker_id");`,
  "apps/server/src/organisation/queries.ts": `${QUERIES}sql\`update worker set name = 1\`;`,
};

test("every table of this tree has its owner", () => {
  expect(findStrayTables(resolve(import.meta.dirname, ".."))).toEqual([]);
});

test("a correct tree has no problem", () => {
  expect(findStrayTables(plant({}), OWNERSHIP)).toEqual([]);
});

test.each([
  [
    "a write by another slice",
    { "apps/server/src/sessions/queries.ts": `${QUERIES}db.updateTable("worker")` },
    "apps/server/src/sessions/queries.ts writes worker, which is organisation's",
  ],
  [
    "a write in plain SQL",
    { "apps/server/src/sessions/a.ts": `${QUERIES}sql\`delete from note\`` },
    "apps/server/src/sessions/a.ts writes note, which is timeline's",
  ],
  [
    "a write by a slice that may read",
    { "apps/server/src/timeline/a.ts": `${QUERIES}db.deleteFrom("worker")` },
    "apps/server/src/timeline/a.ts writes worker, which is organisation's",
  ],
  [
    "a read that is not named",
    { "apps/server/src/organisation/a.ts": `${QUERIES}sql\`select 1 from note\`` },
    "apps/server/src/organisation/a.ts reads note, which is timeline's",
  ],
  [
    "a table without an owner",
    { "packages/operational/__golden__/schema.txt": `${SCHEMA}\nshelf\n  id uuid\n` },
    "shelf has no owner in tools/table-owners.ts",
  ],
  ["an owner of nothing", { "packages/operational/__golden__/schema.txt": "worker\n  id uuid\n" }, "tools/table-owners.ts names note, which is no table"],
  [
    "a read that is named and not done",
    { "apps/server/src/timeline/queries.ts": `${QUERIES}db.insertInto("note")` },
    "tools/table-owners.ts lets timeline read worker, which it does not",
  ],
])("%s is reported, and nothing else", (_, files, problem) => {
  expect(findStrayTables(plant(files as unknown as Record<string, string>), OWNERSHIP)).toEqual([problem]);
});

test("a tree without tables fails", () => {
  expect(findStrayTables(plant({ "packages/operational/__golden__/schema.txt": "" }), OWNERSHIP)).toEqual([
    "no table found in packages/operational/__golden__/schema.txt: this check would pass on nothing",
  ]);
});

function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "owners-"));
  planted.push(root);
  for (const [path, text] of Object.entries({ ...SOUND, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
