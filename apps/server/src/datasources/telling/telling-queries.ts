import type { Language } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { stored } from "../queries.ts";

type Db = Kysely<Database>;

export interface ToldSource {
  readonly id: number;
  readonly rsid: string;
  readonly name: string;
  readonly email: string;
  readonly mail_also: readonly string[];
  readonly mail_language: Language;
  readonly mail_loaded: boolean;
}
const TOLD_SOURCE = ["id", "rsid", "name", "email", "mail_also", "mail_language", "mail_loaded"] as const;

/** Who is told about a source; undefined when it was deleted. */
export async function toldSource(db: Db, id: number): Promise<ToldSource | undefined> {
  return await db.selectFrom("data_source").select(TOLD_SOURCE).where("id", "=", stored(id)).where("deleted_at", "is", null).executeTakeFirst();
}

/** The same, and until the transaction ends nobody deletes it: what is told of it is given up then (NO13). */
export async function heldSource(trx: Transaction<Database>, id: number): Promise<ToldSource | undefined> {
  return await trx.selectFrom("data_source").select(TOLD_SOURCE).where("id", "=", stored(id)).where("deleted_at", "is", null).forShare().executeTakeFirst();
}

export async function setMail(
  db: Db,
  { id, addresses: [first = "", ...also], language, loaded }: { id: number; addresses: readonly string[]; language: Language; loaded: boolean },
): Promise<void> {
  await db.updateTable("data_source").set({ email: first, mail_also: also, mail_language: language, mail_loaded: loaded }).where("id", "=", id).execute();
}

/** Marks conditions of a source as told. Returns those that were not marked before: only these are news (NO3). */
export async function markTold(trx: Transaction<Database>, { id, conditions, at }: { id: number; conditions: readonly string[]; at: Date }): Promise<string[]> {
  if (conditions.length === 0) return [];
  // As one array: there may be more files than a statement has room for parameters.
  const { rows } = await sql<{ condition: string }>`
    insert into data_source_told (data_source_id, condition, told_at) select ${id}::int, condition, ${at} from unnest(${conditions}::text[]) as c(condition)
    on conflict (data_source_id, condition) do nothing returning condition`.execute(trx);
  return rows.map(({ condition }) => condition);
}

interface Over {
  /** How the conditions of this kind begin. */
  readonly kind: string;
  readonly lasting: readonly { readonly id: number; readonly condition: string }[];
  /** Sources of which it is not known now. */
  readonly except?: readonly number[];
}

/** Forgets the conditions of one kind that are over, so that they are told when they come again. */
export async function forgetTold(db: Db, { kind, lasting, except = [] }: Over): Promise<void> {
  const ids = lasting.map(({ id }) => id);
  const conditions = lasting.map(({ condition }) => condition);
  await sql`
    delete from data_source_told t where starts_with(t.condition, ${kind}) and t.data_source_id <> all(${except}::int[])
    and not exists (select from unnest(${ids}::int[], ${conditions}::text[]) as l(id, condition) where l.id = t.data_source_id and l.condition = t.condition)`.execute(
    db,
  );
}

/** Whether anybody ever looked for conditions of this kind. */
export async function wasLookedFor(db: Db, kind: string): Promise<boolean> {
  return (await db.selectFrom("data_source_looked").select("kind").where("kind", "=", kind).executeTakeFirst()) !== undefined;
}

export async function noteLooked(db: Db, { kind, at }: { kind: string; at: Date }): Promise<void> {
  await db
    .insertInto("data_source_looked")
    .values({ kind, looked_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Sources in use with a way in by SFTP that nobody used since then (SF5). Nobody can sign in at a deactivated one, asleep or not. */
export async function asleepSince(db: Db, { usedBefore }: { usedBefore: Date }): Promise<{ id: number; rsid: string; used_at: Date }[]> {
  return await db
    .selectFrom("data_source as d")
    .innerJoin("sftp_access as a", "a.data_source_id", "d.id")
    .select(["d.id", "d.rsid", "a.used_at"])
    .where("d.deleted_at", "is", null)
    .where("d.deactivated_at", "is", null)
    .where("a.used_at", "<=", usedBefore)
    .where((eb) =>
      eb.or([eb("a.password_hash", "is not", null), eb.exists(eb.selectFrom("sftp_key as k").select("k.id").whereRef("k.data_source_id", "=", "d.id"))]),
    )
    .orderBy("d.id")
    .execute();
}
