import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { withDefaults } from "./report-address.ts";

const reportsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/reports",
  validateSearch: withDefaults,
  component: lazyRouteComponent(() => import("./report-page.tsx"), "ReportPage"),
});

export const reports = {
  navigation: { area: "reports", to: "/reports", permission: "report.read", label: { en: "Reports", nl: "Rapporten" } },
  routes: [reportsRoute],
} as const satisfies Feature;
