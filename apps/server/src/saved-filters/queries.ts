import type { LegalEntityCode, StoreNumber, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
export type ListOfClients = "own" | "store";

interface Scope {
  readonly legalEntity: LegalEntityCode;
  readonly workerId: WorkerId;
  readonly store: StoreNumber;
}

/** A filter that somebody sees: one of their own, or one that their store shares. */
function visible(db: Db, { legalEntity, workerId, store }: Scope) {
  return db
    .selectFrom("saved_filter as f")
    .innerJoin("worker as w", "w.id", "f.worker_id")
    .select(["f.id", "f.worker_id", "w.name as by", "f.store", "f.list", "f.name", "f.view", "f.said", "f.version"])
    .where("f.legal_entity", "=", legalEntity)
    .where((eb) => eb.or([eb("f.store", "=", store), eb.and([eb("f.worker_id", "=", workerId), eb("f.store", "is", null)])]));
}

export type FilterRow = Awaited<ReturnType<typeof filtersSeen>>[number];

export async function filtersSeen(db: Db, { list, ...scope }: Scope & { readonly list: ListOfClients }) {
  return await visible(db, scope)
    .where("f.list", "=", list)
    .orderBy(sql`lower(f.name)`)
    .orderBy("f.id")
    .execute();
}

export async function filterSeen(db: Db, { id, ...scope }: Scope & { readonly id: string }): Promise<FilterRow | undefined> {
  return await visible(db, scope).where("f.id", "=", id).executeTakeFirst();
}

/** Whoever saves filters of a legal entity does so one after the other, so that names and numbers of filters hold, also of one person at two stores. */
export async function lockFilters(trx: Trx, legalEntity: LegalEntityCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(70230, hashtext(${legalEntity}))`.execute(trx);
}

/** Whether anybody, also of another legal entity, has a filter with this id. */
export async function isTaken(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom("saved_filter").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

interface NewFilter extends Pick<Scope, "legalEntity" | "workerId"> {
  readonly id: string;
  readonly store: StoreNumber | null;
  readonly list: ListOfClients;
  readonly name: string;
  readonly view: unknown;
  readonly said: unknown;
  readonly at: Date;
}

export async function addFilter(trx: Trx, { id, legalEntity, workerId, store, list, name, view, said, at }: NewFilter): Promise<void> {
  await trx
    .insertInto("saved_filter")
    .values({ id, legal_entity: legalEntity, worker_id: workerId, store, list, name, view: JSON.stringify(view), said: JSON.stringify(said), saved_at: at })
    .execute();
}

export async function changeFilter(
  trx: Trx,
  {
    id,
    store,
    name,
    content,
    at,
  }: Pick<NewFilter, "id" | "store" | "name" | "at"> & { readonly content: { readonly view: unknown; readonly said: unknown } | null },
): Promise<void> {
  await trx
    .updateTable("saved_filter")
    .set((eb) => ({
      store,
      name,
      version: eb("version", "+", 1),
      saved_at: at,
      ...(content && { view: JSON.stringify(content.view), said: JSON.stringify(content.said) }),
    }))
    .where("id", "=", id)
    .execute();
}

export async function deleteFilter(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("saved_filter").where("id", "=", id).execute();
}
