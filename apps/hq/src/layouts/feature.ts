import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/screen-layouts",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./layouts-page.tsx"), "LayoutsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/screen-layouts/new",
  component: lazyRouteComponent(() => import("./layout-page.tsx"), "NewLayoutPage"),
});
const layoutRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/screen-layouts/of/$code",
  component: lazyRouteComponent(() => import("./layout-page.tsx"), "LayoutPage"),
});

export const screenLayouts = {
  navigation: { area: "organisation", to: "/screen-layouts", permission: "organisation.manage", label: { en: "Screen layouts", nl: "Schermindelingen" } },
  creates: { to: "/screen-layouts/new", label: { en: "New screen layout", nl: "Nieuwe schermindeling" } },
  routes: [listRoute, newRoute, layoutRoute],
} as const satisfies Feature;
