import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { SuiteSearch } from "../suites/suite-search.ts";

const quarantineRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/quarantine",
  validateSearch: SuiteSearch,
  component: lazyRouteComponent(() => import("./quarantine-page.tsx"), "QuarantinePage"),
});

export const quarantine = {
  navigation: { to: "/quarantine", icon: "filter", label: { en: "Quarantine", nl: "Quarantaine" } },
  routes: [quarantineRoute],
} as const satisfies Feature;
