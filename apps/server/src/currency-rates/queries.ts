import type { Database } from "@rapport/operational";
import type { NewRate } from "@rapport/contract/report-suites";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

export interface RateRow {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  /** The shortest text of the decimal. */
  readonly rate: string;
  readonly used: boolean;
}

const MOST_ROWS = 10_000;

/** A suite's rates, the newest day first. */
export async function ratesOf(
  db: Db,
  { rsid, currency, firstDay, lastDay }: { rsid: string; currency?: string | undefined; firstDay?: string | undefined; lastDay?: string | undefined },
): Promise<RateRow[]> {
  let query = rateRows(db).where("rsid", "=", rsid);
  if (currency !== undefined) query = query.where("from_currency", "=", currency);
  if (firstDay !== undefined) query = query.where("day", ">=", firstDay);
  if (lastDay !== undefined) query = query.where("day", "<=", lastDay);
  return await query.orderBy("day", "desc").orderBy("from_currency").orderBy("to_currency").limit(MOST_ROWS).execute();
}

/** The rates that exist for some days and currencies, locked until the transaction ends. */
export async function lockedRates(
  trx: Transaction<Database>,
  { rsid, to, days, from }: { rsid: string; to: string; days: readonly string[]; from: readonly string[] },
): Promise<RateRow[]> {
  return await rateRows(trx)
    .where("rsid", "=", rsid)
    .where("to_currency", "=", to)
    .where(sql<boolean>`(day, from_currency) in (select * from unnest(${[...days]}::date[], ${[...from]}::text[]))`)
    .orderBy("day")
    .orderBy("from_currency")
    .forUpdate()
    .execute();
}

export async function addOrChangeRates(
  trx: Transaction<Database>,
  { rsid, to, rates, at }: { rsid: string; to: string; rates: readonly NewRate[]; at: Date },
): Promise<void> {
  await sql`
    insert into currency_rate (rsid, day, from_currency, to_currency, rate, changed_at)
    select ${rsid}, day, from_currency, ${to}, rate, ${at}::timestamptz
    from unnest(${rates.map(({ day }) => day)}::date[], ${rates.map(({ from }) => from)}::text[], ${rates.map(({ rate }) => rate)}::numeric[])
      as given (day, from_currency, rate)
    order by day, from_currency
    on conflict (rsid, day, from_currency, to_currency) do update set rate = excluded.rate, changed_at = excluded.changed_at`.execute(trx);
}

/** A day of a suite, a currency of amounts on it, and the suite's own currency. */
export interface ForeignDay {
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

/** The rates that exist for some days. */
export async function ratesOn(db: Db, { rsid, days }: { rsid: string; days: readonly ForeignDay[] }): Promise<RateRow[]> {
  return await rateRows(db).where("rsid", "=", rsid).where(isOneOf(days)).execute();
}

/** The same, after marking them as used: amounts are now converted by them. */
export async function setUsed(db: Db, { rsid, days, at }: { rsid: string; days: readonly ForeignDay[]; at: Date }): Promise<Omit<RateRow, "used">[]> {
  return await db
    .updateTable("currency_rate")
    .set({ used_at: sql<Date>`coalesce(used_at, ${at}::timestamptz)` })
    .where("rsid", "=", rsid)
    .where(isOneOf(days))
    .returning([sql<string>`day::text`.as("day"), "from_currency as from", "to_currency as to", sql<string>`trim_scale(rate)::text`.as("rate")])
    .execute();
}

function isOneOf(days: readonly ForeignDay[]) {
  return sql<boolean>`(day, from_currency, to_currency) in (select * from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ from }) => from)}::text[], ${days.map(({ to }) => to)}::text[]))`;
}

export interface Cutoff extends ForeignDay {
  /** Amounts that ranges up to this one brought are in reports. */
  readonly convertedTo: number;
  readonly isConverting: boolean;
}

/** How far amounts of some days are converted. A day without a rate has no row. */
export async function cutoffsOf(db: Db, { rsid, days }: { rsid: string; days: readonly ForeignDay[] }): Promise<Cutoff[]> {
  return await db
    .selectFrom("currency_rate")
    .select([
      sql<string>`day::text`.as("day"),
      "from_currency as from",
      "to_currency as to",
      "converted_to as convertedTo",
      sql<boolean>`converting_to is not null`.as("isConverting"),
    ])
    .where("rsid", "=", rsid)
    .where(isOneOf(days))
    .orderBy("day")
    .orderBy("from_currency")
    .orderBy("to_currency")
    .execute();
}

/** The amounts of the ranges after `fromRange` up to `toRange`, and the rate that converts them. */
export interface Conversion {
  readonly fromRange: number;
  readonly toRange: number;
  readonly rate: string;
}

/** Writes down the next conversion of a day, up to the newest written range, or returns the one that has begun; null when there is no rate. */
export async function beginConversion(db: Db, { rsid, day, from, to, at }: ForeignDay & { rsid: string; at: Date }): Promise<Conversion | null> {
  const { rows } = await sql<Conversion>`
    update currency_rate
    set converting_to = coalesce(converting_to, (select max(id) from processing_range where written_at is not null), 0),
      converting_rate = case when converting_to is null then rate else converting_rate end,
      used_at = coalesce(used_at, ${at}::timestamptz)
    where rsid = ${rsid} and day = ${day}::date and from_currency = ${from} and to_currency = ${to}
    returning converted_to as "fromRange", converting_to as "toRange", trim_scale(converting_rate)::text as rate`.execute(db);
  return rows[0] ?? null;
}

/** Ends a conversion, unless another process already did. */
export async function endConversion(db: Db, { rsid, day, from, to, conversion }: ForeignDay & { rsid: string; conversion: Conversion }): Promise<void> {
  await sql`
    update currency_rate
    set converted_to = converting_to, converting_to = null, converting_rate = null
    where rsid = ${rsid} and day = ${day}::date and from_currency = ${from} and to_currency = ${to} and converting_to = ${conversion.toRange}
      and converted_to = ${conversion.fromRange}`.execute(db);
}

function rateRows(db: Db) {
  return db
    .selectFrom("currency_rate")
    .select([
      sql<string>`day::text`.as("day"),
      "from_currency as from",
      "to_currency as to",
      sql<string>`trim_scale(rate)::text`.as("rate"),
      sql<boolean>`used_at is not null`.as("used"),
    ]);
}
