import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const storesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/stores",
  component: lazyRouteComponent(() => import("./stores-page.tsx"), "StoresPage"),
});

export const stores = {
  navigation: { area: "organisation", to: "/stores", permission: "organisation.manage", label: { en: "Stores", nl: "Winkels" } },
  routes: [storesRoute],
} as const satisfies Feature;
