import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/stores",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./stores-page.tsx"), "StoresPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/stores/new",
  component: lazyRouteComponent(() => import("./store-page.tsx"), "NewStorePage"),
});
const storeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/stores/of/$number",
  component: lazyRouteComponent(() => import("./store-page.tsx"), "StorePage"),
});

export const stores = {
  navigation: { area: "organisation", to: "/stores", permission: "organisation.manage", label: { en: "Stores", nl: "Winkels" } },
  creates: { to: "/stores/new", label: { en: "New store", nl: "Nieuwe winkel" } },
  routes: [listRoute, newRoute, storeRoute],
} as const satisfies Feature;
