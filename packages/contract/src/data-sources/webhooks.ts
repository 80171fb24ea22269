import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Name } from "../names.ts";
import { wrongAs } from "../refusals/index.ts";
import { RsidPath } from "../report-suites/suites.ts";
import { NoticeKind } from "./notices.ts";

export const WebhookId = z.uuid().brand<"WebhookId">();
export type WebhookId = z.infer<typeof WebhookId>;

/** What a webhook may be told: everything but tests, which are asked for. */
export const WebhookKind = NoticeKind.exclude(["test"]);
export type WebhookKind = z.infer<typeof WebhookKind>;

/** http or https, without a name and password in it. */
const WebhookUrl = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => isPlainUrl(text), wrongAs("value.url"));

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s\p{C}]/u.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && hostname !== "" && username === "" && password === "";
}

const Settings = z.strictObject({ name: Name, url: WebhookUrl, kinds: z.array(WebhookKind).min(1).max(WebhookKind.options.length) });

/** `off`: somebody turned it off. `gone`: it answered 410. `failing`: it took nothing for five days. None of the three is sent anything. */
export const WebhookState = z.enum(["on", "off", "gone", "failing"]);
export type WebhookState = z.infer<typeof WebhookState>;

export const Webhook = z
  .object({
    id: WebhookId,
    name: z.string(),
    url: z.string(),
    kinds: z.array(WebhookKind),
    state: WebhookState,
    stateSince: z.iso.datetime(),
    /** Since when it takes nothing; null while it does. */
    failingSince: z.iso.datetime().nullable(),
    /** Until when requests are also signed with the secret before this one; null for no longer. */
    oldSecretUntil: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Webhook" });
export type Webhook = z.infer<typeof Webhook>;

/** `secret` begins with `whsec_`. It is in this answer and in no later one. */
export const WebhookWithSecret = Webhook.extend({ secret: z.string() });

const OneWebhook = RsidPath.extend({ webhookId: WebhookId });

export const listWebhooks = endpoint({
  name: "listWebhooks",
  method: "GET",
  path: "/api/report-suites/:rsid/webhooks",
  permission: "dataSource.manage",
  summary: "The webhooks of a report suite (NO8).",
  params: RsidPath,
  reply: z.object({ webhooks: z.array(Webhook) }),
});

export const createWebhook = endpoint({
  name: "createWebhook",
  method: "POST",
  path: "/api/report-suites/:rsid/webhooks",
  permission: "dataSource.manage",
  summary:
    "Make a webhook: what happens to the suite's data sources is sent to its address, signed as Standard Webhooks says. Only this answer holds the secret.",
  params: RsidPath,
  body: Settings,
  reply: WebhookWithSecret,
  status: 201,
});

export const changeWebhook = endpoint({
  name: "changeWebhook",
  method: "PATCH",
  path: "/api/report-suites/:rsid/webhooks/:webhookId",
  permission: "dataSource.manage",
  summary: "Change a webhook, or turn it on or off.",
  params: OneWebhook,
  body: Settings.partial().extend({ isOn: z.boolean().optional() }),
  reply: Webhook,
});

export const deleteWebhook = endpoint({
  name: "deleteWebhook",
  method: "DELETE",
  path: "/api/report-suites/:rsid/webhooks/:webhookId",
  permission: "dataSource.manage",
  summary: "Delete a webhook. What was sent to it stays in the log.",
  params: OneWebhook,
  reply: z.object({ webhooks: z.array(Webhook) }),
});

export const rotateWebhookSecret = endpoint({
  name: "rotateWebhookSecret",
  method: "POST",
  path: "/api/report-suites/:rsid/webhooks/:webhookId/secret",
  permission: "dataSource.manage",
  summary: "Give a webhook a new secret. For 24 hours requests are signed with the old one too. Only this answer holds it.",
  params: OneWebhook,
  reply: WebhookWithSecret,
});

export const testWebhook = endpoint({
  name: "testWebhook",
  method: "POST",
  path: "/api/report-suites/:rsid/webhooks/:webhookId/test",
  permission: "dataSource.manage",
  summary: "Send a test to a webhook; the log says what became of it.",
  params: OneWebhook,
  reply: Webhook,
});
