import type { CustomerId, LegalEntityCode } from "@rapport/contract";
import type { Neighbour } from "@rapport/domain/purchases";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

/** The neighbours of these articles. */
export async function neighboursOf(db: Db, { suite, articles }: { suite: string; articles: readonly string[] }): Promise<Neighbour[]> {
  if (articles.length === 0) return [];
  const { rows } = await sql<{ article: string; neighbour: string; together: number; people: number; neighbour_people: number }>`
    select article, neighbour, together, people, neighbour_people
    from article_neighbour
    where suite = ${suite} and article = any(${[...articles]}::text[])
    order by article, neighbour`.execute(db);
  return rows.map(({ neighbour_people: neighbourPeople, ...row }) => ({ ...row, neighbourPeople }));
}

export async function refreshOf(db: Db, suite: string) {
  return await db
    .selectFrom("neighbour_refresh")
    .select(["refreshed_at", "mark", "took_ms", "compared_of_thousand", "tried_at"])
    .where("suite", "=", suite)
    .executeTakeFirst();
}

/** Whether the customer does not want recommendations (HC7). */
export async function wantsNone(db: Db, { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: CustomerId }): Promise<boolean> {
  const found = await db
    .selectFrom("customer")
    .select("opt_out_personalization")
    .where("legal_entity", "=", legalEntity)
    .where("id", "=", customerId)
    .executeTakeFirst();
  return found?.opt_out_personalization === true;
}

/** The report suites of legal entities. */
export async function suitesInUse(db: Db): Promise<string[]> {
  const rows = await db.selectFrom("legal_entity").select("rsid").distinct().where("rsid", "is not", null).orderBy("rsid").execute();
  return rows.flatMap(({ rsid }) => (rsid === null ? [] : [rsid]));
}

const BATCH = 10_000;

/** Replaces all neighbours of a suite's articles. */
export async function replaceNeighbours(trx: Transaction<Database>, { suite, neighbours }: { suite: string; neighbours: readonly Neighbour[] }) {
  await trx.deleteFrom("article_neighbour").where("suite", "=", suite).execute();
  for (let from = 0; from < neighbours.length; from += BATCH) {
    const some = neighbours.slice(from, from + BATCH);
    await sql`
      insert into article_neighbour (suite, article, neighbour, together, people, neighbour_people)
      select ${suite}, * from unnest(
        ${some.map(({ article }) => article)}::text[], ${some.map(({ neighbour }) => neighbour)}::text[], ${some.map(({ together }) => together)}::integer[],
        ${some.map(({ people }) => people)}::integer[], ${some.map(({ neighbourPeople }) => neighbourPeople)}::integer[])`.execute(trx);
  }
}

export async function saveRefresh(
  db: Db,
  { suite, at, mark, tookMs, comparedOfThousand }: { suite: string; at: Date; mark: string; tookMs: number; comparedOfThousand: number },
) {
  const values = { refreshed_at: at, tried_at: at, mark, took_ms: tookMs, compared_of_thousand: comparedOfThousand };
  await db
    .insertInto("neighbour_refresh")
    .values({ suite, ...values })
    .onConflict((conflict) => conflict.column("suite").doUpdateSet(values))
    .execute();
}

/** Remembers an attempt that failed; what was made before stays. */
export async function saveAttempt(db: Db, { suite, at, tookMs }: { suite: string; at: Date; tookMs: number }) {
  const values = { tried_at: at, took_ms: tookMs };
  await db
    .insertInto("neighbour_refresh")
    .values({ suite, ...values })
    .onConflict((conflict) => conflict.column("suite").doUpdateSet(values))
    .execute();
}
