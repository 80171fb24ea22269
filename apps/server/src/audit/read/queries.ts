import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { z } from "zod";

type Db = Kysely<Database>;

/** Which entries are asked for; null for all. */
export interface Found {
  /** Where the caller may read. */
  readonly legalEntities: readonly string[] | null;
  readonly legalEntity: string | null;
  readonly from: Date | null;
  readonly before: Date | null;
  readonly people: readonly string[] | null;
  readonly customers: readonly string[] | null;
  readonly action: string | null;
  readonly beforeEntry: number | null;
}

export interface EntryRow {
  readonly id: number;
  readonly at: Date;
  readonly legal_entity: string | null;
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly second_actor_id: string | null;
  readonly address: string | null;
  readonly subjects: number;
}

export async function entriesBefore(db: Db, found: Found, limit: number): Promise<EntryRow[]> {
  return await entriesFound(db, found)
    .select(["e.id", "e.at", "e.legal_entity", "e.action", "e.actor_kind", "e.actor_id", "e.second_actor_id", "e.address", "e.subjects"])
    .orderBy("e.id", "desc")
    .limit(limit)
    .execute();
}

/** The entries that fit. */
export function entriesFound(db: Db, { legalEntities, legalEntity, from, before, people, customers, action, beforeEntry }: Found) {
  return (
    db
      .selectFrom("audit_entry as e")
      .$if(legalEntities !== null, (query) => query.where("e.legal_entity", "in", inList(legalEntities)))
      .$if(legalEntity !== null, (query) => query.where("e.legal_entity", "=", legalEntity))
      .$if(from !== null, (query) => query.where("e.at", ">=", from ?? new Date(0)))
      .$if(before !== null, (query) => query.where("e.at", "<", before ?? new Date(0)))
      .$if(people !== null, (query) => query.where((eb) => eb.or([eb("e.actor_id", "in", inList(people)), eb("e.second_actor_id", "in", inList(people))])))
      .$if(customers !== null, (query) =>
        query.where("e.id", "in", (eb) => eb.selectFrom("audit_subject as s").select("s.entry").where("s.subject_id", "in", inList(customers))),
      )
      // Also by the endpoint that was called: its handler may tell what was done by another name (AU5).
      .$if(action !== null, (query) => query.where((eb) => eb.or([eb("e.action", "=", action ?? ""), eb("e.endpoint", "=", action ?? "")])))
      .$if(beforeEntry !== null, (query) => query.where("e.id", "<", beforeEntry ?? 0))
  );
}

/** SQL has no empty list. */
function inList(values: readonly string[] | null): readonly string[] {
  return values === null || values.length === 0 ? [""] : values;
}

export interface SubjectRow {
  readonly entry: number;
  readonly kind: string;
  readonly subject_id: string | null;
  readonly changes: string | null;
}

/** The first things that each entry names, in their order. */
export async function subjectsOf(db: Db, { entries, most }: { entries: readonly number[]; most: number }): Promise<SubjectRow[]> {
  if (entries.length === 0) return [];
  return await db
    .selectFrom("audit_subject")
    .select(["entry", "kind", "subject_id", "changes"])
    .where("entry", "in", entries)
    .where("n", "<=", most)
    .orderBy("entry")
    .orderBy("n")
    .execute();
}

/** The ids of workers, people of headquarters and keys with this operator id, e-mail address or name. An id itself is taken too. */
export async function peopleCalled(db: Db, who: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from worker where operator_id = ${who} or lower(name) = lower(${who})
    union all select id::text from hq_user where lower(email) = lower(${who}) or lower(name) = lower(${who})
    union all select id::text from api_key where lower(name) = lower(${who})`.execute(db);
  return [...rows.map(({ id }) => id), who];
}

/** The ids of customers with this account number. An id itself is taken too. */
export async function customersCalled(db: Db, customer: string): Promise<string[]> {
  const rows = await db.selectFrom("customer").select("id").where("account_number", "=", customer).execute();
  return [...rows.map(({ id }) => id), customer];
}

/** What these ids are called: names of people and keys, account numbers of customers. */
export async function labelsOf(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
  if (known.length === 0) return new Map();
  const { rows } = await sql<{ id: string; label: string }>`
    with asked as (select unnest(${known}::uuid[]) as id)
    select a.id::text, w.name || ' (' || w.operator_id || ')' as label from asked a join worker w on w.id = a.id
    union all select a.id::text, u.name || ' (' || u.email || ')' from asked a join hq_user u on u.id = a.id
    union all select a.id::text, k.name from asked a join api_key k on k.id = a.id
    union all select a.id::text, c.account_number from asked a join customer c on c.id = a.id`.execute(db);
  return new Map(rows.map(({ id, label }) => [id, label]));
}
