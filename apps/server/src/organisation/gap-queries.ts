import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { operationsHeld, wasNeverActivated } from "../sessions/index.ts";

type Db = Kysely<Database>;

/** Legal entities in use: whether they have a store in use, whether client books can be numbered, and the attribute group of their cards. */
export async function entitiesInUse(db: Db) {
  return await db
    .selectFrom("legal_entity as e")
    .select(["e.code", "e.name", "e.client_book_attribute_group as group"])
    .select(sql<boolean>`exists (select from number_sequence n where n.legal_entity = e.code and n.reference = 'clientBook')`.as("hasSequence"))
    .select(sql<boolean>`exists (select from store s where s.legal_entity = e.code and s.active)`.as("hasStore"))
    .where("e.active", "=", true)
    .orderBy("e.name")
    .orderBy("e.code")
    .execute();
}

/** How many workers or registers a line names at most. */
const FIRST = 5;

export interface LackingWorkers {
  readonly legal_entity: string;
  readonly lack: "password" | "store" | "operation";
  readonly workers: number;
  readonly first: readonly { readonly operatorId: string; readonly name: string }[];
}

/** Workers in use and in employment on `day` (`YYYY-MM-DD`) who cannot sign in or hold no operation, each counted once, by the first thing they lack. */
export async function workersWhoLack(db: Db, { day }: { day: string }): Promise<LackingWorkers[]> {
  const { rows } = await sql<LackingWorkers>`
    with lacking as (
      select w.legal_entity, w.operator_id, w.name, case
        when w.password_hash is null then 'password'
        when not ${sharesStore} then 'store'
        when cardinality(${operationsHeld("w")}) = 0 then 'operation' end as lack
      from worker w
      where ${isEmployed(day)}
    ), placed as (
      select *, row_number() over (partition by legal_entity, lack order by lower(name), operator_id) as place from lacking where lack is not null
    )
    select legal_entity, lack, count(*)::integer as workers,
      jsonb_agg(jsonb_build_object('operatorId', operator_id, 'name', name) order by place) filter (where place <= ${FIRST}::integer) as first
    from placed group by legal_entity, lack order by legal_entity, lack desc`.execute(db);
  return rows;
}

export interface Books {
  readonly views: number;
  readonly adds: number;
  readonly shutOut: number;
}

/** How many workers of a legal entity can sign in on `day` and hold the operation to see their client book (712), and to add to it (714); `shutOut` hold 712 and cannot sign in. */
export async function workersWithBooks(db: Db, { legalEntity, day }: { legalEntity: string; day: string }): Promise<Books> {
  const { rows } = await sql<Books>`
    select count(*) filter (where signs_in and 712 = any(held))::integer as views, count(*) filter (where signs_in and 714 = any(held))::integer as adds,
      count(*) filter (where not signs_in and 712 = any(held))::integer as "shutOut"
    from (
      select ${operationsHeld("w")} as held, w.password_hash is not null and ${sharesStore} as signs_in from worker w
      where w.legal_entity = ${legalEntity} and ${isEmployed(day)}
    ) w`.execute(db);
  return rows[0] ?? { views: 0, adds: 0, shutOut: 0 };
}

const isEmployed = (day: string) =>
  sql<boolean>`(w.active and (w.employed_from is null or w.employed_from <= ${day}::date) and (w.employed_to is null or w.employed_to >= ${day}::date))`;

const sharesStore = sql<boolean>`exists (
  select from worker_address_book a
  join store_address_book b on b.legal_entity = a.legal_entity and b.address_book = a.address_book and b.kind = 'employee'
  join store s on s.legal_entity = b.legal_entity and s.number = b.store and s.active
  where a.worker_id = w.id)`;

export interface UnusedRegisters {
  readonly legal_entity: string;
  readonly registers: number;
  readonly first: readonly { readonly number: string; readonly store: string }[];
}

/** Registers in use, of stores in use, that were never activated; `store` is the store's name. */
export async function registersNeverActivated(db: Db): Promise<UnusedRegisters[]> {
  const { rows } = await sql<UnusedRegisters>`
    with placed as (
      select register.legal_entity, register.number, s.name, row_number() over (partition by register.legal_entity order by lower(s.name), register.number) as place
      from register join store s on s.legal_entity = register.legal_entity and s.number = register.store
      where register.active and s.active and ${wasNeverActivated}
    )
    select legal_entity, count(*)::integer as registers,
      jsonb_agg(jsonb_build_object('number', number, 'store', name) order by place) filter (where place <= ${FIRST}::integer) as first
    from placed group by legal_entity order by legal_entity`.execute(db);
  return rows;
}

/** Whether a store or a worker in use has Dutch as its language. */
export async function worksInDutch(db: Db, legalEntity: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from store where legal_entity = ${legalEntity} and active and language = 'nl')
      or exists (select from worker where legal_entity = ${legalEntity} and active and language = 'nl') as found`.execute(db);
  return rows[0]?.found === true;
}
