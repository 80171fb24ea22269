import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/suite-settings",
  component: lazyRouteComponent(() => import("./suite-settings-page.tsx"), "SuiteSettingsPage"),
});

export const suiteSettings = {
  navigation: { area: "reportSuites", to: "/suite-settings", permission: "reportSuite.manage", label: { en: "Suite settings", nl: "Suite-instellingen" } },
  routes: [settingsRoute],
} as const satisfies Feature;
