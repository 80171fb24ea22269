import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { FreshSection } from "./draft-queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** A store with the snapshot that it shows; `number` 0 and no sections before the first. */
export interface StoreNow {
  readonly store: string;
  readonly name: string;
  readonly number: number;
  readonly sections: SectionHashes;
  readonly published_at: Date | null;
  readonly published_by: string | null;
  /** True for one in a paused group (R85). */
  readonly paused: boolean;
}

/** The stores of a legal entity with what they show, in the order of their numbers; some of them when they are named. */
export async function storesNow(db: Db, { legalEntity, stores }: { legalEntity: string; stores?: readonly string[] | undefined }): Promise<StoreNow[]> {
  const { rows } = await sql<StoreNow>`
    select s.number as store, s.name, coalesce(n.number, 0) as number, coalesce(n.sections, '{}') as sections, n.published_at, n.published_by,
      exists (select from store_group_member m join store_group g on g.legal_entity = m.legal_entity and g.code = m.store_group
        where m.legal_entity = s.legal_entity and m.store = s.number and g.paused) as paused
    from store s
    left join store_publication p on p.legal_entity = s.legal_entity and p.store = s.number
    left join store_snapshot n on n.legal_entity = p.legal_entity and n.store = p.store and n.number = p.current
    where s.legal_entity = ${legalEntity} and (${stores ?? null}::text[] is null or s.number = any(${stores ?? null}::text[]))
    order by s.number`.execute(db);
  return rows;
}

/** The numbers of the stores of each group. */
export async function membersOfGroups(db: Db, { legalEntity, groups }: { legalEntity: string; groups: readonly string[] }) {
  const { rows } = await sql<{ code: string; members: string[] }>`
    select g.code, array(select m.store from store_group_member m where m.legal_entity = g.legal_entity and m.store_group = g.code) as members
    from store_group g where g.legal_entity = ${legalEntity} and g.code = any(${[...groups]}::text[])`.execute(db);
  return rows;
}

/** The sections of the snapshot that a store shows; none before the first. */
export async function sectionsOf(db: Db, { legalEntity, store }: { legalEntity: string; store: string }) {
  return await db
    .selectFrom("store_publication as p")
    .innerJoin("store_snapshot as n", (join) =>
      join.onRef("n.legal_entity", "=", "p.legal_entity").onRef("n.store", "=", "p.store").onRef("n.number", "=", "p.current"),
    )
    .select(["n.number", "n.sections"])
    .where("p.legal_entity", "=", legalEntity)
    .where("p.store", "=", store)
    .executeTakeFirst();
}

/** The number of the snapshot that the store of the `register` of a query shows; null before its first. */
export const snapshotShown = sql<number | null>`(
  select p.current from store_publication p where p.legal_entity = register.legal_entity and p.store = register.store)`;

/** The sections that the store of the `register` of a query shows; null before its first snapshot. */
export const sectionsShown = sql<SectionHashes | null>`(
  select n.sections from store_publication p
  join store_snapshot n on n.legal_entity = p.legal_entity and n.store = p.store and n.number = p.current
  where p.legal_entity = register.legal_entity and p.store = register.store)`;

export async function contentsOf(db: Db, { legalEntity, hashes }: { legalEntity: string; hashes: readonly string[] }) {
  if (hashes.length === 0) return [];
  return await db
    .selectFrom("published_section")
    .select(["hash", "content", "bytes", "parts"])
    .where("legal_entity", "=", legalEntity)
    .where("hash", "in", hashes)
    .execute();
}

/** Contents that are kept already are left alone. Of a section in parts, those that are not kept yet are. */
export async function addSections(trx: Trx, { legalEntity, sections }: { legalEntity: string; sections: readonly FreshSection[] }): Promise<void> {
  const parts = sections.flatMap((section) => section.parts ?? []).filter((part) => part.text !== null);
  const rows = [
    ...parts.map(({ hash, text }) => ({ hash, text, bytes: null, parts: null })),
    ...sections.map(({ hash, text, bytes, parts: all }) => ({ hash, text: text ?? "{}", bytes, parts: all && all.map((part) => part.hash) })),
  ];
  await sql`
    insert into published_section (legal_entity, hash, content, bytes, parts)
    select ${legalEntity}, hash, text::jsonb, coalesce(bytes, octet_length(text)), parts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(hash text, text text, bytes integer, parts text[])
    on conflict do nothing`.execute(trx);
}

export async function knownSections(db: Db, { legalEntity, hashes }: { legalEntity: string; hashes: readonly string[] }): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db.selectFrom("published_section").select("hash").where("legal_entity", "=", legalEntity).where("hash", "in", hashes).execute();
  return new Set(rows.map(({ hash }) => hash));
}

export interface NewSnapshot {
  readonly store: string;
  readonly number: number;
  readonly sections: SectionHashes;
}

