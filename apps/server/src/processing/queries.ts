import type { Database, HeldLock } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { decodeHitList, encodeHitList, type HitList } from "./range/hit-list.ts";

type Db = Kysely<Database>;

/** Hits that are processed together. The range is written down before that. */
export interface Range {
  readonly id: number;
  /** The writer's hits that were read for the range; empty when `toSeq` is before `fromSeq`. */
  readonly writer: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The hits that it processes, in that order; null for its whole interval as it came. */
  readonly folds: HitList | null;
  /** True when all rows are in the warehouse; only late links may be missing. */
  readonly isWritten: boolean;
}

/** A writer and the last of its hits that belongs to a range. */
export interface Cursor {
  readonly writer: number;
  readonly after: number;
}

export interface NewRange extends Pick<Range, "writer" | "fromSeq" | "toSeq" | "folds"> {
  /** How many of the hits that it processes come from earlier intervals, by report suite. */
  readonly earlierHits: Counts;
  readonly window: ReorderWindow;
  /** Set for a range without hits, which is done at once. */
  readonly doneAt: Date | null;
}

/** The hits that are held back after this range (OA5). */
export interface ReorderWindow {
  /** Hits that were read and are in no range yet; null for none. */
  readonly held: HitList | null;
  readonly heldHits: Counts;
  /** The moment up to which held-back hits were processed, in epoch milliseconds; null for none. */
  readonly moment: number | null;
}

type Counts = Readonly<Record<string, number>>;

/**
 * Writes down a range and the hits held back after it, in one statement. It uses the lane's own connection, which is lost with the lane:
 * another process that then takes the lane has seen every range.
 */
export async function addRange({ db, lane }: { db: Db; lane: Pick<HeldLock, "run"> }, { window, doneAt, ...range }: NewRange): Promise<Range> {
  const { writer, fromSeq, toSeq, folds, earlierHits } = range;
  const { held, heldHits, moment } = window;
  const insert = db
    .with("held_back", (make) =>
      make
        .updateTable("reorder_window")
        .set({ held: held === null ? null : encodeHitList(held), hits: JSON.stringify(heldHits), moment })
        // The usual case: nothing was held back, and nothing is.
        .where((given) => given.or([given("held", "is not", null), given.val(held !== null)]))
        .returning("id"),
    )
    .insertInto("processing_range")
    .values({
      writer,
      from_seq: fromSeq,
      to_seq: toSeq,
      folds: folds === null ? null : encodeHitList(folds),
      earlier_hits: Object.keys(earlierHits).length === 0 ? null : JSON.stringify(earlierHits),
      written_at: doneAt,
      done_at: doneAt,
    })
    .returning("id");
  const [added] = await lane.run(insert.compile());
  if (added === undefined) throw new Error("a range was not written down");
  return { id: added.id, writer, fromSeq, toSeq, folds, isWritten: doneAt !== null };
}

/** The hits held back when the newest range was written down. */
export async function reorderWindow(db: Db): Promise<{ readonly held: HitList | null; readonly moment: number | null }> {
  const { held, moment } = await db.selectFrom("reorder_window").select(["held", "moment"]).executeTakeFirstOrThrow();
  return { held: held === null ? null : decodeHitList(held), moment };
}

/** Hits of a suite that are before every cursor and not in reports: held back, or in a range that is not done. */
export async function heldBackOf(db: Db, rsid: string): Promise<number> {
  const { rows } = await sql<{ hits: number }>`
    select coalesce((select (hits ->> ${rsid})::integer from reorder_window), 0)
      + coalesce((select sum((earlier_hits ->> ${rsid})::integer) from processing_range where done_at is null), 0)::integer as hits`.execute(db);
  return rows[0]?.hits ?? 0;
}

/** Ranges that began and did not end, in the order in which they began. */
export async function undoneRanges(db: Db): Promise<Range[]> {
  const rows = await db
    .selectFrom("processing_range")
    .select(["id", "writer", "from_seq", "to_seq", "folds", "written_at"])
    .where("done_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id, writer, from_seq, to_seq, folds, written_at }) => ({
    id,
    writer,
    fromSeq: from_seq,
    toSeq: to_seq,
    folds: folds === null ? null : decodeHitList(folds),
    isWritten: written_at !== null,
  }));
}

export async function setWritten(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db.updateTable("processing_range").set({ written_at: at }).where("id", "=", id).execute();
}

export async function setDone(db: Db, { id, at, suites }: { id: number; at: Date; suites: readonly string[] }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("processing_range").set({ done_at: at }).where("id", "=", id).execute();
    if (suites.length === 0) return;
    // Sorted, so that two processes never deadlock; only suites that exist.
    await sql`
      insert into suite_processing (rsid, last_processed_at)
      select rsid, ${at}::timestamptz from report_suite where rsid = any(${[...suites]}::text[]) order by rsid
      on conflict (rsid) do update set last_processed_at = greatest(suite_processing.last_processed_at, excluded.last_processed_at)`.execute(trx);
  });
}

/** The end of each writer's last range, begun or ended; newest writers first. */
export async function plannedCursors(db: Db): Promise<Cursor[]> {
  const { rows } = await sql<Cursor>`
    select w.id as writer, coalesce(r.to_seq, 0) as after
    from writer w
    left join lateral (select to_seq from processing_range where writer = w.id order by id desc limit 1) r on true
    order by w.id desc`.execute(db);
  return rows;
}

/** For each writer, where the hits begin that are not in reports: before the first range that is not done. */
export async function doneCursors(db: Db): Promise<Cursor[]> {
  const { rows } = await sql<Cursor>`
    select w.id as writer, coalesce(u.from_seq - 1, r.to_seq, 0) as after
    from writer w
    left join lateral (select min(from_seq) as from_seq from processing_range where writer = w.id and done_at is null) u on true
    left join lateral (select to_seq from processing_range where writer = w.id order by id desc limit 1) r on true
    order by w.id desc`.execute(db);
  return rows;
}

export async function lastProcessedAt(db: Db, rsid: string): Promise<Date | null> {
  const row = await db.selectFrom("suite_processing").select("last_processed_at").where("rsid", "=", rsid).executeTakeFirst();
  return row?.last_processed_at ?? null;
}

/** Removes ended ranges, but keeps the last one of each writer, which is the cursor. */
export async function forgetRanges(db: Db, before: Date): Promise<void> {
  await sql`
    delete from processing_range r
    where done_at < ${before}::timestamptz and exists (select from processing_range newer where newer.writer = r.writer and newer.id > r.id)`.execute(db);
}
