import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/legal-entities",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./legal-entities-page.tsx"), "LegalEntitiesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/legal-entities/new",
  component: lazyRouteComponent(() => import("./legal-entity-page.tsx"), "NewLegalEntityPage"),
});
const entityRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/legal-entities/of/$code",
  component: lazyRouteComponent(() => import("./legal-entity-page.tsx"), "LegalEntityPage"),
});

export const legalEntities = {
  navigation: { area: "organisation", to: "/legal-entities", permission: "organisation.manage", label: { en: "Legal entities", nl: "Ondernemingen" } },
  creates: { to: "/legal-entities/new", label: { en: "New legal entity", nl: "Nieuwe onderneming" } },
  routes: [listRoute, newRoute, entityRoute],
} as const satisfies Feature;
