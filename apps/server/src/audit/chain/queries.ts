import type { AuditAction } from "@rapport/contract/system";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { GENESIS, type LinkedEntry } from "../digest.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** What the server itself writes down when retention drops a day. */
export const DAY_DROPPED = "audit.day_dropped" satisfies AuditAction;

/** An entry with the kinds and digests of what it names. */
export const ENTRY = sql`e.id::text as id, e.at, e.legal_entity, e.action, e.request, e.endpoint, e.actor_kind, e.digest, e.subjects,
  array(select s.kind from audit_subject s where s.entry = e.id order by s.n) as kinds,
  array(select s.digest from audit_subject s where s.entry = e.id order by s.n) as digests`;

/** Entries that are not linked yet, in the order of their numbers. */
export async function pendingEntries(trx: Trx, most: number): Promise<LinkedEntry[]> {
  const { rows } = await sql<LinkedEntry>`
    select ${ENTRY} from audit_pending p join audit_entry e on e.id = p.entry order by p.entry limit ${most}`.execute(trx);
  return rows;
}

/**
 * The day to which entries are linked, and where its chain ends: `today`, or the first day after it that is not sealed, when the clock was set back. A day that
 * a clock ahead has opened waits until it comes, so that the days before it are sealed as ever.
 */
export async function openDay(trx: Trx, today: string): Promise<{ day: string; position: number; head: Buffer }> {
  const { rows } = await sql<{ day: string; entries: number; head: Buffer }>`
    with free as (
      select ${today}::date as day where not exists (select from audit_day where day = ${today}::date and sealed_at is not null)
      union all
      select s.day + 1 from audit_day s
      where s.day >= ${today}::date and s.sealed_at is not null
        and not exists (select from audit_day n where n.day = s.day + 1 and n.sealed_at is not null)
    )
    insert into audit_day (day, head) select min(day), ${GENESIS}::bytea from free
    on conflict (day) do update set entries = audit_day.entries
    returning day, entries, head`.execute(trx);
  const [found] = rows;
  if (found === undefined) throw new Error("no day of the audit log is open");
  return { day: found.day, position: found.entries, head: found.head };
}

export interface NewLink {
  readonly entry: string;
  readonly day: string;
  readonly position: number;
  readonly hash: Buffer;
}

export async function addLinks(trx: Trx, links: readonly NewLink[]): Promise<void> {
  const entries = links.map(({ entry }) => entry);
  await sql`
    insert into audit_link (entry, day, position, hash)
    select * from unnest(${entries}::bigint[], ${links.map(({ day }) => day)}::date[], ${links.map(({ position }) => position)}::bigint[],
      ${links.map(({ hash }) => hash)}::bytea[])`.execute(trx);
  await sql`delete from audit_pending where entry = any(${entries}::bigint[])`.execute(trx);
}

export async function setHead(trx: Trx, { day, entries, head }: { day: string; entries: number; head: Buffer }): Promise<void> {
  await trx.updateTable("audit_day").set({ entries, head }).where("day", "=", day).execute();
}

/** Open days before `today`, oldest first. */
export async function daysToSeal(trx: Trx, today: string) {
  return await trx.selectFrom("audit_day").select(["day", "entries", "head"]).where("sealed_at", "is", null).where("day", "<", today).orderBy("day").execute();
}

/** The newest seal with its number; the genesis with 0 for none. */
export async function newestSeal(db: Db): Promise<{ readonly number: number; readonly seal: Buffer }> {
  const { rows } = await sql<{ number: number; seal: Buffer }>`
    select seal_number as number, seal from audit_day where seal is not null order by seal_number desc limit 1`.execute(db);
  return rows[0] ?? { number: 0, seal: GENESIS };
}

export interface NewSeal {
  readonly day: string;
  readonly number: number;
  readonly seal: Buffer;
  readonly at: Date;
}

export async function sealDay(trx: Trx, { day, number, seal, at }: NewSeal): Promise<void> {
  await trx.updateTable("audit_day").set({ seal, seal_number: number, sealed_at: at }).where("day", "=", day).execute();
}

/** Where the chain of each open day ends. */
export async function openHeads(db: Db): Promise<{ readonly day: string; readonly entries: number; readonly head: Buffer }[]> {
  return await db.selectFrom("audit_day").select(["day", "entries", "head"]).where("sealed_at", "is", null).orderBy("day").execute();
}

