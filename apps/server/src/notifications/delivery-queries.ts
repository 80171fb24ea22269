import type { Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";

type Db = Kysely<Database>;

export interface DeliveryRow {
  readonly id: number;
  readonly about: unknown;
  readonly happened_at: Date;
  readonly way: "mail" | "webhook";
  readonly address: string | null;
  readonly webhook_id: string | null;
  readonly state: "waiting" | "sent" | "given_up";
  readonly tries: number;
  readonly tried_at: Date | null;
  readonly next_try_at: Date | null;
  readonly answer_status: number | null;
  readonly answer_code: string | null;
}

function deliveries(db: Db, rsid: string) {
  return db
    .selectFrom("notification_delivery as d")
    .innerJoin("notification as n", "n.id", "d.notification_id")
    .select(["d.id", "n.about", "n.happened_at", "d.way", "d.address", "d.webhook_id", "d.state", "d.tries", "d.tried_at", "d.next_try_at", "d.answer_status"])
    .select("d.answer_code")
    .where("n.rsid", "=", rsid);
}

export async function deliveriesPage(
  db: Db,
  { rsid, webhook, before, limit }: { rsid: string; webhook?: string | undefined; before?: number | undefined; limit: number },
): Promise<DeliveryRow[]> {
  return await deliveries(db, rsid)
    .$if(webhook !== undefined, (query) => query.where("d.webhook_id", "=", webhook ?? ""))
    .$if(before !== undefined, (query) => query.where("d.id", "<", sql<number>`${before ?? 0}::bigint`))
    .orderBy("d.id", "desc")
    .limit(limit)
    .execute();
}

export async function deliveryById(db: Db, { rsid, id }: { rsid: string; id: number }): Promise<DeliveryRow | undefined> {
  return await deliveries(db, rsid)
    .where("d.id", "=", sql<number>`${id}::bigint`)
    .executeTakeFirst();
}

/** Mails about a data source that wait for addresses which it has no more are given up (NO4). */
export async function giveUpMails(db: Db, { rsid, source, addresses }: { rsid: string; source: number; addresses: readonly string[] }): Promise<void> {
  await sql`
    update notification_delivery d set state = 'given_up', next_try_at = null, answer_code = 'address_removed'
    from notification n where n.id = d.notification_id and n.rsid = ${rsid} and n.about #>> '{source,id}' = ${String(source)}
    and d.way = 'mail' and d.state = 'waiting' and d.address <> all(${addresses}::text[])`.execute(db);
}

/** It is due now, as if it had never been tried. */
export async function startAgain(db: Db, { id, at }: { id: number; at: Date }): Promise<void> {
  await db
    .updateTable("notification_delivery")
    .set({ state: "waiting", tries: 0, next_try_at: at, answer_status: null, answer_code: null })
    .where("id", "=", id)
    .execute();
}
