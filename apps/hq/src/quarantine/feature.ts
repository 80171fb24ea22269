import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const quarantineRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/quarantine",
  component: lazyRouteComponent(() => import("./quarantine-page.tsx"), "QuarantinePage"),
});

export const quarantine = {
  navigation: { area: "reportSuites", to: "/quarantine", permission: "reportSuite.read", label: { en: "Quarantine", nl: "Quarantaine" } },
  routes: [quarantineRoute],
} as const satisfies Feature;
