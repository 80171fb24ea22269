import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const usersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/users",
  component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
});

export const users = {
  navigation: { area: "system", to: "/users", permission: "user.manage", label: { en: "Users", nl: "Gebruikers" } },
  routes: [usersRoute],
} as const satisfies Feature;
