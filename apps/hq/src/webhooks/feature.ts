import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("./webhooks-page.tsx"), "WebhooksPage"),
});
const oneRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/webhooks/$rsid/$webhookId",
  component: lazyRouteComponent(() => import("./webhook-page.tsx"), "WebhookPage"),
});

export const webhooks = {
  navigation: { area: "dataSources", to: "/webhooks", permission: "dataSource.manage", label: { en: "Webhooks", nl: "Webhooks" } },
  routes: [listRoute, oneRoute],
} as const satisfies Feature;
