import type { WebhookKind, WebhookState } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";

type Db = Kysely<Database>;

export interface WebhookRow {
  readonly id: string;
  readonly rsid: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: WebhookKind[];
  readonly secret: Buffer;
  readonly old_secret: Buffer | null;
  readonly old_until: Date | null;
  readonly state: WebhookState;
  readonly failing_since: Date | null;
  readonly state_since: Date;
  readonly created_at: Date;
}
const WEBHOOK = ["id", "rsid", "name", "url", "kinds", "secret", "old_secret", "old_until", "state", "failing_since", "state_since", "created_at"] as const;

export async function webhooksOf(db: Db, rsid: string): Promise<WebhookRow[]> {
  return (await db.selectFrom("webhook").select(WEBHOOK).where("rsid", "=", rsid).orderBy("created_at").orderBy("id").execute()) as WebhookRow[];
}

export async function webhookById(db: Db, { rsid, id }: { rsid?: string; id: string }): Promise<WebhookRow | undefined> {
  const found = db.selectFrom("webhook").select(WEBHOOK).where("id", "=", id);
  return (await (rsid === undefined ? found : found.where("rsid", "=", rsid)).executeTakeFirst()) as WebhookRow | undefined;
}

/** It is not changed or deleted by anybody else until the transaction ends. */
export async function holdWebhook(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.selectFrom("webhook").select("id").where("id", "=", id).forUpdate().execute();
}

export async function addWebhook(db: Db, webhook: WebhookRow): Promise<void> {
  await db.insertInto("webhook").values(webhook).execute();
}

export async function updateWebhook(db: Db, { id, change }: { id: string; change: Partial<Omit<WebhookRow, "id" | "rsid" | "created_at">> }): Promise<void> {
  if (Object.keys(change).length > 0) await db.updateTable("webhook").set(change).where("id", "=", id).execute();
}

export async function removeWebhook(db: Db, id: string): Promise<void> {
  await db.deleteFrom("webhook").where("id", "=", id).execute();
}

/** Webhooks that the server turned off by itself. */
export async function endedWebhooks(db: Db) {
  return await db
    .selectFrom("webhook")
    .select(["id", "rsid", "name", "state", "state_since"])
    .where("state", "in", ["gone", "failing"])
    .orderBy("state_since")
    .execute();
}

/** Which webhook was tried, and at which address. Nothing is noted of one that was turned off or got another address meanwhile. */
interface TriedWebhook {
  readonly id: string;
  readonly url: string;
}

/** It took something: it does not fail any more. */
export async function noteTaken(db: Db, { id, url }: TriedWebhook): Promise<void> {
  await db
    .updateTable("webhook")
    .set({ failing_since: null })
    .where("id", "=", id)
    .where("url", "=", url)
    .where("state", "=", "on")
    .where("failing_since", "is not", null)
    .execute();
}

/** It took nothing. Returns since when that is so; undefined when nothing is noted. */
export async function noteFailing(db: Db, { id, url, at }: TriedWebhook & { at: Date }): Promise<Date | undefined> {
  const found = await db
    .updateTable("webhook")
    .set({ failing_since: sql<Date>`coalesce(failing_since, ${at})` })
    .where("id", "=", id)
    .where("url", "=", url)
    .where("state", "=", "on")
    .returning("failing_since")
    .executeTakeFirst();
  return found?.failing_since ?? undefined;
}

/** How often at most a message of a webhook was tried in vain since then. */
export async function mostTriesSince(db: Db, { webhook, since }: { webhook: string; since: Date }): Promise<number> {
  const found = await db
    .selectFrom("notification_delivery")
    .select((eb) => eb.fn.max("tries").as("tries"))
    .where("webhook_id", "=", webhook)
    .where("state", "!=", "sent")
    .where("tried_at", ">=", since)
    .executeTakeFirst();
  return found?.tries ?? 0;
}

/** What waits for a webhook that is sent nothing any more is given up; the log keeps it, and it can be sent again. */
export async function giveUpWaiting(db: Db, { webhook, except = 0 }: { webhook: string; except?: number }): Promise<void> {
  await db
    .updateTable("notification_delivery")
    .set({ state: "given_up", next_try_at: null, answer_code: "webhook_off" })
    .where("webhook_id", "=", webhook)
    .where("state", "=", "waiting")
    .where("id", "!=", except)
    .execute();
}

/** The webhooks of a suite that are told of this. None of them is deleted until the transaction ends, so that what is written for it has its webhook. */
export async function webhooksTold(trx: Transaction<Database>, { rsid, kind }: { rsid: string; kind: string }): Promise<{ id: string; url: string }[]> {
  return await trx
    .selectFrom("webhook")
    .select(["id", "url"])
    .where("rsid", "=", rsid)
    .where("state", "=", "on")
    .where(sql<boolean>`${kind} = any(kinds)`)
    .orderBy("created_at")
    .forKeyShare()
    .execute();
}

/** Secrets that do not sign any more are forgotten (NO9). */
export async function forgetOldSecrets(db: Db, now: Date): Promise<void> {
  await db.updateTable("webhook").set({ old_secret: null, old_until: null }).where("old_until", "<=", now).execute();
}
