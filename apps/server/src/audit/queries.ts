import { inTransaction, prepared, requestNow, type Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import type { Asked } from "../http/index.ts";
import type { NamedSubject } from "./changes.ts";
import { salted } from "./digest.ts";
import { takeChanges, withChanges } from "./recorded.ts";

type Db = Kysely<Database>;

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

interface How {
  readonly unlessWritten?: boolean;
  readonly happened?: boolean;
}

/**
 * Adds an entry with all it names, and with what its request changed of what headquarters sets up (AU7). A request has one entry (AU1): a second one is an error,
 * or with `unlessWritten` left out. With `happened: false` nothing is written. True when it was written.
 */
export async function addEntry(db: Db, entry: NewEntry, how: How = {}): Promise<boolean> {
  const { asked } = entry;
  // Only what is asked for at headquarters, outside the paths that every hit and every register takes.
  if (asked === undefined || requestNow() !== asked.request) return await insertEntry(db, entry, how);
  return await inTransaction(db, async (trx) => {
    const changed = await takeChanges(trx, asked.request);
    if (await insertEntry(trx, { ...entry, subjects: withChanges(entry.subjects, changed) }, how)) return true;
    // Its handler wrote the entry before it changed these.
    if (changed.length > 0) await insertEntry(trx, { ...entry, asked: { ...asked, request: `${asked.request}-rest` }, subjects: changed }, how);
    return false;
  });
}

/** In one statement. */
async function insertEntry(db: Db, entry: NewEntry, { unlessWritten = false, happened = true }: How): Promise<boolean> {
  const { at, legalEntity, actorKind, actorId, secondActorId = null, action, asked, subjects } = entry;
  const address = asked?.address ?? null;
  const who = salted([actorId, secondActorId, address]);
  const named = subjects.map(({ id, changes = null }) => salted([id, changes]));
  const { rows } = await sql`${prepared}
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
    insert into audit_pending select id from added returning entry`.execute(db);
  return rows.length > 0;
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
