import { Refusal, type Body } from "@rapport/contract";
import { WebhookId, type Webhook, type changeWebhook, type createWebhook } from "@rapport/contract/data-sources";
import { wrong } from "@rapport/contract/refusals";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomBytes, randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { storedSettings, suiteOrRefusal } from "../../report-suites/index.ts";
import { addNotification } from "../queries.ts";
import { addWebhook, giveUpWaiting, holdWebhook, removeWebhook, updateWebhook, webhookById, webhooksOf, type WebhookRow } from "./webhook-queries.ts";

type WebhookDeps = Pick<Deps, "db" | "clock" | "webhooks">;
interface Place {
  readonly rsid: string;
  readonly webhookId: string;
}

const MOST = 20;
const SECRET_BYTES = 32;
/** For how long requests are signed with the secret before the new one too. */
const OLD_SECRET_MS = 24 * 3_600_000;

export async function listOf({ db, clock }: WebhookDeps, rsid: string): Promise<{ webhooks: Webhook[] }> {
  await suiteOrRefusal(db, rsid);
  return { webhooks: (await webhooksOf(db, rsid)).map((row) => shown(row, clock.now())) };
}

/** Only this answer holds the secret (NO9). */
export async function make(deps: WebhookDeps, { rsid, body }: { rsid: string; body: Body<typeof createWebhook> }): Promise<Webhook & { secret: string }> {
  const { db, clock } = deps;
  await suiteOrRefusal(db, rsid);
  assertEncrypted(deps, body.url);
  const at = clock.now();
  const secret = randomBytes(SECRET_BYTES);
  const row = { ...body, kinds: [...new Set(body.kinds)], id: randomUUID(), rsid, secret, old_secret: null, old_until: null, state: "on" as const };
  const webhook = { ...row, failing_since: null, state_since: at, created_at: at };
  await inTransaction(db, async (trx) => {
    // One after the other, so that two at once do not make one too many.
    await holdForChange(trx, ["webhooks", rsid]);
    if ((await webhooksOf(trx, rsid)).length >= MOST) throw new Refusal("webhook.too_many", { most: MOST });
    await addWebhook(trx, webhook);
  });
  return { ...shown(webhook, at), secret: written(secret) };
}

/** Turned on, it begins anew: nothing is held against it. What happened while it was off is not sent. */
export async function change(deps: WebhookDeps, { body, ...place }: Place & { body: Body<typeof changeWebhook> }): Promise<Webhook> {
  const { db, clock } = deps;
  if (body.url !== undefined) assertEncrypted(deps, body.url);
  const { isOn, name, url, kinds } = body;
  await inTransaction(db, async (trx) => {
    const { id, state, url: before } = await heldWebhook(trx, place);
    const settings = { ...(name !== undefined && { name }), ...(url !== undefined && { url }), ...(kinds !== undefined && { kinds: [...new Set(kinds)] }) };
    const turns = isOn !== undefined && isOn !== (state === "on");
    const switched = turns ? ({ state: isOn ? "on" : "off", state_since: clock.now(), failing_since: null } as const) : {};
    // Nothing is held against a new address.
    const moved = url !== undefined && url !== before ? { failing_since: null } : {};
    await updateWebhook(trx, { id, change: { ...settings, ...moved, ...switched } });
    if (turns && !isOn) await giveUpWaiting(trx, { webhook: id });
  });
  return shown(await webhookOrRefusal(db, place), clock.now());
}

export async function remove({ db, ...deps }: WebhookDeps, place: Place): Promise<{ webhooks: Webhook[] }> {
  await inTransaction(db, async (trx) => {
    const { id } = await heldWebhook(trx, place);
    await giveUpWaiting(trx, { webhook: id });
    await removeWebhook(trx, id);
  });
  return await listOf({ db, ...deps }, place.rsid);
}

/** Both secrets sign for a day, so that a receiver can change over without a gap (NO9). */
export async function rotate({ db, clock }: WebhookDeps, place: Place): Promise<Webhook & { secret: string }> {
  const secret = randomBytes(SECRET_BYTES);
  const now = clock.now();
  await inTransaction(db, async (trx) => {
    const { id, secret: old } = await heldWebhook(trx, place);
    await updateWebhook(trx, { id, change: { secret, old_secret: old, old_until: new Date(now.getTime() + OLD_SECRET_MS) } });
  });
  return { ...shown(await webhookOrRefusal(db, place), now), secret: written(secret) };
}

export async function sendTest({ db, clock }: WebhookDeps, place: Place): Promise<Webhook> {
  const webhook = await webhookOrRefusal(db, place);
  if (webhook.state !== "on") throw new Refusal("webhook.off", {});
  const { name, timeZone } = storedSettings((await suiteOrRefusal(db, place.rsid)).settings);
  const id = randomUUID();
  const about = { source: null, suite: { rsid: place.rsid, name, timeZone }, facts: { kind: "test" as const } };
  await inTransaction(db, async (trx) => {
    await addNotification(trx, {
      notification: { id, rsid: place.rsid, kind: "test", about, happened_at: clock.now() },
      deliveries: [{ notification_id: id, way: "webhook", address: webhook.url, language: null, webhook_id: webhook.id }],
    });
  });
  return shown(webhook, clock.now());
}

function shown(
  { id, name, url, kinds, state, state_since: since, failing_since: failing, old_until: until, created_at: created }: WebhookRow,
  now: Date,
): Webhook {
  return {
    id: WebhookId.parse(id),
    name,
    url,
    kinds,
    state,
    stateSince: since.toISOString(),
    failingSince: failing?.toISOString() ?? null,
    oldSecretUntil: until !== null && until > now ? until.toISOString() : null,
    createdAt: created.toISOString(),
  };
}

/** As Standard Webhooks writes a secret. */
function written(secret: Buffer): string {
  return `whsec_${secret.toString("base64")}`;
}

function assertEncrypted({ webhooks }: WebhookDeps, url: string): void {
  if (new URL(url).protocol === "https:" || webhooks?.mayGoInside === true) return;
  throw new Refusal("webhook.wrong", {}, { faults: [{ path: ["url"], wrong: wrong("value.not_encrypted", {}) }] });
}

/** As it is now; nobody else changes it until the transaction ends. */
async function heldWebhook(trx: Transaction<Database>, place: Place): Promise<WebhookRow> {
  await holdWebhook(trx, place.webhookId);
  return await webhookOrRefusal(trx, place);
}

async function webhookOrRefusal(db: Deps["db"], { rsid, webhookId }: Place): Promise<WebhookRow> {
  await suiteOrRefusal(db, rsid);
  const found = await webhookById(db, { rsid, id: webhookId });
  if (found === undefined) throw new Refusal("webhook.unknown", {});
  return found;
}
