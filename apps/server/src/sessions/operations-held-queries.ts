import { sql, type RawBuilder } from "kysely";

/** What a worker's group gives while it is in use, and what they hold besides, without what is withheld (OG7). `worker` is what the query calls the worker. */
export function operationsHeld(worker: "w" | "worker"): RawBuilder<number[]> {
  const of = (column: string) => sql.ref(`${worker}.${column}`);
  return sql<number[]>`array(
    select distinct held from unnest(${of("operations")} || coalesce((
      select g.operations from permission_group g
      where g.legal_entity = ${of("legal_entity")} and g.code = ${of("permission_group")} and g.active), '{}')) held
    where held <> all(${of("withheld")}) order by held)`;
}
