import { readFileSync } from "node:fs";
import { preparedStores } from "@rapport/testkit";
import { expect, test } from "vitest";

const { pool } = (await preparedStores()).operational;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly identity: boolean;
  readonly default: string | null;
}

test("the schema that the migrations make is the reviewed one", async () => {
  await expect(await schemaText()).toMatchFileSnapshot("../__golden__/schema.txt");
});

test("the table types say what the tables are", async () => {
  const declared = declaredColumns(readFileSync(new URL("./tables.ts", import.meta.url), "utf8"));
  const actual = new Map((await columns()).map((column) => [`${column.table}.${column.name}`, column]));
  expect([...declared.keys()].toSorted()).toEqual([...actual.keys()].toSorted());
  const wrong = [...declared]
    .filter(([name, type]) => simplified(type) !== expectedType(actual.get(name)!))
    .map(([name, type]) => `${name}: ${type}, expected ${expectedType(actual.get(name)!)}`);
  expect(wrong).toEqual([]);
});

async function schemaText(): Promise<string> {
  const rest = await pool.query<{ table: string; line: string }>(`
    select conrelid::regclass::text as table, format('  constraint %s %s', conname, pg_get_constraintdef(oid)) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
    union all
    select tablename, format('  %s', regexp_replace(indexdef, '^CREATE ', '')) from pg_indexes where schemaname = 'public'
      and indexname not in (select conname from pg_constraint)
    order by 1, 2`);
  const all = await columns();
  const tables = [...new Set(all.map((column) => column.table))];
  const text = tables.map((table) => {
    const own = all.filter((column) => column.table === table).map(columnLine);
    const others = rest.rows.filter((row) => row.table === table).map((row) => row.line);
    return [table, ...own, ...others].join("\n");
  });
  return `${text.join("\n\n")}\n`;
}

function columnLine(column: Column): string {
  const value = column.identity ? " generated always as identity" : column.default === null ? "" : ` default ${column.default}`;
  return `  ${column.name} ${column.type}${column.required ? " not null" : ""}${value}`;
}

async function columns(): Promise<Column[]> {
  const answer = await pool.query<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
      a.attidentity = 'a' as identity, pg_get_expr(d.adbin, d.adrelid) as default
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname collate "C", a.attnum`);
  return answer.rows;
}

/** `table.column` to its type, read from the interface `Database` as it stands in the source. */
function declaredColumns(source: string): Map<string, string> {
  const declared = new Map<string, string>();
  let table = "";
  for (const line of source.slice(0, source.indexOf("\n}\n")).split("\n")) {
    table = /^ {2}(\w+): \{$/.exec(line)?.[1] ?? table;
    const column = /^ {4}(\w+): (.+);$/.exec(line);
    if (column !== null) declared.set(`${table}.${column[1]!}`, column[2]!);
  }
  return declared;
}

/** A union of words stands for `string`; Kysely's `Generated` does not go around its `ColumnType`, so those have names of their own. */
function simplified(type: string): string {
  return type.replace(/"[^"]*"(?: \| "[^"]*")*/, "string").replace(/^Generated(Time|Json)$/, "Generated<$1>");
}

function expectedType(column: Column): string {
  const bare = BY_TYPE[column.type.replace(/\(.*\)/, "")] ?? `no type is known for ${column.type}`;
  if (column.identity) return `GeneratedAlways<${bare}>`;
  if (column.default !== null) return `Generated<${bare}>`;
  return column.required ? bare : `${bare} | null`;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  text: "string",
  uuid: "string",
  integer: "number",
  bigint: "number",
  boolean: "boolean",
  numeric: "Numeric",
  date: "string",
  bytea: "Buffer",
  "bit varying": "string",
  jsonb: "Json",
  "timestamp with time zone": "Time",
  "text[]": "string[]",
  "integer[]": "number[]",
};