/** Each store gets its snapshot and shows it from now on. A store that was deleted meanwhile gets none. */
export async function showSnapshots(
  trx: Trx,
  { legalEntity, snapshots, at, by }: { legalEntity: string; snapshots: readonly NewSnapshot[]; at: Date; by: string | null },
): Promise<void> {
  await sql`
    with wanted as (
      select n.store, n.number, n.sections from jsonb_to_recordset(${JSON.stringify(snapshots)}::jsonb) as n(store text, number integer, sections jsonb)
      join store s on s.legal_entity = ${legalEntity} and s.number = n.store order by n.store for key share of s
    ), added as (
      insert into store_snapshot (legal_entity, store, number, sections, published_at, published_by)
      select ${legalEntity}, store, number, sections, ${at}::timestamptz, ${by}::text from wanted
    )
    insert into store_publication (legal_entity, store, current) select ${legalEntity}, store, number from wanted
    on conflict (legal_entity, store) do update set current = excluded.current`.execute(trx);
}

/** The newest snapshots of a store, the newest first. */
export async function snapshotsOf(db: Db, { legalEntity, store, limit }: { legalEntity: string; store: string; limit: number }) {
  return await db
    .selectFrom("store_snapshot")
    .select(["number", "sections", "published_at", "published_by"])
    .where("legal_entity", "=", legalEntity)
    .where("store", "=", store)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}

export async function snapshotOf(db: Db, { legalEntity, store, number }: { legalEntity: string; store: string; number: number }) {
  return await db
    .selectFrom("store_snapshot")
    .select("sections")
    .where("legal_entity", "=", legalEntity)
    .where("store", "=", store)
    .where("number", "=", number)
    .executeTakeFirst();
}

/** Who last called each of these addresses to change something, and when, as the audit log has it. A key has no name. */
export async function lastWrites(db: Db, paths: readonly string[]) {
  if (paths.length === 0) return [];
  const { rows } = await sql<{ path: string; at: Date; name: string | null }>`
    select distinct on (s.subject_id) s.subject_id as path, e.at, u.name
    from audit_subject s join audit_entry e on e.id = s.entry left join hq_user u on e.actor_kind = 'headquarters' and u.id::text = e.actor_id
    where s.subject_id = any(${[...paths]}::text[]) and s.kind = 'address' order by s.subject_id, s.entry desc`.execute(db);
  return rows;
}

export async function entitiesPublished(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("store_publication").select("legal_entity").distinct().orderBy("legal_entity").execute();
  return rows.map(({ legal_entity }) => legal_entity);
}

/** Drops all but the newest snapshots of each store; the one that it shows is the newest. */
export async function forgetSnapshots(trx: Trx, { legalEntity, keep }: { legalEntity: string; keep: number }): Promise<void> {
  await sql`
    delete from store_snapshot n using store_publication p
    where n.legal_entity = ${legalEntity} and p.legal_entity = n.legal_entity and p.store = n.store and n.number <= p.current - ${keep}::int`.execute(trx);
}

/** Drops contents that no snapshot names, and no session that is not applied or was made since; of sections in parts, also the parts. */
export async function forgetSections(trx: Trx, { legalEntity, since }: { legalEntity: string; since: Date }): Promise<void> {
  await sql`
    with named as (
      select hash from store_snapshot n, jsonb_each_text(n.sections) as e(name, hash) where n.legal_entity = ${legalEntity}
      union
      select hash from distribution_session s, jsonb_each_text(s.sections) as e(name, hash)
      where s.legal_entity = ${legalEntity} and (s.ended_at is null or s.created_at >= ${since}::timestamptz))
    delete from published_section c where c.legal_entity = ${legalEntity} and c.hash not in (
      select hash from named
      union select unnest(k.parts) from published_section k where k.legal_entity = ${legalEntity} and k.hash in (select hash from named))`.execute(trx);
}

export async function entityExists(db: Db, legalEntity: string): Promise<boolean> {
  return (await db.selectFrom("legal_entity").select("code").where("code", "=", legalEntity).executeTakeFirst()) !== undefined;
}

/** True for a legal entity whose changes reach the stores at once. */
export async function publishesAtOnce(db: Db, legalEntity: string): Promise<boolean> {
  const row = await db.selectFrom("legal_entity").select("publishes_at_once").where("code", "=", legalEntity).executeTakeFirst();
  return row?.publishes_at_once === true;
}

export async function entitiesAtOnce(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("legal_entity").select("code").where("publishes_at_once", "=", true).orderBy("code").execute();
  return rows.map(({ code }) => code);
}

/** Legal entities with stores that wait for their first snapshot since an upgrade. */
export async function entitiesOfUpgrade(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("store_publication").select("legal_entity").distinct().where("current", "is", null).orderBy("legal_entity").execute();
  return rows.map(({ legal_entity }) => legal_entity);
}

export async function storesOfUpgrade(db: Db, legalEntity: string): Promise<string[]> {
  const rows = await db.selectFrom("store_publication").select("store").where("legal_entity", "=", legalEntity).where("current", "is", null).execute();
  return rows.map(({ store }) => store);
}
