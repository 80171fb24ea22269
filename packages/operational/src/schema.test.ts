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

test("the schema that the migrations make is as reviewed", async () => {
  await expect(await schemaText()).toMatchFileSnapshot("../__golden__/schema.txt");
});

test("the table types are made from the schema", async () => {
  await expect(await tablesSource()).toMatchFileSnapshot("./tables.ts");
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

/** The text of `tables.ts`: a member for each table, a line for each column. A check of the form `kind in ('a', 'b')` narrows a text to those values. */
async function tablesSource(): Promise<string> {
  const all = await columns();
  const words = await checkedWords();
  const tables = [...new Set(all.map(({ table }) => table))].map((table) => {
    const members = all
      .filter((column) => column.table === table)
      .map((column) => `    ${column.name}: ${typeOf(column, words.get(`${table}.${column.name}`))};`);
    return [`  ${table}: {`, ...members, "  };"].join("\n");
  });
  return `${HEAD}${tables.join("\n")}\n}\n${COLUMN_TYPES}`;
}

async function checkedWords(): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ table: string; definition: string }>(`
    select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c'`);
  return new Map(
    rows.flatMap(({ table, definition }) => {
      const [, column, list] = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition) ?? [];
      if (column === undefined || list === undefined) return [];
      const union = [...list.matchAll(/'([^']*)'::text/g)].map(([, word]) => JSON.stringify(word)).join(" | ");
      return [[`${table}.${column}`, union] as const];
    }),
  );
}

function typeOf(column: Column, words: string | undefined): string {
  const bare = BY_TYPE[column.type.replace(/\(.*\)/, "")];
  if (bare === undefined) throw new Error(`No type is known for ${column.type} of ${column.table}.${column.name}.`);
  const type = words ?? bare;
  if (column.identity) return `GeneratedAlways<${type}>`;
  const nullable = column.required ? type : `${type} | null`;
  if (column.default === null) return nullable;
  // Kysely's `Generated` cannot wrap its `ColumnType`, so those have names of their own.
  return type === "Time" || type === "Json" ? `Generated${nullable}` : `Generated<${nullable}>`;
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

const HEAD = `import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** Every table of the operational store as Kysely sees it. Made of the migrations by \`npm run golden\`; not for editing. */
export interface Database {
`;

const COLUMN_TYPES = `
/** \`timestamptz\`. */
type Time = ColumnType<Date, Date | string, Date | string>;
/** With a default. Kysely's own \`Generated\` does not see into a column type. */
type GeneratedTime = ColumnType<Date, Date | string | undefined, Date | string>;

/** \`numeric\`: exact, so text when read. */
type Numeric = ColumnType<string, string | number, string | number>;

/** \`jsonb\`: unknown until a schema parsed it. An array must be written as JSON text, because pg writes arrays as SQL arrays. */
type Json = ColumnType<unknown, Readonly<Record<string, unknown>> | string, Readonly<Record<string, unknown>> | string>;
type GeneratedJson = ColumnType<unknown, Readonly<Record<string, unknown>> | string | undefined, Readonly<Record<string, unknown>> | string>;
`;
