import type { AuditSubject } from "@rapport/contract/system";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import type { Asked } from "../http/index.ts";
import { salted } from "./digest.ts";

type Db = Kysely<Database>;

/** Something an entry names. `changes` is JSON: what was changed, each with `from` and `to`. */
export interface NamedSubject {
  readonly kind: AuditSubject;
  readonly id: string;
  readonly changes?: string | undefined;
}

export interface NewEntry {
  readonly at: Date;
  readonly legalEntity: string | null;
  readonly actorKind: string;
  readonly actorId: string;
  readonly secondActorId?: string | undefined;
  readonly action: string;
  readonly asked: Asked | undefined;
  readonly subjects: readonly NamedSubject[];
}

/**
 * Adds an entry with all it names, in one statement. A request has one entry (AU1): a second one is an error, or with `unlessWritten` left out.
 * With `happened: false` the statement writes nothing.
 */
export async function addEntry(
  db: Db,
  entry: NewEntry,
  { unlessWritten = false, happened = true }: { readonly unlessWritten?: boolean; readonly happened?: boolean } = {},
): Promise<void> {
  const { at, legalEntity, actorKind, actorId, secondActorId = null, action, asked, subjects } = entry;
  const address = asked?.address ?? null;
  const who = salted([actorId, secondActorId, address]);
  const named = subjects.map(({ id, changes = null }) => salted([id, changes]));
  await sql`
    with added as (
      insert into audit_entry (at, legal_entity, action, request, endpoint, actor_kind, actor_id, second_actor_id, address, salt, digest, subjects)
      select ${at}::timestamptz, ${legalEntity}, ${action}, ${asked?.request ?? null}, ${asked?.endpoint ?? null}, ${actorKind}, ${actorId}, ${secondActorId},
        ${address}, ${who.salt}::bytea, ${who.digest}::bytea, ${subjects.length}::int
      where ${happened}::boolean
      ${unlessWritten ? sql`on conflict (request) do nothing` : sql``}
      returning id
    ), named as (
      insert into audit_subject (entry, n, kind, subject_id, changes, salt, digest)
      select added.id, s.n, s.kind, s.subject_id, s.changes, s.salt, s.digest
      from added, unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::text[],
        ${subjects.map(({ changes }) => changes ?? null)}::text[], ${named.map(({ salt }) => salt)}::bytea[], ${named.map(({ digest }) => digest)}::bytea[])
        with ordinality as s(kind, subject_id, changes, salt, digest, n)
    )
    insert into audit_pending select id from added`.execute(db);
}

/** Customers of the legal entities with that report suite whose account numbers these are. */
export async function customersOfVisitors(db: Db, { rsid, visitors }: { rsid: string; visitors: readonly string[] }) {
  const { rows } = await sql<{ id: string; legal_entity: string }>`
    select c.id, c.legal_entity from legal_entity e join customer c on c.legal_entity = e.code
    where e.rsid = ${rsid} and c.account_number = any(${visitors}::text[]) order by c.legal_entity, c.account_number`.execute(db);
  return rows;
}

/** How many people have an entry of that kind since then. */
export async function countLimited(db: Db, { action, since }: { action: string; since: Date }): Promise<number> {
  const { people } = await db
    .selectFrom("audit_entry")
    .select((eb) => eb.fn.count<number>("actor_id").distinct().as("people"))
    .where("action", "=", action)
    .where("at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(people);
}
