import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/activity-types",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./activity-types-page.tsx"), "ActivityTypesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/activity-types/new",
  component: lazyRouteComponent(() => import("./activity-type-page.tsx"), "NewActivityTypePage"),
});
const typeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/activity-types/of/$code",
  component: lazyRouteComponent(() => import("./activity-type-page.tsx"), "ActivityTypePage"),
});

export const activityTypes = {
  navigation: {
    area: "clienteling",
    to: "/activity-types",
    permission: "organisation.manage",
    belongsTo: "clienteling",
    label: { en: "Activity types", nl: "Activiteitstypen" },
  },
  creates: { to: "/activity-types/new", label: { en: "New activity type", nl: "Nieuw activiteitstype" } },
  routes: [listRoute, newRoute, typeRoute],
} as const satisfies Feature;
