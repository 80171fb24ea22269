import type { LegalEntityCode } from "@rapport/contract";
import type { MeasureCode } from "@rapport/contract/clienteling";
import type { Database } from "@rapport/operational";
import type { NamedQuery } from "@rapport/warehouse";
import { sql, type Kysely, type Transaction } from "kysely";
import { z } from "zod";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/**
 * What every customer of a report suite spent, less returns: one row for each customer who bought or returned something.
 * Earlier anonymous hits count too, from devices that only this customer used. A device that several customers used is
 * shared, and its anonymous hits belong to nobody. A joined row belongs to the order's visitor, whenever the row comes.
 * A row that waits for a visitor's first hit belongs to the customer whose account number it names. The time range has
 * no end: nothing is later than today, and a row of today without a time is dated noon, which may lie ahead.
 */
export const netSpendOfCustomers = {
  name: "netSpendOfCustomers",
  text: `
    WITH devices AS (
      SELECT device_id, any(visitor_id) AS owner, min(learned_at) AS learned
      FROM identities_v1
      WHERE suite = {suite:String}
      GROUP BY device_id
      HAVING uniqExact(visitor_id) = 1
    )
    SELECT substring(owner, 5) AS account, toString(sum(amount)) AS net
    FROM (
      SELECT visitor_id AS owner, revenue AS amount
      FROM hits_v1
      WHERE suite = {suite:String} AND at > {from:DateTime64(3, 'UTC')} AND revenue != 0 AND startsWith(visitor_id, 'vid:')
      UNION ALL
      SELECT concat('vid:', key), revenue
      FROM hits_v1
      WHERE suite = {suite:String} AND at > {from:DateTime64(3, 'UTC')} AND revenue != 0 AND visitor = 0 AND unlinked_reason = 'unknown_visitor'
      UNION ALL
      SELECT devices.owner, hit.revenue
      FROM (
        SELECT visitor_id, revenue, at, if(upload > 0 AND fate = 'transaction', key, '') AS joined
        FROM hits_v1
        WHERE suite = {suite:String} AND at > {from:DateTime64(3, 'UTC')} AND revenue != 0 AND visitor != 0 AND NOT startsWith(visitor_id, 'vid:')
      ) AS hit
      INNER JOIN devices ON hit.visitor_id = devices.device_id
      LEFT ANY JOIN (
        SELECT transaction_id, hit_at AS placed_at, 1 AS found
        FROM transactions_v1
        WHERE suite = {suite:String} AND recorded = 1 AND NOT startsWith(visitor_id, 'vid:') AND transaction_id IN (
          SELECT key FROM hits_v1 WHERE suite = {suite:String} AND upload > 0 AND fate = 'transaction' AND NOT startsWith(visitor_id, 'vid:')
        )
        ORDER BY transaction_id, range, hit_at
        LIMIT 1 BY transaction_id
      ) AS placed ON hit.joined = placed.transaction_id
      WHERE if(placed.found = 1, placed.placed_at, hit.at) < devices.learned
    )
    WHERE startsWith(owner, 'vid:')
    GROUP BY owner`,
  params: z.object({ suite: z.string(), from: z.string() }),
  row: z.object({ account: z.string(), net: z.string() }),
} satisfies NamedQuery;

export interface MeasuredAmount {
  readonly account: string;
  readonly net: string;
}

/** A table of this transaction's own that takes the computed amounts, a batch at a time. */
export async function openMeasured(trx: Trx) {
  await sql`create temporary table measured (account text not null, amount numeric(22, 4) not null) on commit drop`.execute(trx);
}

export async function addMeasured(trx: Trx, amounts: readonly MeasuredAmount[]) {
  await sql`insert into measured select * from unnest(${amounts.map(({ account }) => account)}::text[], ${amounts.map(({ net }) => net)}::numeric[])`.execute(
    trx,
  );
}

/** Replaces the measure's values by those computed, for accounts that are customers. */
export async function replaceMeasure(trx: Trx, { legalEntity, measure }: { legalEntity: LegalEntityCode; measure: MeasureCode }) {
  await sql`analyze measured`.execute(trx);
  await sql`
    insert into measure_value as v (legal_entity, measure, customer_id, amount)
    select c.legal_entity, ${measure}, c.id, m.amount
    from measured m join customer c on c.legal_entity = ${legalEntity} and c.account_number = m.account
    on conflict (legal_entity, measure, customer_id) do update set amount = excluded.amount where v.amount <> excluded.amount`.execute(trx);
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
    .select(["measure", "customer_id", sql<string>`trim_scale(amount)::text`.as("amount")])
    .where("legal_entity", "=", of.legalEntity)
    .where("measure", "in", of.measures)
    .where("customer_id", "in", of.customerIds)
    .execute();
}

/** Legal entities that show a measure on their cards. */
export async function entitiesWithMeasures(db: Db) {
  return await db
    .selectFrom("legal_entity")
    .select(["code", "rsid", "measures"])
    .where(sql<boolean>`cardinality(measures) > 0`)
    .orderBy("code")
    .execute();
}

/** Changes whenever processing or an upload changes what measures are computed from. */
export async function dataMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select concat_ws(' ',
      (select count(done_at) || ' ' || max(id) from (select id, done_at from processing_range order by id desc limit 50) newest),
      (select count(*) || ' ' || max(finished_at) || ' ' || max(undone_at) from upload)) as mark`.execute(db);
  return rows[0]?.mark ?? "";
}
