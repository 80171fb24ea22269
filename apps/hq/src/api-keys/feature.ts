import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const apiKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/api-keys",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./api-keys-page.tsx"), "ApiKeysPage"),
});

export const apiKeys = {
  navigation: { area: "system", to: "/api-keys", permission: "apiKey.manage", label: { en: "API keys", nl: "API-sleutels" } },
  routes: [apiKeysRoute],
} as const satisfies Feature;
