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
  /** Of whom there may be a few tries at a time. */
  readonly receiver: string;
  readonly about: unknown;
  readonly happened_at: Date;
}

/** A try that runs now, and whom it is for. */
export interface InFlight {
  readonly id: number;
  readonly receiver: string;
}

interface Taking {
  readonly way: Way;
  readonly now: Date;
  /** Nobody else takes it until then. */
  readonly until: Date;
  /** What this process tries now. */
  readonly inFlight: readonly InFlight[];
}

const MOST_AT_ONCE = 20;
/** Once so many run, nobody gets a second one at the same time, so that there is room for whoever has none. */
const MOST_OF_BUSY = 10;
const OF_ONE = 4;

/** Takes what is due, as far as there is room: whoever has fewest in flight comes first, so that no receiver holds up the others (NO6). */
export async function takeDue(db: Db, { way, now, until, inFlight }: Taking): Promise<DueDelivery[]> {
  if (inFlight.length >= MOST_AT_ONCE) return [];
  const ids = inFlight.map(({ id }) => id);
  const receivers = inFlight.map(({ receiver }) => receiver);
  const { rows } = await sql<DueDelivery>`
    with waiting as (
      select id, next_try_at, coalesce(webhook_id::text, address, '') as receiver
      from notification_delivery where way = ${way} and state = 'waiting' and next_try_at <= ${now} and id <> all(${ids}::bigint[])
    ), busy as (
      select receiver, count(*) as tries from unnest(${receivers}::text[]) as b(receiver) group by receiver
    ), placed as (
      select w.id, w.receiver, w.next_try_at,
        coalesce(b.tries, 0) + row_number() over (partition by w.receiver order by w.next_try_at, w.id) as place
      from waiting w left join busy b using (receiver)
    ), ranked as (
      select id, receiver, place, ${inFlight.length}::integer + row_number() over (order by place, next_try_at, id) as slot from placed where place <= ${OF_ONE}::integer
    ), due as (
      select d.id from notification_delivery d
      where d.id in (select id from ranked where slot <= case when place = 1 then ${MOST_AT_ONCE}::integer else ${MOST_OF_BUSY}::integer end)
        and d.state = 'waiting' and d.next_try_at <= ${now}
      for update skip locked
    ), taken as (
      update notification_delivery d set next_try_at = ${until} from due where d.id = due.id
      returning d.id, d.notification_id, d.address, d.language, d.webhook_id, d.tries
    )
    select t.*, r.receiver, n.about, n.happened_at from taken t
    join ranked r on r.id = t.id join notification n on n.id = t.notification_id order by t.id`.execute(db);
  return rows;
}

export interface Answer {
  readonly status: number | null;
  readonly code: string | null;
}

interface Tried {
  readonly id: number;
  readonly state: "waiting" | "sent" | "given_up";
  readonly at: Date;
  readonly next: Date | null;
  readonly answer: Answer;
  /** The address that was tried, when it is not that of the delivery. */
  readonly to: string | undefined;
}

/** What was given up while it was tried stays so, unless it was taken after all. */
export async function noteTry(db: Db, { id, state, at, next, answer, to }: Tried): Promise<void> {
  await db
    .updateTable("notification_delivery")
    .set((eb) => ({ state, tries: eb("tries", "+", 1), tried_at: at, next_try_at: next, answer_status: answer.status, answer_code: answer.code }))
    .$if(to !== undefined, (query) => query.set({ address: to ?? null }))
    .where("id", "=", id)
    .where("state", "in", state === "sent" ? ["waiting", "given_up"] : ["waiting"])
    .execute();
}

/** What happened before then, with its deliveries, is forgotten, unless one of them still waits. */
export async function forgetBefore(db: Db, before: Date): Promise<void> {
  await sql`
    delete from notification n where happened_at < ${before}
    and not exists (select from notification_delivery d where d.notification_id = n.id and d.state = 'waiting')`.execute(db);
}

/** What was due before then and is still waiting is given up. */
export async function giveUpUntried(db: Db, { way, dueBefore }: { way: Way; dueBefore: Date }): Promise<void> {
  await db
    .updateTable("notification_delivery")
    .set({ state: "given_up", next_try_at: null, answer_code: "too_old" })
    .where("way", "=", way)
    .where("state", "=", "waiting")
    .where("next_try_at", "<", dueBefore)
    .execute();
}
