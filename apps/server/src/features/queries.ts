import type { FeatureCode } from "@rapport/contract/features";
import type { Decided } from "@rapport/domain/features";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

/** Who wrote a decision last, and when. */
interface Stamp {
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

export interface FeatureRow extends Stamp {
  readonly version: number;
  readonly feature: string;
  readonly state: Decided["state"];
  readonly day: string | null;
  readonly since: Date | null;
}

/** What was decided about features. */
export async function decidedFeatures(db: Db): Promise<ReadonlyMap<string, FeatureRow>> {
  const { rows } = await sql<FeatureRow>`select feature, state, day::text as day, since, version, changed_at, changed_by from feature_state`.execute(db);
  return new Map(rows.map((row) => [row.feature, row]));
}

export interface CommentRow extends Stamp {
  readonly version: number;
  readonly feature: string;
  readonly text: string;
}

/** What was written about features; an empty text stands for one that was taken away. */
export async function commentsOnFeatures(db: Db): Promise<ReadonlyMap<string, CommentRow>> {
  const rows = await db.selectFrom("feature_comment").select(["feature", "text", "version", "changed_at", "changed_by"]).execute();
  return new Map(rows.map((row) => [row.feature, row]));
}

export async function saveComment(trx: Transaction<Database>, { feature, ...details }: { feature: FeatureCode; text: string } & Stamp): Promise<void> {
  await trx
    .insertInto("feature_comment")
    .values({ feature, ...details })
    .onConflict((conflict) => conflict.column("feature").doUpdateSet({ ...details, version: sql<number>`feature_comment.version + 1` }))
    .execute();
}

export async function saveFeature(
  trx: Transaction<Database>,
  { feature, decided: { state, day, from }, ...by }: { feature: FeatureCode; decided: Decided } & Stamp,
): Promise<void> {
  const details = { state, day, since: from === null ? null : new Date(from), ...by };
  await trx
    .insertInto("feature_state")
    .values({ feature, ...details })
    .onConflict((conflict) => conflict.column("feature").doUpdateSet({ ...details, version: sql<number>`feature_state.version + 1` }))
    .execute();
}
