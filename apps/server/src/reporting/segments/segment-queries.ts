import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

export interface SegmentRow {
  readonly id: string;
  readonly rsid: string;
  readonly name: string;
  readonly description: string;
  readonly definition: Record<string, unknown>;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly created_at: Date;
  readonly modified_at: Date;
  readonly deleted_at: Date | null;
  readonly version: number;
  /** Who changed it last; null for a key. */
  readonly changed_by: string | null;
}
const SEGMENT = [
  "id",
  "rsid",
  "name",
  "description",
  "definition",
  "owner_id",
  "owner_name",
  "created_at",
  "modified_at",
  "deleted_at",
  "version",
  "changed_by",
] as const;

export interface SegmentsAsked {
  /** Null for every suite. */
  readonly rsids: readonly string[] | null;
  /** Null for all. */
  readonly ids: readonly string[] | null;
  /** A part of the name, in any case of letters. */
  readonly name: string;
  readonly sort: "name" | "modified_at" | "id";
  readonly isDescending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** A page of what is not deleted, and how many there are. */
export async function segmentsOf(
  db: Db,
  { rsids, ids, name, sort, isDescending, offset, limit }: SegmentsAsked,
): Promise<{ rows: SegmentRow[]; total: number }> {
  let found = db.selectFrom("segment").where("deleted_at", "is", null);
  if (rsids !== null) found = found.where("rsid", "=", (eb) => eb.fn.any(eb.val([...rsids])));
  if (ids !== null) found = found.where("id", "=", (eb) => eb.fn.any(eb.val([...ids])));
  if (name !== "") found = found.where("name", "ilike", `%${name.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const direction = isDescending ? "desc" : "asc";
  const rows = await found.select(SEGMENT).orderBy(sort, direction).orderBy("id", direction).offset(offset).limit(limit).execute();
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as("total")).executeTakeFirstOrThrow();
  return { rows: rows as SegmentRow[], total: Number(total) };
}

/** Also those that were deleted. */
export async function segmentsById(db: Db, ids: readonly string[]): Promise<SegmentRow[]> {
  if (ids.length === 0) return [];
  return (await db
    .selectFrom("segment")
    .select(SEGMENT)
    .where("id", "=", (eb) => eb.fn.any(eb.val([...ids])))
    .execute()) as SegmentRow[];
}

export async function addSegment(db: Db, row: SegmentRow): Promise<void> {
  await db
    .insertInto("segment")
    .values({ ...row, definition: JSON.stringify(row.definition) })
    .execute();
}

/** Those of a suite whose definitions mention one of these, also deleted ones. */
export async function segmentsThatMention(db: Db, { rsid, ids }: { rsid: string; ids: readonly string[] }): Promise<SegmentRow[]> {
  if (ids.length === 0) return [];
  const parts = ids.map((id) => `%"${id}"%`);
  return (await db
    .selectFrom("segment")
    .select(SEGMENT)
    .where("rsid", "=", rsid)
    .where(sql<boolean>`definition::text like any(${parts}::text[])`)
    .orderBy("name")
    .orderBy("id")
    .execute()) as SegmentRow[];
}

/** Changes what is not deleted, and counts its version. */
export async function updateSegment(
  db: Db,
  { id, change }: { id: string; change: Partial<Pick<SegmentRow, "name" | "description" | "definition" | "modified_at" | "deleted_at" | "changed_by">> },
): Promise<SegmentRow | undefined> {
  const { definition, ...others } = change;
  return (await db
    .updateTable("segment")
    .set((eb) => ({ ...others, ...(definition !== undefined && { definition: JSON.stringify(definition) }), version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returning(SEGMENT)
    .executeTakeFirst()) as SegmentRow | undefined;
}
