import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/store-groups",
  validateSearch: ListSearch.omit({ active: true }),
  component: lazyRouteComponent(() => import("./store-groups-page.tsx"), "StoreGroupsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/store-groups/new",
  component: lazyRouteComponent(() => import("./store-group-page.tsx"), "NewStoreGroupPage"),
});
const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/store-groups/of/$code",
  component: lazyRouteComponent(() => import("./store-group-page.tsx"), "StoreGroupPage"),
});

export const storeGroups = {
  navigation: { area: "distribution", to: "/store-groups", permission: "publishing.read", label: { en: "Groups of stores", nl: "Winkelgroepen" } },
  creates: { to: "/store-groups/new", label: { en: "New group of stores", nl: "Nieuwe winkelgroep" }, permission: "publishing.manage" },
  routes: [listRoute, newRoute, groupRoute],
} as const satisfies Feature;
