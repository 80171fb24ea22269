import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { FeaturesSearch } from "./search.ts";

const featuresRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/features",
  validateSearch: FeaturesSearch,
  component: lazyRouteComponent(() => import("./features-page.tsx"), "FeaturesPage"),
});

export const featureManagement = {
  navigation: { area: "organisation", to: "/features", permission: "feature.read", label: { en: "Features", nl: "Functies" } },
  routes: [featuresRoute],
} as const satisfies Feature;
