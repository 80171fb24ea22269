import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

export interface Intent {
  readonly request: string;
  readonly askedAt: Date;
  readonly legalEntity: string | null;
  readonly endpoint: string;
  readonly path: string;
  readonly address: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly secondActorId: string | null;
}

export async function addIntent(db: Db, intent: Intent): Promise<void> {
  const { request, askedAt, legalEntity, endpoint, path, address, actorKind, actorId, secondActorId } = intent;
  const who = { actor_kind: actorKind, actor_id: actorId, second_actor_id: secondActorId };
  await db
    .insertInto("audit_intent")
    .values({ request, asked_at: askedAt, legal_entity: legalEntity, endpoint, path, address, ...who })
    .execute();
}

export async function dropIntents(db: Db, requests: readonly string[]): Promise<void> {
  await db.deleteFrom("audit_intent").where("request", "in", requests).execute();
}

/** These are still at work. */
export async function renewIntents(db: Db, requests: readonly string[]): Promise<void> {
  await db
    .updateTable("audit_intent")
    .set({ begun_at: sql<Date>`now()` })
    .where("request", "in", requests)
    .execute();
}

/** The oldest intents, by their begin, whose requests are not among those at work; each with whether its request has an entry. Held until the transaction ends. */
export async function intentsLeft(
  trx: Transaction<Database>,
  { olderThanMs, atWork, limit }: { olderThanMs: number; atWork: readonly string[]; limit: number },
): Promise<(Intent & { readonly isWritten: boolean })[]> {
  const { rows } = await sql<Intent & { isWritten: boolean }>`
    select i.request, i.asked_at as "askedAt", i.legal_entity as "legalEntity", i.endpoint, i.path, i.address, i.actor_kind as "actorKind", i.actor_id as "actorId",
      i.second_actor_id as "secondActorId", exists (select from audit_entry e where e.request = i.request) as "isWritten"
    from audit_intent i
    where i.begun_at <= now() - ${olderThanMs} * interval '1 millisecond' and i.request <> all(${atWork}::text[])
    order by i.begun_at, i.request limit ${limit} for update skip locked`.execute(trx);
  return rows;
}
