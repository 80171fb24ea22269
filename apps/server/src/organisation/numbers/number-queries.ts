import type { NumberReference, NumberSequence } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The sequence of a legal entity for a kind of thing; that of a store where each store counts on its own. */
export interface Key {
  readonly legalEntity: string;
  readonly reference: NumberReference;
  /** The store in which a number is drawn. */
  readonly store?: string | undefined;
}

const COLUMNS = ["format", "next", "continuous", "reserve", "generation", "counts_with", "scope"] as const;
/** The store of the row that says how a sequence counts. */
const NO_STORE = "";

export async function sequenceOf(db: Db, { legalEntity, reference, store = NO_STORE }: Key) {
  return await db
    .selectFrom("number_sequence")
    .select(COLUMNS)
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .where("store", "=", store)
    .executeTakeFirst();
}

/** The sequence from which a legal entity takes its numbers: its own or its store's, or that of the one with which it counts together (R63). */
export async function counterOf(db: Db, { legalEntity, reference, store }: Key): Promise<Key> {
  const said = await sequenceOf(db, { legalEntity, reference });
  if (said?.counts_with != null) {
    const owner = { legalEntity: said.counts_with, reference };
    // All stores of a follower would draw from what is only the pattern for the stores of the other one.
    if ((await sequenceOf(db, owner))?.scope === "store")
      throw new Error(`numbers of ${reference} are counted with ${said.counts_with}, which counts by store`);
    return owner;
  }
  if (said?.scope !== "store") return { legalEntity, reference };
  if (store === undefined) throw new Error(`numbers of ${reference} are counted by store, and nobody says in which one this is drawn`);
  return { legalEntity, reference, store };
}

/** A store counts from its first number on, while stores count. It waits for whoever changes how, so that it never begins with what held before. */
export async function beginStore(db: Db, { legalEntity, reference, store }: Key): Promise<void> {
  if (store === undefined) return;
  await sql`insert into number_sequence (legal_entity, reference, store, format, next, continuous, reserve, scope)
    select legal_entity, reference, ${store}, format, next, continuous, reserve, scope from number_sequence
    where legal_entity = ${legalEntity} and reference = ${reference} and store = ${NO_STORE} and scope = 'store'
    for share
    on conflict do nothing`.execute(db);
}

/** The first store of a legal entity, by its number, and what it counts next; without a row it has not begun. */
export async function firstStore(db: Db, { legalEntity, reference }: Key): Promise<{ number: string; next: number | null } | undefined> {
  const { rows } = await sql<{ number: string; next: number | null }>`
    select s.number, coalesce((
        select min(r.number) from number_reserved r where r.legal_entity = s.legal_entity and r.reference = ${reference} and r.store = s.number
      ), n.next) as next
    from store s left join number_sequence n on n.legal_entity = s.legal_entity and n.reference = ${reference} and n.store = s.number
    where s.legal_entity = ${legalEntity} order by s.number limit 1`.execute(db);
  return rows[0];
}

/** True for a legal entity with which others count. */
export async function isCountedWith(db: Db, { legalEntity, reference }: Key): Promise<boolean> {
  const query = db.selectFrom("number_sequence").select("legal_entity").where("counts_with", "=", legalEntity).where("reference", "=", reference).limit(1);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Locks the sequence, so that numbers are reserved one after the other. */
export async function lockedSequence(trx: Trx, { legalEntity, reference, store = NO_STORE }: Key) {
  return await trx
    .selectFrom("number_sequence")
    .select(COLUMNS)
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .where("store", "=", store)
    .forUpdate()
    .executeTakeFirst();
}

/** With the number that is given next: of a continuous sequence that can be one that came back. */
export async function sequencesOf(db: Db, legalEntity: string) {
  return await db
    .selectFrom("number_sequence as s")
    .select(["reference", "format", "continuous", "reserve", "counts_with", "scope"])
    .select(
      sql<number>`coalesce((
        select min(r.number) from number_reserved r where r.legal_entity = s.legal_entity and r.reference = s.reference and r.store = s.store
      ), s.next)`.as("next"),
    )
    .where("legal_entity", "=", legalEntity)
    .where("store", "=", NO_STORE)
    .orderBy("reference")
    .execute();
}

export async function saveSequence(
  db: Db,
  { legalEntity, reference }: Key,
  fields: { format: string; next: number; continuous: boolean; reserve: number; scope: NumberSequence["scope"]; counts_with: string | null },
) {
  await db
    .insertInto("number_sequence")
    .values({ legal_entity: legalEntity, reference, ...fields })
    .onConflict((conflict) => conflict.columns(["legal_entity", "reference", "store"]).doUpdateSet({ ...fields, generation: ANOTHER }))
    .execute();
}

/** Whoever keeps numbers of an earlier generation in memory does not give them any more. */
const ANOTHER = sql<number>`nextval('number_sequence_generation')`;

/** What a sequence says holds for its stores too. They never go back to a number that was given. */
export async function saveStores(
  trx: Trx,
  { legalEntity, reference }: Key,
  { least, ...fields }: { continuous: boolean; reserve: number; least: number },
): Promise<void> {
  await trx
    .updateTable("number_sequence")
    .set({ ...fields, next: sql<number>`greatest(next, ${least})`, generation: ANOTHER })
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .where("store", "<>", NO_STORE)
    .execute();
}

/** With another format every store begins again. */
export async function forgetStores(trx: Trx, { legalEntity, reference }: Key): Promise<void> {
  await trx.deleteFrom("number_sequence").where("legal_entity", "=", legalEntity).where("reference", "=", reference).where("store", "<>", NO_STORE).execute();
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

export async function setNext(trx: Trx, { legalEntity, reference, store = NO_STORE }: Key, next: number): Promise<void> {
  await trx
    .updateTable("number_sequence")
    .set({ next })
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .where("store", "=", store)
    .execute();
}

export async function addReserved(
  trx: Trx,
  { legalEntity, reference, store = NO_STORE }: Key,
  { from, count }: { from: number; count: number },
): Promise<void> {
  await sql`insert into number_reserved (legal_entity, reference, store, number)
    select ${legalEntity}, ${reference}, ${store}, n from generate_series(${from}::bigint, ${from + count - 1}::bigint) n`.execute(trx);
}

/**
 * Takes the lowest reserved number of a continuous sequence that nobody else is taking just now, with the format of the same moment. It comes back when this
 * transaction fails.
 */
export async function takeReserved(trx: Trx, { legalEntity, reference, store = NO_STORE }: Key): Promise<{ number: number; format: string } | undefined> {
  const { rows } = await sql<{ number: number; format: string }>`delete from number_reserved r using number_sequence s
    where r.legal_entity = ${legalEntity} and r.reference = ${reference} and r.store = ${store}
      and s.legal_entity = r.legal_entity and s.reference = r.reference and s.store = r.store and s.continuous
      and r.number = (
        select number from number_reserved
        where legal_entity = ${legalEntity} and reference = ${reference} and store = ${store} order by number limit 1 for update skip locked)
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

function reserved(trx: Trx, { legalEntity, reference, store = NO_STORE }: Key, most: number) {
  return trx
    .selectFrom("number_reserved")
    .select("number")
    .where("legal_entity", "=", legalEntity)
    .where("reference", "=", reference)
    .where("store", "=", store)
    .orderBy("number")
    .limit(most);
}

/** Those of its stores too. */
export async function forgetReserved(trx: Trx, { legalEntity, reference }: Key): Promise<void> {
  await trx.deleteFrom("number_reserved").where("legal_entity", "=", legalEntity).where("reference", "=", reference).execute();
}
