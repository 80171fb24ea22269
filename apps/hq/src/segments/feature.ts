import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/segments",
  component: lazyRouteComponent(() => import("./segments-page.tsx"), "SegmentsPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/segments/$rsid/new",
  component: lazyRouteComponent(() => import("./segment-page.tsx"), "NewSegmentPage"),
});
const oneRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/segments/$rsid/$segmentId",
  component: lazyRouteComponent(() => import("./segment-page.tsx"), "SegmentPage"),
});

export const segments = {
  navigation: { area: "reports", to: "/segments", permission: "report.read", label: { en: "Segments", nl: "Segmenten" } },
  routes: [listRoute, newRoute, oneRoute],
} as const satisfies Feature;
