import type { ActivityId, CustomerId, LegalEntityCode, Translated, WorkerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

interface OfCustomer {
  readonly legalEntity: LegalEntityCode;
  readonly customerId: CustomerId;
}

const COLUMNS = [
  "a.id",
  "a.customer_id",
  "a.worker_id",
  "a.author",
  "a.type_code",
  "a.type_name",
  "a.happened_at",
  "a.written_at",
  "a.received_at",
  "a.title",
  "a.text",
  "a.version",
  "a.edited_at",
  "a.edited_by",
] as const;
function activities(db: Db) {
  return db.selectFrom("activity as a").select(COLUMNS);
}
export type ActivityRow = Awaited<ReturnType<ReturnType<typeof activities>["executeTakeFirstOrThrow"]>>;

/** Newest first, before a point in time; of one type when it is named. Activities with the same time as the last one are included. */
export function newestActivities(
  db: Db,
  { legalEntity, customerId, type, before, limit }: OfCustomer & { type: string | undefined; before: Date | null; limit: number },
) {
  return (
    activities(db)
      .where("a.legal_entity", "=", legalEntity)
      .where("a.customer_id", "=", customerId)
      .$if(type !== undefined, (query) => query.where("a.type_code", "=", type ?? ""))
      .$if(before !== null, (query) => query.where("a.happened_at", "<", before))
      // In milliseconds, as it is sent (migration 0201): pages go by it.
      .orderBy("a.happened_at", "desc")
      .fetch(limit, "with ties")
  );
}

/** The types of a customer's activities with how many there are of each, the most frequent first. */
export async function activityTypesOf(db: Db, { legalEntity, customerId }: OfCustomer) {
  return await db
    .selectFrom("activity")
    .select([
      "type_code",
      sql<number>`count(*)::int`.as("activities"),
      sql<Translated>`(array_agg(type_name order by received_at desc, id))[1]`.as("type_name"),
    ])
    .where("legal_entity", "=", legalEntity)
    .where("customer_id", "=", customerId)
    .groupBy("type_code")
    .orderBy("activities", "desc")
    .orderBy("type_code")
    .execute();
}

export interface NewActivity extends OfCustomer {
  readonly id: ActivityId;
  readonly workerId: WorkerId;
  readonly author: string;
  readonly type: { readonly code: string; readonly name: Translated };
  readonly happenedAt: Date;
  readonly writtenAt: Date;
  readonly receivedAt: Date;
  readonly title: string;
  readonly text: string;
}

/** False when an activity with this id exists. */
export async function insertActivity(db: Db, activity: NewActivity): Promise<boolean> {
  const added = await db
    .insertInto("activity")
    .values({
      id: activity.id,
      legal_entity: activity.legalEntity,
      customer_id: activity.customerId,
      worker_id: activity.workerId,
      author: activity.author,
      type_code: activity.type.code,
      type_name: JSON.stringify(activity.type.name),
      happened_at: activity.happenedAt,
      written_at: activity.writtenAt,
      received_at: activity.receivedAt,
      title: activity.title,
      text: activity.text,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function activityById(db: Db, { legalEntity, id }: { legalEntity: LegalEntityCode; id: ActivityId }): Promise<ActivityRow | undefined> {
  return await activities(db).where("a.legal_entity", "=", legalEntity).where("a.id", "=", id).executeTakeFirst();
}

/** A customer's activity, locked against other changes. */
export async function lockedActivity(db: Db, { legalEntity, customerId, id }: OfCustomer & { id: ActivityId }): Promise<ActivityRow | undefined> {
  return await activities(db)
    .where("a.legal_entity", "=", legalEntity)
    .where("a.customer_id", "=", customerId)
    .where("a.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export interface ActivityChange {
  readonly type: { readonly code: string; readonly name: Translated };
  readonly happenedAt: Date;
  readonly title: string;
  readonly text: string;
}

export async function saveActivity(
  db: Db,
  { id, type, happenedAt, title, text, at, by }: ActivityChange & { id: string; at: Date; by: string },
): Promise<void> {
  await db
    .updateTable("activity")
    .set({
      type_code: type.code,
      type_name: JSON.stringify(type.name),
      happened_at: happenedAt,
      title,
      text,
      edited_at: at,
      edited_by: by,
      version: sql<number>`version + 1`,
    })
    .where("id", "=", id)
    .execute();
}

export async function removeActivityRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom("activity").where("id", "=", id).execute();
}
