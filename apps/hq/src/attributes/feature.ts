import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { AttributeListSearch } from "./search.ts";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attributes",
  validateSearch: AttributeListSearch,
  component: lazyRouteComponent(() => import("./attributes-page.tsx"), "AttributesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attributes/new",
  component: lazyRouteComponent(() => import("./attribute-page.tsx"), "NewAttributePage"),
});
const attributeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/attributes/of/$code",
  component: lazyRouteComponent(() => import("./attribute-page.tsx"), "AttributePage"),
});

export const attributes = {
  navigation: { area: "clienteling", to: "/attributes", permission: "organisation.manage", label: { en: "Attributes", nl: "Kenmerken" } },
  creates: { to: "/attributes/new", label: { en: "New attribute", nl: "Nieuw kenmerk" } },
  routes: [listRoute, newRoute, attributeRoute],
} as const satisfies Feature;
