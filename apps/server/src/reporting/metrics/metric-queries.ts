import type { MetricType } from "@rapport/contract/reporting";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

export interface MetricRow {
  readonly id: string;
  readonly rsid: string;
  readonly name: string;
  readonly description: string;
  readonly type: MetricType;
  readonly precision: number;
  readonly polarity: "positive" | "negative";
  readonly definition: Record<string, unknown>;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly created_at: Date;
  readonly version: number;
  readonly changed_at: Date;
  readonly changed_by: string | null;
  readonly deleted_at: Date | null;
}
const METRIC = [
  "id",
  "rsid",
  "name",
  "description",
  "type",
  "precision",
  "polarity",
  "definition",
  "owner_id",
  "owner_name",
  "created_at",
  "version",
  "changed_at",
  "changed_by",
  "deleted_at",
] as const;

export interface MetricsAsked {
  /** Null for every suite. */
  readonly rsids: readonly string[] | null;
  /** Null for all. */
  readonly ids: readonly string[] | null;
  /** A part of the name, in any case of letters. */
  readonly name: string;
  readonly sort: "name" | "changed_at" | "id";
  readonly isDescending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** A page of what is not deleted, and how many there are. */
export async function metricsOf(db: Db, { rsids, ids, name, sort, isDescending, offset, limit }: MetricsAsked): Promise<{ rows: MetricRow[]; total: number }> {
  let found = db.selectFrom("calculated_metric").where("deleted_at", "is", null);
  if (rsids !== null) found = found.where("rsid", "=", (eb) => eb.fn.any(eb.val([...rsids])));
  if (ids !== null) found = found.where("id", "=", (eb) => eb.fn.any(eb.val([...ids])));
  if (name !== "") found = found.where("name", "ilike", `%${name.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const direction = isDescending ? "desc" : "asc";
  const rows = await found.select(METRIC).orderBy(sort, direction).orderBy("id", direction).offset(offset).limit(limit).execute();
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as("total")).executeTakeFirstOrThrow();
  return { rows: rows as MetricRow[], total: Number(total) };
}

/** Also those that were deleted. */
export async function metricsById(db: Db, ids: readonly string[]): Promise<MetricRow[]> {
  if (ids.length === 0) return [];
  return (await db
    .selectFrom("calculated_metric")
    .select(METRIC)
    .where("id", "=", (eb) => eb.fn.any(eb.val([...ids])))
    .execute()) as MetricRow[];
}

/** Those of a suite whose definitions mention one of these, also deleted ones. */
export async function metricsThatMention(db: Db, { rsid, ids }: { rsid: string; ids: readonly string[] }): Promise<MetricRow[]> {
  if (ids.length === 0) return [];
  const parts = ids.map((id) => `%"${id.replaceAll(/[\\%_]/g, "\\$&")}"%`);
  return (await db
    .selectFrom("calculated_metric")
    .select(METRIC)
    .where("rsid", "=", rsid)
    .where(sql<boolean>`definition::text like any(${parts}::text[])`)
    .orderBy("name")
    .orderBy("id")
    .execute()) as MetricRow[];
}

/** One, which no other write changes before this transaction ends. */
export async function holdMetric(trx: Db, id: string): Promise<MetricRow | undefined> {
  return (await trx.selectFrom("calculated_metric").select(METRIC).where("id", "=", id).forUpdate().executeTakeFirst()) as MetricRow | undefined;
}

export async function addMetric(db: Db, row: MetricRow): Promise<void> {
  await db
    .insertInto("calculated_metric")
    .values({ ...row, definition: JSON.stringify(row.definition) })
    .execute();
}

export async function updateMetric(db: Db, { id, change }: { id: string; change: Partial<MetricRow> }): Promise<void> {
  const { definition, ...others } = change;
  await db
    .updateTable("calculated_metric")
    .set({ ...others, ...(definition !== undefined && { definition: JSON.stringify(definition) }) })
    .where("id", "=", id)
    .execute();
}
