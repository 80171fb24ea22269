import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-groups",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./attribute-groups-page.tsx"), "AttributeGroupsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-groups/new",
  component: lazyRouteComponent(() => import("./attribute-group-page.tsx"), "NewAttributeGroupPage"),
});
const groupRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-groups/of/$code",
  component: lazyRouteComponent(() => import("./attribute-group-page.tsx"), "AttributeGroupPage"),
});

export const attributeGroups = {
  navigation: { area: "clienteling", to: "/attribute-groups", permission: "organisation.manage", label: { en: "Attribute groups", nl: "Kenmerkgroepen" } },
  creates: { to: "/attribute-groups/new", label: { en: "New attribute group", nl: "Nieuwe kenmerkgroep" } },
  routes: [listRoute, newRoute, groupRoute],
} as const satisfies Feature;
