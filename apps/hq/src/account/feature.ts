import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { rootRoute, signedInRoute } from "../session/routes.tsx";

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./account-page.tsx"), "AccountPage"),
});

/** For a person with a link and no password yet. */
export const choosePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/choose-password",
  component: lazyRouteComponent(() => import("./choose-password-page.tsx"), "ChoosePasswordPage"),
});

export const account = { routes: [accountRoute] } as const satisfies Feature;
