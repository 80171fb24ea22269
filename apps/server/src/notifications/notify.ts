import type { Language } from "@rapport/contract";
import type { Notice } from "@rapport/contract/data-sources";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomUUID } from "node:crypto";
import type { Deps } from "../deps.ts";
import { addNotification, type NewDelivery } from "./queries.ts";
import { webhooksTold } from "./webhooks/webhook-queries.ts";

export interface Told {
  readonly notice: Notice;
  /** Who gets a mail, each one of their own. */
  readonly mailTo: readonly string[];
  readonly language: Language;
}

/**
 * Tells what happened, by mail and by webhook. It is written in the transaction of what it tells, and sent later: either both are there or none (NO5). Without anybody to tell,
 * nothing is written.
 */
export async function notify(trx: Transaction<Database>, { clock, mail }: Pick<Deps, "clock" | "mail">, { notice, mailTo, language }: Told): Promise<void> {
  const id = randomUUID();
  const mails = mail === undefined ? [] : [...new Set(mailTo)].map((address) => ({ way: "mail" as const, address, language, webhook_id: null }));
  const webhooks = (await webhooksTold(trx, { rsid: notice.suite.rsid, kind: notice.facts.kind })).map((webhook) => ({
    way: "webhook" as const,
    address: webhook.url,
    language: null,
    webhook_id: webhook.id,
  }));
  const deliveries: NewDelivery[] = [...mails, ...webhooks].map((delivery) => ({ notification_id: id, ...delivery }));
  if (deliveries.length === 0) return;
  const notification = { id, rsid: notice.suite.rsid, kind: notice.facts.kind, about: notice, happened_at: clock.now() };
  await addNotification(trx, { notification, deliveries });
}
