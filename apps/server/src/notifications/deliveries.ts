import { Refusal } from "@rapport/contract";
import { Notice, WebhookId, type NoticeDelivery } from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { suiteOrRefusal } from "../report-suites/index.ts";
import { deliveriesPage, deliveryById, startAgain, type DeliveryRow } from "./delivery-queries.ts";
import { webhookById } from "./webhooks/webhook-queries.ts";

interface PageAsked {
  readonly rsid: string;
  readonly webhook?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A page of the log, newest first (NO7). */
export async function readDeliveries({ db }: Pick<Deps, "db">, asked: PageAsked): Promise<{ deliveries: NoticeDelivery[]; next: number | null }> {
  await suiteOrRefusal(db, asked.rsid);
  const rows = await deliveriesPage(db, { ...asked, limit: asked.limit + 1 });
  const page = rows.slice(0, asked.limit);
  return { deliveries: page.map(shown), next: rows.length > asked.limit ? (page.at(-1)?.id ?? null) : null };
}

/** Tells whether somebody still gets mail about a data source. */
export type IsMailed = (of: { readonly rsid: string; readonly source: number; readonly address: string }) => Promise<boolean>;

/** Its tries begin anew, and it keeps its id, so that a receiver that had it already knows it (NO11). */
export async function sendAgain(
  { db, clock, mail }: Pick<Deps, "db" | "clock" | "mail">,
  { rsid, deliveryId, isMailed }: { rsid: string; deliveryId: number; isMailed: IsMailed },
): Promise<NoticeDelivery> {
  await suiteOrRefusal(db, rsid);
  const delivery = await deliveryById(db, { rsid, id: deliveryId });
  if (delivery === undefined) throw new Refusal("delivery.unknown", { delivery: deliveryId });
  if (delivery.way === "webhook") {
    const webhook = delivery.webhook_id === null ? undefined : await webhookById(db, { rsid, id: delivery.webhook_id });
    if (webhook?.state !== "on") throw new Refusal("webhook.off", {});
  } else {
    if (mail === undefined) throw new Refusal("delivery.mail_off", {});
    const source = Notice.safeParse(delivery.about).data?.source?.id;
    if (source === undefined || !(await isMailed({ rsid, source, address: delivery.address ?? "" }))) throw new Refusal("delivery.address_removed", {});
  }
  await startAgain(db, { id: delivery.id, at: clock.now() });
  return shown((await deliveryById(db, { rsid, id: deliveryId })) ?? delivery);
}

function shown(row: DeliveryRow): NoticeDelivery {
  return {
    id: row.id,
    notice: Notice.safeParse(row.about).data ?? null,
    happenedAt: row.happened_at.toISOString(),
    way: row.way,
    to: row.address ?? "",
    webhookId: row.webhook_id === null ? null : WebhookId.parse(row.webhook_id),
    state: row.state,
    tries: row.tries,
    triedAt: row.tried_at?.toISOString() ?? null,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
    answer: { status: row.answer_status, code: row.answer_code },
  };
}
