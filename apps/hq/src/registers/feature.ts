import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/registers",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./registers-page.tsx"), "RegistersPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/registers/new",
  component: lazyRouteComponent(() => import("./register-page.tsx"), "NewRegisterPage"),
});
const registerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/registers/of/$number",
  component: lazyRouteComponent(() => import("./register-page.tsx"), "RegisterPage"),
});

export const registers = {
  navigation: { area: "organisation", to: "/registers", permission: "organisation.manage", label: { en: "Registers", nl: "Kassa's" } },
  creates: { to: "/registers/new", label: { en: "New register", nl: "Nieuwe kassa" } },
  routes: [listRoute, newRoute, registerRoute],
} as const satisfies Feature;
