import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The sequence of a legal entity for a kind of thing. */
export interface Key {
  readonly legalEntity: string;
  readonly reference: "clientBook" | "customer";
}

const COLUMNS = ["format", "next", "continuous", "reserve", "generation", "counts_with"] as const;

export async function sequenceOf(db: Db, { legalEntity, reference }: Key) {
  return await db.selectFrom("number_sequence").select(COLUMNS).where("legal_entity", "=", legalEntity).where("reference", "=", reference).executeTakeFirst();
}

/** The sequence from which a legal entity takes its numbers: its own, or that of the one with which it counts together (R63). */
export async function counterOf(db: Db, key: Key): Promise<Key> {
  return { ...key, legalEntity: (await sequenceOf(db, key))?.counts_with ?? key.legalEntity };
}

/** True for a legal entity with which others count. */
export async function isCountedWith(db: Db, { legalEntity, reference }: Key): Promise<boolean> {
  const query = db.selectFrom("number_sequence").select("legal_entity").where("counts_with", "=", legalEntity).where("reference", "=", reference).limit(1);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Locks the sequence, so that numbers are reserved one after the other. */
export async function lockedSequence(trx: Trx, { legalEntity, reference }: Key) {
  return await trx
    .selectFrom("number_sequence")
    .select(COLUMNS)
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .forUpdate()
    .executeTakeFirst();
}

/** With the number that is given next: of a continuous sequence that can be one that came back. */
export async function sequencesOf(db: Db, legalEntity: string) {
  return await db
    .selectFrom("number_sequence as s")
    .select(["reference", "format", "continuous", "reserve", "counts_with"])
    .select(
      sql<number>`coalesce((select min(r.number) from number_reserved r where r.legal_entity = s.legal_entity and r.reference = s.reference), s.next)`.as(
        "next",
      ),
    )
    .where("legal_entity", "=", legalEntity)
    .orderBy("reference")
    .execute();
}

export async function saveSequence(
  db: Db,
  { legalEntity, reference }: Key,
  fields: { format: string; next: number; continuous: boolean; reserve: number; counts_with: string | null },
) {
  await db
    .insertInto("number_sequence")
    .values({ legal_entity: legalEntity, reference, ...fields })
    .onConflict((conflict) =>
      conflict.columns(["legal_entity", "reference"]).doUpdateSet({ ...fields, generation: sql<number>`nextval('number_sequence_generation')` }),
    )
    .execute();
}

/** Those who count with a legal entity and have its format themselves will not give a number below this one, should they leave (R65). */
export async function raiseFollowers(trx: Trx, { legalEntity, reference }: Key, { format, next }: { format: string; next: number }): Promise<void> {
  await trx
    .updateTable("number_sequence")
    .set({ next })
    .where("counts_with", "=", legalEntity)
    .where("reference", "=", reference)
    .where("format", "=", format)
    .where("next", "<", next)
    .execute();
}

export async function setNext(trx: Trx, { legalEntity, reference }: Key, next: number): Promise<void> {
  await trx.updateTable("number_sequence").set({ next }).where("legal_entity", "=", legalEntity).where("reference", "=", reference).execute();
}

export async function addReserved(trx: Trx, { legalEntity, reference }: Key, { from, count }: { from: number; count: number }): Promise<void> {
  await sql`insert into number_reserved (legal_entity, reference, number)
    select ${legalEntity}, ${reference}, n from generate_series(${from}::bigint, ${from + count - 1}::bigint) n`.execute(trx);
}

/**
 * Takes the lowest reserved number of a continuous sequence that nobody else is taking just now, with the format of the same moment. It comes back when this
 * transaction fails.
 */
export async function takeReserved(trx: Trx, { legalEntity, reference }: Key): Promise<{ number: number; format: string } | undefined> {
  const { rows } = await sql<{ number: number; format: string }>`delete from number_reserved r using number_sequence s
    where r.legal_entity = ${legalEntity} and r.reference = ${reference} and s.legal_entity = r.legal_entity and s.reference = r.reference and s.continuous
      and r.number = (
        select number from number_reserved where legal_entity = ${legalEntity} and reference = ${reference} order by number limit 1 for update skip locked)
    returning r.number, s.format`.execute(trx);
  return rows[0];
}

/** How many reserved numbers nobody is taking, up to `most`. */
export async function countFree(trx: Trx, key: Key, most: number): Promise<number> {
  return (await reserved(trx, key, most).forUpdate().skipLocked().execute()).length;
}

/** Waits until those who are taking reserved numbers have taken them or given them back. Then, how many there are, up to `most`. */
export async function countWhenSettled(trx: Trx, key: Key, most: number): Promise<number> {
  return (await reserved(trx, key, most).forUpdate().execute()).length;
}

function reserved(trx: Trx, { legalEntity, reference }: Key, most: number) {
  return trx
    .selectFrom("number_reserved")
    .select("number")
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .orderBy("number")
    .limit(most);
}

export async function forgetReserved(trx: Trx, { legalEntity, reference }: Key): Promise<void> {
  await trx.deleteFrom("number_reserved").where("legal_entity", "=", legalEntity).where("reference", "=", reference).execute();
}
