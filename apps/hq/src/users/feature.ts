import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/users",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/users/new",
  component: lazyRouteComponent(() => import("./user-page.tsx"), "NewUserPage"),
});
const userRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/users/of/$userId",
  component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
});

export const users = {
  navigation: { area: "system", to: "/users", permission: "user.manage", label: { en: "Users", nl: "Gebruikers" } },
  creates: { to: "/users/new", label: { en: "New user", nl: "Nieuwe gebruiker" } },
  routes: [listRoute, newRoute, userRoute],
} as const satisfies Feature;
