import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-types",
  validateSearch: ListSearch.omit({ active: true }),
  component: lazyRouteComponent(() => import("./types-page.tsx"), "AttributeTypesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-types/new",
  component: lazyRouteComponent(() => import("./type-page.tsx"), "NewAttributeTypePage"),
});
const typeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attribute-types/of/$code",
  component: lazyRouteComponent(() => import("./type-page.tsx"), "AttributeTypePage"),
});

export const attributeTypes = {
  navigation: { area: "clienteling", to: "/attribute-types", permission: "organisation.manage", label: { en: "Attribute types", nl: "Kenmerktypen" } },
  creates: { to: "/attribute-types/new", label: { en: "New attribute type", nl: "Nieuw kenmerktype" } },
  routes: [listRoute, newRoute, typeRoute],
} as const satisfies Feature;
