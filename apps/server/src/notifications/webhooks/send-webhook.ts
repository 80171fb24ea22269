import { fileFailureInEnglish, readFileFailure } from "@rapport/contract/refusals";
import type { Notice } from "@rapport/contract/data-sources";
import { DAY_MS } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { Webhook } from "standardwebhooks";
import type { Deps } from "../../deps.ts";
import type { Delivery, Outcome, Sender } from "../deliver.ts";
import { linkOf } from "../link-of.ts";
import { post } from "./post.ts";
import { giveUpWaiting, mostTriesSince, noteFailing, noteTaken, updateWebhook, webhookById, type WebhookRow } from "./webhook-queries.ts";

type SendDeps = Pick<Deps, "db" | "clock" | "webhooks">;

/** For so long a webhook may take nothing; then nothing more is sent to it until somebody turns it on again (NO12). */
const FAILING_MS = 5 * DAY_MS;
/** And it takes more than two moments: one message was tried so often in vain, which takes more than two hours. */
const FAILED_TRIES = 5;
const GONE = 410;

/** Sends notices as requests that are signed as Standard Webhooks says (NO9). */
export function webhookSender(deps: SendDeps): Sender {
  return { way: "webhook", send: async (delivery) => await send(deps, delivery) };
}

async function send(
  deps: SendDeps,
  { id: deliveryId, notification_id: id, webhook_id: webhookId, tries, notice, happened_at: happenedAt }: Delivery,
): Promise<Outcome> {
  const webhook = webhookId === null ? undefined : await webhookById(deps.db, { id: webhookId });
  if (webhook === undefined || webhook.state !== "on") return { kind: "refused", answer: { status: null, code: "webhook_off" } };
  const body = JSON.stringify(payloadOf(notice, { happenedAt, publicUrl: deps.webhooks?.publicUrl }));
  const answer = await post({
    url: webhook.url,
    body,
    headers: signed(webhook, { id, body, at: deps.clock.now() }),
    mayGoInside: deps.webhooks?.mayGoInside === true,
  });
  const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300;
  const isGone = answer.status === GONE;
  const state = await noteState(deps, { webhook, delivery: deliveryId, tries: tries + 1, isTaken, isGone });
  return { kind: isTaken ? "sent" : isGone || state === "off" ? "refused" : "failed", answer, to: webhook.url };
}

/** What a receiver gets: `type`, `timestamp` and `data`, in the words of the documented shape. */
function payloadOf(
  { source, suite, facts: { kind, ...facts } }: Notice,
  { happenedAt, publicUrl }: { happenedAt: Date; publicUrl: string | undefined },
): object {
  const failure = "failure" in facts ? { failure: { code: facts.failure.code, message: messageOf(facts.failure), column: facts.failure.column } } : {};
  const notice = { source, suite, facts: { kind, ...facts } } as Notice;
  return {
    type: kind,
    timestamp: happenedAt.toISOString(),
    data: { reportSuite: { rsid: suite.rsid, name: suite.name }, dataSource: source, ...facts, ...failure, link: linkOf(notice, publicUrl) },
  };
}

function messageOf({ code, params }: { code: string; params: unknown }): string | null {
  const failure = params === null ? null : readFileFailure({ code, params });
  return failure === null ? null : fileFailureInEnglish(failure);
}

/** The id is the same over all tries, the time is that of this one. While there are two secrets, both sign. */
function signed({ secret, old_secret: old, old_until: until }: WebhookRow, { id, body, at }: { id: string; body: string; at: Date }): Record<string, string> {
  const secrets = old !== null && until !== null && until > at ? [secret, old] : [secret];
  return {
    "content-type": "application/json",
    "user-agent": "Rapport-Webhooks",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((one) => new Webhook(one.toString("base64")).sign(id, at, body)).join(" "),
  };
}

interface Tried {
  readonly webhook: WebhookRow;
  readonly delivery: number;
  /** How often this delivery was tried, with this time. */
  readonly tries: number;
  readonly isTaken: boolean;
  readonly isGone: boolean;
}

/** What a try says of its webhook. `off` when it turned it off (NO12). */
async function noteState({ db, clock }: SendDeps, { webhook: { id, url }, delivery, tries, isTaken, isGone }: Tried): Promise<"on" | "off"> {
  if (isTaken) {
    await noteTaken(db, { id, url });
    return "on";
  }
  const at = clock.now();
  return await inTransaction(db, async (trx) => {
    const since = await noteFailing(trx, { id, url, at });
    if (since === undefined) return "on";
    const isTooLong = at.getTime() - since.getTime() >= FAILING_MS;
    const isFailing = isTooLong && Math.max(tries, await mostTriesSince(trx, { webhook: id, since })) >= FAILED_TRIES;
    if (!isGone && !isFailing) return "on";
    await updateWebhook(trx, { id, change: { state: isGone ? "gone" : "failing", state_since: at } });
    await giveUpWaiting(trx, { webhook: id, except: delivery });
    return "off";
  });
}
