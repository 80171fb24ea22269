import type { LegalEntityCode } from "@rapport/contract";
import type { MeasureCode } from "@rapport/contract/clienteling";
import type { MeasureKind } from "./customer-amounts.ts";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The computed value of one customer: a decimal text, or a day `YYYY-MM-DD`. */
export interface Measured {
  readonly account: string;
  readonly value: string;
}

/** A temporary table of this transaction, which takes computed values a batch at a time. */
export async function openMeasured(trx: Trx) {
  await sql`create temporary table measured (account text not null, amount numeric(38, 8), day date) on commit drop`.execute(trx);
}

export async function addMeasured(trx: Trx, { values, kind }: { values: readonly Measured[]; kind: MeasureKind }) {
  const column = kind === "date" ? "day" : "amount";
  const type = kind === "date" ? "date" : "numeric";
  await sql`
    insert into measured (account, ${sql.ref(column)})
    select * from unnest(${values.map(({ account }) => account)}::text[], ${values.map(({ value }) => value)}::${sql.raw(type)}[])`.execute(trx);
}

/** Replaces the measure's values with the computed ones, for accounts that are customers. */
export async function replaceMeasure(trx: Trx, { legalEntity, measure }: { legalEntity: LegalEntityCode; measure: MeasureCode }) {
  await sql`analyze measured`.execute(trx);
  await sql`
    insert into measure_value as v (legal_entity, measure, customer_id, amount, day)
    select c.legal_entity, ${measure}, c.id, m.amount, m.day
    from measured m join customer c on c.legal_entity = ${legalEntity} and c.account_number = m.account
    on conflict (legal_entity, measure, customer_id) do update set amount = excluded.amount, day = excluded.day
    where (v.amount, v.day) is distinct from (excluded.amount, excluded.day)`.execute(trx);
  await sql`
    delete from measure_value v using customer c
    where v.legal_entity = ${legalEntity} and v.measure = ${measure} and c.id = v.customer_id
      and not exists (select from measured m where m.account = c.account_number)`.execute(trx);
}

export async function saveRefresh(db: Db, { legalEntity, measure, at }: { legalEntity: LegalEntityCode; measure: MeasureCode; at: Date }) {
  await db
    .insertInto("measure_refresh")
    .values({ legal_entity: legalEntity, measure, refreshed_at: at, failed_at: null, error: null })
    .onConflict((conflict) => conflict.columns(["legal_entity", "measure"]).doUpdateSet({ refreshed_at: at, failed_at: null, error: null }))
    .execute();
}

export async function saveFailure(
  db: Db,
  { legalEntity, measure, at, error }: { legalEntity: LegalEntityCode; measure: MeasureCode; at: Date; error: string },
) {
  await db
    .insertInto("measure_refresh")
    .values({ legal_entity: legalEntity, measure, refreshed_at: null, failed_at: at, error })
    .onConflict((conflict) => conflict.columns(["legal_entity", "measure"]).doUpdateSet({ failed_at: at, error }))
    .execute();
}

export async function refreshesOf(db: Db, { legalEntity, measures }: { legalEntity: LegalEntityCode; measures: readonly MeasureCode[] }) {
  return await db
    .selectFrom("measure_refresh")
    .select(["measure", "refreshed_at", "failed_at"])
    .where("legal_entity", "=", legalEntity)
    .where("measure", "in", measures)
    .execute();
}

export async function measureValues(db: Db, of: { legalEntity: LegalEntityCode; measures: readonly MeasureCode[]; customerIds: readonly string[] }) {
  if (of.customerIds.length === 0) return [];
  return await db
    .selectFrom("measure_value")
    .select(["measure", "customer_id", sql<string>`coalesce(trim_scale(amount)::text, day::text)`.as("value")])
    .where("legal_entity", "=", of.legalEntity)
    .where("measure", "in", of.measures)
    .where("customer_id", "in", of.customerIds)
    .execute();
}

/** The legal entities that a measure is computed for: those whose cards show one, and those with a report suite. */
export async function entitiesWithMeasures(db: Db) {
  return await db
    .selectFrom("legal_entity")
    .select(["code", "rsid", "measures"])
    .where(sql<boolean>`(cardinality(measures) > 0 or rsid is not null)`)
    .orderBy("code")
    .execute();
}

/** A text that changes whenever processing or an upload changes the rows behind measures. */
export async function dataMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select concat_ws(' ',
      (select count(done_at) || ' ' || max(id) from (select id, done_at from processing_range order by id desc limit 50) newest),
      (select concat_ws(' ', count(*), max(finished_at), count(undone_at), max(undone_at)) from upload)) as mark`.execute(db);
  return rows[0]?.mark ?? "";
}
