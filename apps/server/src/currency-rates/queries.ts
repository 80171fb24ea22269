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

/** Those of some days and currencies that there are, held until the transaction ends. */
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
