import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/permission-groups",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./permission-groups-page.tsx"), "PermissionGroupsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/permission-groups/new",
  component: lazyRouteComponent(() => import("./permission-group-page.tsx"), "NewPermissionGroupPage"),
});
const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/permission-groups/of/$code",
  component: lazyRouteComponent(() => import("./permission-group-page.tsx"), "PermissionGroupPage"),
});

export const permissionGroups = {
  navigation: {
    area: "organisation",
    to: "/permission-groups",
    permission: "organisation.manage",
    label: { en: "Permission groups", nl: "Bevoegdheidsgroepen" },
  },
  creates: { to: "/permission-groups/new", label: { en: "New permission group", nl: "Nieuwe bevoegdheidsgroep" } },
  routes: [listRoute, newRoute, groupRoute],
} as const satisfies Feature;
