import * as files from "@rapport/contract/data-sources";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const suite = ({ rsid }: Tenant) => ({ params: { rsid } });
/** At an address to which nothing is sent (NO10), so that what becomes of messages is known at once. */
const settings = (name: string) => ({ name, url: `https://127.0.0.1/${fresh("h")}`, kinds: ["file.failed" as const] });
/** A webhook of the tenant, with nothing to be sent to it but tests. */
const made = async ({ rsid, mark }: Tenant, { api }: Pick<TestServer, "api">) =>
  ({ rsid, webhookId: (await api(files.createWebhook, { params: { rsid }, body: settings(mark.slice(0, 100)) })).id }) as const;
const stray = { webhookId: "00000000-0000-4000-8000-000000000000" as files.WebhookId };
const strayIn = ({ rsid }: Tenant) => ({ params: { rsid, ...stray } });

/** A message about a webhook of the tenant, which its page of the log shows. */
async function delivery(home: Tenant, server: Pick<TestServer, "api">) {
  const params = await made(home, server);
  await server.api(files.testWebhook, { params });
  const { deliveries } = await server.api(files.listDeliveries, { params: { rsid: home.rsid }, query: { webhook: params.webhookId } });
  return { params: { rsid: home.rsid, deliveryId: deliveries[0]?.id ?? 0 } };
}

export const webhookRights: readonly Right[] = [
  right(files.listWebhooks, {
    customers: "none",
    request: suite,
    otherTenant: { request: (_, other) => suite(other), answer: "own" },
  }),
  right(files.createWebhook, {
    customers: "none",
    request: async (home, { api }) => {
      const { webhooks } = await api(files.listWebhooks, suite(home));
      for (const { id } of webhooks) await api(files.deleteWebhook, { params: { rsid: home.rsid, webhookId: id } });
      return { ...suite(home), body: settings(home.mark.slice(0, 100)) };
    },
    otherTenant: { request: (_, other) => ({ ...suite(other), body: settings("Other") }), answer: "own" },
  }),
  right(files.changeWebhook, {
    customers: "none",
    request: async (home, server) => ({ params: await made(home, server), body: { name: fresh("n") } }),
    otherTenant: { request: (_, other) => ({ ...strayIn(other), body: { name: "x" } }), answer: "refused" },
  }),
  right(files.deleteWebhook, {
    customers: "none",
    request: async (home, server) => ({ params: await made(home, server) }),
    otherTenant: { request: (_, other) => strayIn(other), answer: "refused" },
  }),
  right(files.rotateWebhookSecret, {
    customers: "none",
    request: async (home, server) => ({ params: await made(home, server) }),
    otherTenant: { request: (_, other) => strayIn(other), answer: "refused" },
  }),
  right(files.testWebhook, {
    customers: "none",
    request: async (home, server) => ({ params: await made(home, server) }),
    otherTenant: { request: (_, other) => strayIn(other), answer: "refused" },
  }),
  right(files.listDeliveries, {
    customers: "none",
    request: (home) => ({ ...suite(home), query: {} }),
    otherTenant: { request: (_, other) => ({ ...suite(other), query: {} }), answer: "own" },
  }),
  right(files.sendDeliveryAgain, {
    customers: "none",
    request: delivery,
    otherTenant: { request: (_, other) => ({ params: { rsid: other.rsid, deliveryId: 1 } }), answer: "refused" },
  }),
];
