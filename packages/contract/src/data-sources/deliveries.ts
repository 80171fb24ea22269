import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { RsidPath } from "../report-suites/suites.ts";
import { Notice } from "./notices.ts";
import { WebhookId } from "./webhooks.ts";

/** A message to one receiver, with what became of it (NO7). */
export const NoticeDelivery = z
  .object({
    id: z.int(),
    /** Null when another version of the server wrote it, in a way that this one cannot read. */
    notice: Notice.nullable(),
    happenedAt: z.iso.datetime(),
    way: z.enum(["mail", "webhook"]),
    /** The address to which it goes. */
    to: z.string(),
    webhookId: WebhookId.nullable(),
    state: z.enum(["waiting", "sent", "given_up"]),
    tries: z.int(),
    triedAt: z.iso.datetime().nullable(),
    nextTryAt: z.iso.datetime().nullable(),
    /** What the other server answered last: its number, and a code when there was no answer. */
    answer: z.object({ status: z.int().nullable(), code: z.string().nullable() }),
  })
  .meta({ id: "NoticeDelivery" });
export type NoticeDelivery = z.infer<typeof NoticeDelivery>;

const MOST = 50;

export const listDeliveries = endpoint({
  name: "listDeliveries",
  method: "GET",
  path: "/api/report-suites/:rsid/deliveries",
  permission: "dataSource.manage",
  summary: "What was told about the data sources of a report suite, to whom, and what became of it, newest first.",
  params: RsidPath,
  query: z.object({
    webhook: WebhookId.optional(),
    /** Deliveries before this one, from `next` of the page before. */
    before: z.coerce.number().int().positive().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(MOST),
  }),
  reply: z.object({ deliveries: z.array(NoticeDelivery), next: z.int().nullable() }),
});

export const sendDeliveryAgain = endpoint({
  name: "sendDeliveryAgain",
  method: "POST",
  path: "/api/report-suites/:rsid/deliveries/:deliveryId/send-again",
  permission: "dataSource.manage",
  summary: "Send a message again, at once and with its first id.",
  params: RsidPath.extend({ deliveryId: z.coerce.number().int().positive() }),
  reply: NoticeDelivery,
});
