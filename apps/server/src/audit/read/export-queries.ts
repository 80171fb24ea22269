import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { entriesFound, type Found } from "./queries.ts";

export { labelsOf } from "./queries.ts";

type Db = Kysely<Database>;

export async function newestEntry(db: Db): Promise<number> {
  const { newest } = await db
    .selectFrom("audit_entry")
    .select((eb) => eb.fn.max("id").as("newest"))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** The ids of customers whom the entries name, each once, `most` at most. */
export async function customersIn(db: Db, found: Found, most: number): Promise<string[]> {
  const rows = await entriesFound(db, found)
    .innerJoin("audit_subject as named", "named.entry", "e.id")
    .where("named.kind", "=", "customer")
    .where("named.subject_id", "is not", null)
    .select("named.subject_id")
    .distinct()
    .limit(most)
    .execute();
  return rows.flatMap(({ subject_id }) => subject_id ?? []);
}

/** Which of these entries name a customer who is none of the known ones. */
export async function entriesBeyond(db: Db, ids: readonly number[], known: ReadonlySet<string>): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("audit_subject").select(["entry", "subject_id"]).where("entry", "in", ids).where("kind", "=", "customer").execute();
  return [...new Set(rows.filter(({ subject_id }) => subject_id !== null && !known.has(subject_id)).map(({ entry }) => Number(entry)))];
}

/** One thing that an entry names; an entry that names nothing has a row with place 0. */
export type ExportRow = Awaited<ReturnType<typeof rowsAfter>>[number];

/** Entries with what they name, newest first and in the order of names, from behind a place on. */
export async function rowsAfter(db: Db, { found, after, limit }: { found: Found; after: { entry: number; n: number }; limit: number }) {
  const rows = await entriesFound(db, found)
    .leftJoin("audit_subject as named", "named.entry", "e.id")
    .select(["e.id", "e.at", "e.legal_entity", "e.action", "e.actor_kind", "e.actor_id", "e.second_actor_id", "e.address", "e.subjects"])
    .select(["named.n", "named.kind", "named.subject_id", "named.changes"])
    .where("e.id", "<=", after.entry)
    .where((eb) => eb.or([eb("e.id", "<", after.entry), eb.and([eb("e.id", "=", after.entry), eb("named.n", ">", after.n)])]))
    .orderBy("e.id", "desc")
    .orderBy("named.n")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, n: row.n ?? 0 }));
}
