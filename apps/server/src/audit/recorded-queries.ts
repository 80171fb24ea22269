import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

/** A row that a request changed, as the database wrote it down: as it was, and as it is. */
export interface NotedRow {
  readonly source: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What a request changed, in order. It is not there any more afterwards. */
export async function takeNotedRows(trx: Transaction<Database>, request: string): Promise<NotedRow[]> {
  const { rows } = await sql<NotedRow>`
    with taken as (delete from audit_change where request = ${request} returning id, source, before, after)
    select source, before, after from taken order by id`.execute(trx);
  return rows;
}

/** The database writes down what the rest of this transaction changes as done by that request, or by none. */
export async function noteChangesFor(trx: Transaction<Database>, request: string | null): Promise<void> {
  await sql`select set_config('rapport.request', ${request ?? ""}, true)`.execute(trx);
}

/** Who asked for requests whose changes are still here some time later, although no intent is. */
export async function requestsLeft(db: Kysely<Database>, { olderThanMs, atWork, limit }: { olderThanMs: number; atWork: readonly string[]; limit: number }) {
  const { rows } = await sql<Left>`
    select c.request, e.legal_entity as "legalEntity", e.action, e.endpoint, e.address, e.actor_kind as "actorKind", e.actor_id as "actorId", e.second_actor_id as "secondActorId"
    from (select distinct request from audit_change where at <= now() - ${olderThanMs} * interval '1 millisecond' and request <> all(${atWork}::text[]) limit ${limit}) c
    left join audit_entry e on e.request = c.request
    where not exists (select from audit_intent i where i.request = c.request)`.execute(db);
  return rows;
}

/** Everything but the request is null for one without an entry. */
interface Left {
  readonly request: string;
  readonly legalEntity: string | null;
  readonly action: string | null;
  readonly endpoint: string | null;
  readonly address: string | null;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly secondActorId: string | null;
}
