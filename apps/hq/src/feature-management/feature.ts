import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

export const FEATURE_TABS = ["new", "off", "scheduled", "all"] as const;

const featuresRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/features",
  validateSearch: z.object({ tab: z.enum(FEATURE_TABS).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./features-page.tsx"), "FeaturesPage"),
});

export const featureManagement = {
  navigation: { area: "organisation", to: "/features", permission: "feature.read", label: { en: "Features", nl: "Functies" } },
  routes: [featuresRoute],
} as const satisfies Feature;
