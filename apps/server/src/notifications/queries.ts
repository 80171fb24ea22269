import type { NoticeKind } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

export type Way = "mail" | "webhook";

export interface NewNotification {
  readonly id: string;
  readonly rsid: string;
  readonly kind: NoticeKind;
  readonly about: object;
  readonly happened_at: Date;
}

export interface NewDelivery {
  readonly notification_id: string;
  readonly way: Way;
  readonly address: string | null;
  readonly language: string | null;
  readonly webhook_id: string | null;
}

export async function addNotification(
  trx: Transaction<Database>,
  { notification, deliveries }: { notification: NewNotification; deliveries: readonly NewDelivery[] },
): Promise<void> {
  await trx
    .insertInto("notification")
    .values({ ...notification, about: JSON.stringify(notification.about) })
    .execute();
  await trx
    .insertInto("notification_delivery")
    .values(deliveries.map((delivery) => ({ ...delivery, state: "waiting" as const, next_try_at: notification.happened_at })))
    .execute();
}

export interface DueDelivery {
  readonly id: number;
  readonly notification_id: string;
  readonly address: string | null;
  readonly language: string | null;
  readonly webhook_id: string | null;
  readonly tries: number;
  readonly about: unknown;
  readonly happened_at: Date;
}

/** Nobody else takes what is due until `until`. Of one receiver at most a few are taken, so that one who is slow does not hold up the others. */
export async function takeDue(db: Db, { way, now, until, most }: { way: Way; now: Date; until: Date; most: number }): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with ranked as (
      select id, next_try_at, row_number() over (partition by coalesce(webhook_id::text, address) order by next_try_at, id) as place
      from notification_delivery where way = ${way} and state = 'waiting' and next_try_at <= ${now}
    ), due as (
      select d.id from notification_delivery d
      where d.id in (select id from ranked where place <= ${OF_ONE}::integer order by next_try_at, id limit ${most}::integer)
        and d.state = 'waiting' and d.next_try_at <= ${now}
      for update skip locked
    ), taken as (
      update notification_delivery d set next_try_at = ${until} from due where d.id = due.id
      returning d.id, d.notification_id, d.address, d.language, d.webhook_id, d.tries
    )
    select t.*, n.about, n.happened_at from taken t join notification n on n.id = t.notification_id order by t.id`.execute(db);
  return rows;
}

const OF_ONE = 4;

export interface Answer {
  readonly status: number | null;
  readonly code: string | null;
}

export async function noteTry(
  db: Db,
  { id, state, at, next, answer }: { id: number; state: "waiting" | "sent" | "given_up"; at: Date; next: Date | null; answer: Answer },
): Promise<void> {
  await db
    .updateTable("notification_delivery")
    .set((eb) => ({ state, tries: eb("tries", "+", 1), tried_at: at, next_try_at: next, answer_status: answer.status, answer_code: answer.code }))
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

/** What happened before then, with its deliveries, is forgotten, unless one of them still waits. */
export async function forgetBefore(db: Db, before: Date): Promise<void> {
  await sql`
    delete from notification n where happened_at < ${before}
    and not exists (select from notification_delivery d where d.notification_id = n.id and d.state = 'waiting')`.execute(db);
}
