import type { ListQuery } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Compilable, type Expression, type Kysely } from "kysely";

type Found = Omit<ListQuery, "sort"> & { readonly sort: string };

interface Listed<Row> {
  readonly rows: readonly Row[];
  /** The number of rows on all pages. */
  readonly total: number;
}

/** A page of a list; without a limit the first page is all of it. The search looks in the columns `searched`; `columns` gives the column for each name to sort by; `key` is unique. */
export async function pageOf<Row>(
  db: Kysely<Database>,
  all: Expression<Row> & Compilable<Row>,
  { list, searched, columns, key }: { list: Found; searched: readonly string[]; columns: Readonly<Record<string, string>>; key: string },
): Promise<Listed<Row>> {
  const { search = "", active, descending, page } = list;
  const limit = list.limit ?? (page === 1 ? null : 0);
  const found = sql.join(
    searched.map((column) => sql`strpos(lower(t.${sql.ref(column)}), lower(${search})) > 0`),
    sql` or `,
  );
  const where = sql`from (${all}) t where (${search} = '' or ${found}) and (${active ?? null}::boolean is null or t.active = ${active ?? null})`;
  const by = sql.ref(columns[list.sort] ?? key);
  const direction = descending ? sql`desc` : sql`asc`;
  const { rows } = await sql<Row>`
    select t.* ${where} order by lower(t.${by}::text) ${direction} nulls last, t.${sql.ref(key)} ${direction}
    limit ${limit}::integer offset ${(page - 1) * (limit ?? 0)}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::integer as total ${where}`.execute(db);
  return { rows, total: counted[0]?.total ?? 0 };
}