/** Sealed days before `from` that are still there, oldest first. */
export async function daysToDrop(db: Db, { from, most }: { from: string; most: number }): Promise<string[]> {
  const rows = await db
    .selectFrom("audit_day")
    .select("day")
    .where("sealed_at", "is not", null)
    .where("dropped_at", "is", null)
    .where("day", "<", from)
    .orderBy("day")
    .limit(most)
    .execute();
  return rows.map(({ day }) => day);
}

/** Deletes a day's entries with everything they name. The day, its count and its seal stay. */
export async function dropDay(trx: Trx, { day, at }: { day: string; at: Date }): Promise<void> {
  await trx.updateTable("audit_day").set({ dropped_at: at }).where("day", "=", day).execute();
  await sql`delete from audit_subject s using audit_link l where l.entry = s.entry and l.day = ${day}`.execute(trx);
  await sql`delete from audit_entry e using audit_link l where l.entry = e.id and l.day = ${day}`.execute(trx);
  await sql`delete from audit_link where day = ${day}`.execute(trx);
}

export interface StoredDay {
  readonly day: string;
  readonly entries: number;
  readonly head: Buffer;
  readonly sealed: boolean;
  readonly seal: Buffer | null;
  readonly sealNumber: number | null;
  readonly droppedAt: Date | null;
}

/** Sealed days in the order of their seals, then those that are open. */
export async function allDays(db: Db): Promise<StoredDay[]> {
  const { rows } = await sql<StoredDay>`
    select day, entries, head, sealed_at is not null as sealed, seal, seal_number as "sealNumber", dropped_at as "droppedAt"
    from audit_day order by seal_number nulls last, day`.execute(db);
  return rows;
}

/** The days whose dropping has an entry of its own. */
export async function daysToldAsDropped(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ day: string }>`
    select s.subject_id as day from audit_entry e join audit_subject s on s.entry = e.id
    where e.action = ${DAY_DROPPED} and s.subject_id is not null`.execute(db);
  return new Set(rows.map(({ day }) => day));
}

/** The hash of the link in that place of a day; undefined for an empty place. */
export async function hashAt(db: Db, { day, position }: { day: string; position: number }): Promise<Buffer | undefined> {
  const found = await db.selectFrom("audit_link").select("hash").where("day", "=", day).where("position", "=", position).executeTakeFirst();
  return found?.hash;
}

/** A link with its entry, if that is there, and all values that are not erased. */
export interface StoredLink extends LinkedEntry {
  readonly position: number;
  readonly entry: string;
  readonly hash: Buffer;
  readonly there: boolean;
  readonly salt: Buffer | null;
  readonly actor_id: string | null;
  readonly second_actor_id: string | null;
  readonly address: string | null;
  readonly places: readonly number[];
  readonly salts: readonly (Buffer | null)[];
  readonly ids: readonly (string | null)[];
  readonly changes: readonly (string | null)[];
}

export async function linksOf(db: Db, { day, after, limit }: { day: string; after: number; limit: number }): Promise<StoredLink[]> {
  const of = (column: string) => sql`array(select s.${sql.ref(column)} from audit_subject s where s.entry = l.entry order by s.n)`;
  const { rows } = await sql<StoredLink>`
    select l.position, l.entry::text as entry, l.hash, e.id is not null as there, e.salt, e.actor_id, e.second_actor_id, e.address, ${ENTRY},
      ${of("n")} as places, ${of("salt")} as salts, ${of("subject_id")} as ids, ${of("changes")} as changes
    from audit_link l left join audit_entry e on e.id = l.entry
    where l.day = ${day} and l.position > ${after} order by l.position limit ${limit}`.execute(db);
  return rows;
}

/** What stands outside of every chain: an entry that neither is linked nor waits, a waiting one that is not there, names of no entry, and links of no day. */
export async function strays(db: Db): Promise<{ readonly what: "unlinked" | "missing" | "nameless" | "dayless"; readonly entry: string }[]> {
  const { rows } = await sql<{ what: "unlinked" | "missing" | "nameless" | "dayless"; entry: string }>`
    (select 'unlinked' as what, e.id::text as entry from audit_entry e
      where not exists (select from audit_link l where l.entry = e.id) and not exists (select from audit_pending p where p.entry = e.id) order by e.id limit 1)
    union all
    (select 'missing', p.entry::text from audit_pending p where not exists (select from audit_entry e where e.id = p.entry) order by p.entry limit 1)
    union all
    (select 'nameless', s.entry::text from audit_subject s where not exists (select from audit_entry e where e.id = s.entry) order by s.entry limit 1)
    union all
    (select 'dayless', l.entry::text from audit_link l where not exists (select from audit_day d where d.day = l.day) order by l.entry limit 1)`.execute(db);
  return rows;
}
