import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./home-page.tsx"), "HomePage"),
});

export const home = {
  navigation: { area: "home", to: "/", permission: "ownAccount", label: { en: "Home", nl: "Start" } },
  routes: [homeRoute],
} as const satisfies Feature;
