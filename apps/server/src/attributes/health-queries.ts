import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

export interface AttributeHealth {
  readonly of: "attribute" | "attribute_group";
  readonly code: string;
  readonly name: unknown;
  /** How long its fixed list is. */
  readonly values: number;
  /** How many of its words have no Dutch. */
  readonly lacking: number;
}

/** Attributes and groups by code, each with how much its list holds and how many Dutch words it lacks. */
export async function healthOfAttributes(db: Db, legalEntity: string): Promise<AttributeHealth[]> {
  const lacks = (words: string) => sql`(${sql.raw(words)} is not null and ${sql.raw(words)} ->> 'nl' is null)::integer`;
  const { rows } = await sql<AttributeHealth>`
    select 'attribute' as of, code, definition -> 'name' as name, coalesce(jsonb_array_length(definition -> 'values'), 0) as values,
      ${lacks("definition -> 'name'")} + ${lacks("definition -> 'unit'")}
        + (select count(*)::integer from jsonb_array_elements(definition -> 'values') v where v #>> '{label,nl}' is null) as lacking
    from attribute where legal_entity = ${legalEntity}
    union all
    select 'attribute_group', code, name, 0, ${lacks("name")} from attribute_group where legal_entity = ${legalEntity}
    order by of, code`.execute(db);
  return rows;
}
