import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/suite-settings",
  component: lazyRouteComponent(() => import("./suite-settings-page.tsx"), "SuiteSettingsPage"),
});

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/report-suites",
  component: lazyRouteComponent(() => import("./report-suites-page.tsx"), "ReportSuitesPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/report-suites/new",
  component: lazyRouteComponent(() => import("./new-suite-page.tsx"), "NewSuitePage"),
});

export const reportSuites = {
  navigation: { area: "reportSuites", to: "/report-suites", permission: "reportSuite.manage", label: { en: "Report suites", nl: "Rapportsuites" } },
  creates: { to: "/report-suites/new", label: { en: "New report suite", nl: "Nieuwe rapportsuite" } },
  routes: [listRoute, newRoute],
} as const satisfies Feature;

export const suiteSettings = {
  navigation: { area: "reportSuites", to: "/suite-settings", permission: "reportSuite.manage", label: { en: "Suite settings", nl: "Suite-instellingen" } },
  routes: [settingsRoute],
} as const satisfies Feature;
