import type { Database, HeldLock } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

/** Hits of one writer that are processed together; written down before they are. */
export interface Range {
  readonly id: number;
  readonly writer: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** All rows are in the warehouse; only late links may be missing. */
  readonly isWritten: boolean;
}

/** A writer and the last of its hits that belongs to a range. */
export interface Cursor {
  readonly writer: number;
  readonly after: number;
}

/** On the lane's own connection: one that was written after another process looked for those undone would wait until that one ends. */
export async function addRange(
  { db, lane }: { db: Db; lane: Pick<HeldLock, "run"> },
  range: { writer: number; fromSeq: number; toSeq: number },
): Promise<Range> {
  const insert = db.insertInto("processing_range").values({ writer: range.writer, from_seq: range.fromSeq, to_seq: range.toSeq }).returning("id");
  const [added] = await lane.run(insert.compile());
  if (added === undefined) throw new Error("a range was not written down");
  return { id: added.id, ...range, isWritten: false };
}

/** Ranges that were begun and not ended, in the order of their beginning. */
export async function undoneRanges(db: Db): Promise<Range[]> {
  const rows = await db
    .selectFrom("processing_range")
    .select(["id", "writer", "from_seq", "to_seq", "written_at"])
    .where("done_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id, writer, from_seq, to_seq, written_at }) => ({ id, writer, fromSeq: from_seq, toSeq: to_seq, isWritten: written_at !== null }));
}

export async function setWritten(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db.updateTable("processing_range").set({ written_at: at }).where("id", "=", id).execute();
}

export async function setDone(db: Db, { id, at, suites }: { id: number; at: Date; suites: readonly string[] }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("processing_range").set({ done_at: at }).where("id", "=", id).execute();
    if (suites.length === 0) return;
    // In one order, so that two processes never wait for each other; only suites that exist.
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
    left join lateral (select to_seq from processing_range where writer = w.id order by from_seq desc limit 1) r on true
    order by w.id desc`.execute(db);
  return rows;
}

/** Where each writer's hits begin that are not in reports: before the first range that is not done. */
export async function doneCursors(db: Db): Promise<Cursor[]> {
  const { rows } = await sql<Cursor>`
    select w.id as writer, coalesce(u.from_seq - 1, r.to_seq, 0) as after
    from writer w
    left join lateral (select min(from_seq) as from_seq from processing_range where writer = w.id and done_at is null) u on true
    left join lateral (select to_seq from processing_range where writer = w.id order by from_seq desc limit 1) r on true
    order by w.id desc`.execute(db);
  return rows;
}

export async function lastProcessedAt(db: Db, rsid: string): Promise<Date | null> {
  const row = await db.selectFrom("suite_processing").select("last_processed_at").where("rsid", "=", rsid).executeTakeFirst();
  return row?.last_processed_at ?? null;
}

/** Takes away ended ranges but each writer's last, which is its cursor. */
export async function forgetRanges(db: Db, before: Date): Promise<void> {
  await sql`
    delete from processing_range r
    where done_at < ${before}::timestamptz and exists (select from processing_range newer where newer.writer = r.writer and newer.from_seq > r.from_seq)`.execute(
    db,
  );
}
