import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/calculated-metrics",
  component: lazyRouteComponent(() => import("./metrics-page.tsx"), "CalculatedMetricsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/calculated-metrics/$rsid/new",
  component: lazyRouteComponent(() => import("./metric-page.tsx"), "NewMetricPage"),
});
const oneRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/calculated-metrics/$rsid/$metricId",
  component: lazyRouteComponent(() => import("./metric-page.tsx"), "MetricPage"),
});

export const calculatedMetrics = {
  navigation: { area: "reports", to: "/calculated-metrics", permission: "report.read", label: { en: "Calculated metrics", nl: "Berekende metrieken" } },
  routes: [listRoute, newRoute, oneRoute],
} as const satisfies Feature;
