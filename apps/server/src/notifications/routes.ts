import { changeWebhook, createWebhook, deleteWebhook, listDeliveries, listWebhooks, rotateWebhookSecret, testWebhook } from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { readDeliveries } from "./deliveries.ts";
import { change, listOf, make, remove, rotate, sendTest } from "./webhooks/webhooks.ts";

export function register(app: App, deps: Deps): void {
  route(app, listWebhooks, ({ params }) => listOf(deps, params.rsid));
  route(app, createWebhook, ({ params, body }) => make(deps, { ...params, body }));
  route(app, changeWebhook, ({ params, body }) => change(deps, { ...params, body }));
  route(app, deleteWebhook, ({ params }) => remove(deps, params));
  route(app, rotateWebhookSecret, ({ params }) => rotate(deps, params));
  route(app, testWebhook, ({ params }) => sendTest(deps, params));
  route(app, listDeliveries, ({ params, query }) => readDeliveries(deps, { ...params, ...query }));
}
