import type { SessionReason, SessionState } from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface NewRun {
  readonly legalEntity: string;
  readonly jobs: readonly number[];
  readonly full: boolean;
  readonly at: Date;
  readonly by: string | null;
  readonly customers: number | null;
}

export async function addRun(trx: Trx, { legalEntity, jobs, full, at, by, customers }: NewRun): Promise<number> {
  const { number } = await trx
    .insertInto("distribution_run")
    .values({ legal_entity: legalEntity, jobs: [...jobs], whole: full, started_at: at, started_by: by, customers })
    .returning("number")
    .executeTakeFirstOrThrow();
  return Number(number);
}

export interface NewSession {
  readonly store: string;
  readonly sections: SectionHashes;
  readonly rows: number;
  readonly bytes: number;
  readonly whole: boolean;
}

export async function addSessions(
  trx: Trx,
  { run, legalEntity, sessions, at }: { run: number; legalEntity: string; sessions: readonly NewSession[]; at: Date },
): Promise<void> {
  if (sessions.length === 0) return;
  await sql`
    insert into distribution_session (run, legal_entity, store, state, sections, rows, bytes, whole, created_at)
    select ${run}::bigint, ${legalEntity}, store, 'available', sections, rows, bytes, whole, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as n(store text, sections jsonb, rows integer, bytes bigint, whole boolean) order by store`.execute(
    trx,
  );
}

/** Runs with what became of their sessions, the newest first; one of them when it is named. */
export async function runsOf(db: Db, { legalEntity, run, before, limit }: { legalEntity: string; run?: number; before?: number | undefined; limit: number }) {
  const { rows } = await sql<RunRow>`
    select r.number::int as number, r.jobs, r.whole, r.started_at, r.started_by, r.customers, s.stores, s.applied, s.failed, s.canceled, s.rows, s.bytes, s.open,
      coalesce(s.ended_at, r.started_at) as ended_at
    from distribution_run r cross join lateral (
      select count(*)::int as stores, count(*) filter (where state = 'applied')::int as applied, count(*) filter (where state = 'canceled')::int as canceled,
        count(*) filter (where state in ('downloadFailed', 'applyFailed', 'suspended'))::int as failed, count(*) filter (where ended_at is null)::int as open,
        coalesce(sum(s.rows), 0)::int as rows, coalesce(sum(s.bytes), 0)::float8 as bytes, max(ended_at) as ended_at
      from distribution_session s where s.run = r.number) s
    where r.legal_entity = ${legalEntity} and (${run ?? null}::bigint is null or r.number = ${run ?? null}) and (${before ?? null}::bigint is null or r.number < ${before ?? null})
    order by r.number desc limit ${limit}`.execute(db);
  return rows;
}

