import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

interface Version {
  readonly code: string;
  readonly version: number;
}

/** The versions of the legal entities that exist, by their codes. */
export async function versionsOfEntities(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return byCode(await sql<Version>`select code, version from legal_entity where code = any(${codes}::text[])`.execute(db));
}

/** The versions of the things of a legal entity that exist, by their codes. `key`: the column with the code. */
export async function versionsOfThings(
  db: Db,
  { table, key, legalEntity, codes }: { table: string; key: string; legalEntity: string; codes: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  return byCode(
    await sql<Version>`
      select ${sql.ref(key)} as code, version from ${sql.table(table)}
      where legal_entity = ${legalEntity} and ${sql.ref(key)} = any(${codes}::text[])`.execute(db),
  );
}

function byCode({ rows }: { readonly rows: readonly Version[] }): ReadonlyMap<string, number> {
  return new Map(rows.map(({ code, version }) => [code, version]));
}
