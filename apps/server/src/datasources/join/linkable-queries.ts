import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

export interface LinkableUpload {
  readonly id: number;
  readonly uploaded_at: Date;
  readonly window_days: number;
  /** Some of its rows wait, and their windows are still open for a hit that comes now. */
  readonly waits: boolean;
  /** It has rows after the earliest hit that came. */
  readonly reaches: boolean;
  /** A row may name an order that has not come and a visitor whose hits have come. */
  readonly names_both: boolean;
  /** A file of refunds. Late linking gives its rows only their customers. */
  readonly refunds: boolean;
  /** A row that is dated before its order is not linked to it (U7). */
  readonly refuses_early: boolean;
}

/** No row is dated more than a day after its upload, in any zone. */
const ROWS_END = sql<Date>`uploaded_at + interval '2 days'`;
/** Both ids may be written with a space. */
const NAMES = sql`replace(header, ' ', '')`;
const OPEN = (now: Date) => sql<boolean>`uploaded_at + make_interval(days => 2 * window_days) > ${now}`;

/**
 * Uploads with rows that hits may link or fill anew. All rows of these uploads are in the warehouse.
 *
 * @param hitsFrom time of the earliest hit that came; null when no visitor is named
 */
export async function linkableUploads(
  db: Kysely<Database>,
  { rsid, now, only, hitsFrom }: { rsid: string; now: Date; only: number | undefined; hitsFrom: Date | null },
): Promise<LinkableUpload[]> {
  const refunds = sql<boolean>`exists(select from data_source where data_source.id = upload.data_source_id and data_source.type = 'refund')`;
  const waits = sql<boolean>`(waiting > 0 and ${OPEN(now)} and (${NAMES} ilike '%visitorid%' or not ${refunds}))`;
  const reaches = sql<boolean>`coalesce(${ROWS_END} > ${hitsFrom}::timestamptz, false)`;
  const namesBoth = sql<boolean>`(${NAMES} ilike '%transactionid%' and ${NAMES} ilike '%visitorid%' and ${OPEN(now)})`;
  const refusesEarly = sql<boolean>`(early_rows = 'reject')`;
  return await db
    .selectFrom("upload")
    .select([
      "id",
      "uploaded_at",
      "window_days",
      refusesEarly.as("refuses_early"),
      waits.as("waits"),
      reaches.as("reaches"),
      namesBoth.as("names_both"),
      refunds.as("refunds"),
    ])
    .where("rsid", "=", rsid)
    .where("duplicate_of", "is", null)
    .where((eb) => eb.or([eb("status", "=", "success"), eb.and([eb("status", "=", "processing"), eb("header", "is not", null)])]))
    .where("undone_at", "is", null)
    .where("late_linking", "=", true)
    .where((eb) => eb.or([waits, reaches, namesBoth]))
    .$if(only !== undefined, (query) => query.where("id", "=", only ?? 0))
    .orderBy("id")
    .execute();
}