export interface RunRow {
  readonly number: number;
  readonly jobs: number[];
  readonly whole: boolean;
  readonly started_at: Date;
  readonly started_by: string | null;
  readonly ended_at: Date;
  readonly customers: number | null;
  readonly stores: number;
  readonly applied: number;
  readonly failed: number;
  readonly canceled: number;
  readonly open: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface SessionRow {
  readonly number: number;
  readonly run: number;
  readonly store: string;
  readonly jobs: number[];
  readonly state: SessionState;
  readonly tries: number;
  readonly sections: SectionHashes;
  readonly whole: boolean;
  readonly rows: number;
  readonly bytes: number;
  readonly created_at: Date;
  readonly downloaded_at: Date | null;
  readonly applied_at: Date | null;
  readonly ended_at: Date | null;
  readonly reason: SessionReason | null;
  readonly snapshot: number | null;
  readonly started_by: string | null;
  /** Everything that it carries is still there. */
  readonly is_kept: boolean;
}

const SESSION = sql`s.number::int as number, s.run::int as run, s.store, r.jobs, s.state, s.tries, s.sections, s.whole, s.rows, s.bytes::float8 as bytes, s.created_at,
  s.downloaded_at, s.applied_at, s.ended_at, s.reason, s.snapshot, r.started_by,
  not exists (select from jsonb_each_text(s.sections) e where not exists (
    select from published_section c where c.legal_entity = s.legal_entity and c.hash = e.value)) as is_kept from distribution_session s join distribution_run r on r.number = s.run`;

interface SessionsAsked {
  readonly legalEntity: string;
  readonly session?: number;
  readonly run?: number | undefined;
  readonly store?: string | undefined;
  readonly state?: SessionState | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Sessions, the newest first. */
export async function sessionsOf(db: Db, { legalEntity, session, run, store, state, before, limit }: SessionsAsked): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${SESSION} where s.legal_entity = ${legalEntity} and (${session ?? null}::bigint is null or s.number = ${session ?? null})
      and (${run ?? null}::bigint is null or s.run = ${run ?? null}) and (${store ?? null}::text is null or s.store = ${store ?? null})
      and (${state ?? null}::text is null or s.state = ${state ?? null}) and (${before ?? null}::bigint is null or s.number < ${before ?? null})
    order by s.number desc limit ${limit}`.execute(db);
  return rows;
}

/** Sessions that are not applied and not cancelled, the oldest first. */
export async function openSessions(db: Db, { legalEntity, store }: { legalEntity: string; store?: string }): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${SESSION} where s.legal_entity = ${legalEntity} and s.ended_at is null and (${store ?? null}::text is null or s.store = ${store ?? null})
    order by s.number`.execute(db);
  return rows;
}

/** Locked until the transaction ends. */
export async function lockedSession(trx: Trx, { legalEntity, session }: { legalEntity: string; session: number }) {
  return await trx
    .selectFrom("distribution_session")
    .select(["state", "store", "ended_at", "reason", "sections"])
    .where("legal_entity", "=", legalEntity)
    .where("number", "=", session)
    .forUpdate()
    .executeTakeFirst();
}

interface SessionChange {
  readonly state?: SessionState;
  readonly tries?: number;
  readonly reason?: SessionReason | null;
  readonly snapshot?: number | null;
  readonly downloaded_at?: Date;
  readonly applied_at?: Date;
  readonly ended_at?: Date | null;
}

export async function saveSession(db: Db, session: number, change: SessionChange): Promise<void> {
  await db.updateTable("distribution_session").set(change).where("number", "=", session).execute();
}

/** The same for one that has not ended. Returns whether it was so: somebody may cancel it meanwhile. */
export async function advanceSession(db: Db, session: number, change: SessionChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("distribution_session")
    .set(change)
    .where("number", "=", session)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Cancels what stores still wait for; all stores when none are named. */
export async function cancelOpen(
  trx: Trx,
  { legalEntity, stores, reason, at }: { legalEntity: string; stores?: readonly string[] | undefined; reason: SessionReason; at: Date },
): Promise<void> {
  await trx
    .updateTable("distribution_session")
    .set({ state: "canceled", reason, ended_at: at })
    .where("legal_entity", "=", legalEntity)
    .where("ended_at", "is", null)
    .$if(stores !== undefined, (query) => query.where("store", "in", [...(stores ?? [])]))
    .execute();
}

/** The sections that later sessions of the store have brought. */
export async function broughtLater(
  db: Db,
  { legalEntity, store, session }: { legalEntity: string; store: string; session: number },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select distinct jsonb_object_keys(sections) as name from distribution_session
    where legal_entity = ${legalEntity} and store = ${store} and number > ${session} and state = 'applied'`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/**
 * Drops the oldest runs with their sessions, at most so many, and returns how many. A run stays while it is among the newest, a schedule names it, one of its sessions is open or among the newest of its
 * store, or an older session of that store is open: what came after that one must be known when it is applied.
 */
export async function forgetRuns(
  trx: Trx,
  { legalEntity, runs, sessions, most }: { legalEntity: string; runs: number; sessions: number; most: number },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from distribution_run where number in (select r.number from distribution_run r where r.legal_entity = ${legalEntity}
      and r.number not in (select number from distribution_run where legal_entity = ${legalEntity} order by number desc limit ${runs})
      and not exists (select from distribution_schedule d where d.last_run = r.number)
      and not exists (select from distribution_session s where s.run = r.number and (
        exists (select from distribution_session o
          where o.legal_entity = s.legal_entity and o.store = s.store and o.ended_at is null and o.number <= s.number)
        or (select count(*) from (select from distribution_session n
          where n.legal_entity = s.legal_entity and n.store = s.store and n.number > s.number limit ${sessions}) newer) < ${sessions}))
      order by r.number limit ${most})`.execute(trx);
  return Number(numAffectedRows);
}

export async function settingsOf(db: Db, legalEntity: string) {
  return await db.selectFrom("distribution_settings").select(["keep_order", "tries", "full_days"]).where("legal_entity", "=", legalEntity).executeTakeFirst();
}

export async function saveSettings(
  db: Db,
  { legalEntity, ...settings }: { legalEntity: string; keep_order: boolean; tries: number; full_days: number },
): Promise<void> {
  await db
    .insertInto("distribution_settings")
    .values({ legal_entity: legalEntity, ...settings })
    .onConflict((conflict) => conflict.column("legal_entity").doUpdateSet(settings))
    .execute();
}

/** The sections of stores of which all was given to them after a moment, as JSON of the store and the section. */
export async function wholeSections(db: Db, { legalEntity, since }: { legalEntity: string; since: Date }): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("store_section_whole")
    .select(["store", "section"])
    .where("legal_entity", "=", legalEntity)
    .where("at", ">", since)
    .execute();
  return new Set(rows.map(({ store, section }) => JSON.stringify([store, section])));
}

/** Notes that a store was given all of these sections. */
export async function saveWhole(trx: Trx, { legalEntity, store, sections, at }: { legalEntity: string; store: string; sections: readonly string[]; at: Date }) {
  await sql`
    insert into store_section_whole (legal_entity, store, section, at) select ${legalEntity}, ${store}, unnest(${[...sections]}::text[]), ${at}::timestamptz
    on conflict (legal_entity, store, section) do update set at = excluded.at`.execute(trx);
}

export async function countCustomers(db: Db, legalEntity: string): Promise<number> {
  const row = await db
    .selectFrom("customer")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("legal_entity", "=", legalEntity)
    .executeTakeFirstOrThrow();
  return row.count;
}
