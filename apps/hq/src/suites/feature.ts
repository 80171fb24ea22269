import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { KINDS } from "./variables/variable-kinds.ts";

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

const variablesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/suite-variables",
  validateSearch: z.object({
    search: z.coerce.string().max(100).optional().catch(undefined),
    kind: z.enum(KINDS).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./variables/variables-page.tsx"), "VariablesPage"),
});

export const suiteVariables = {
  navigation: { area: "reportSuites", to: "/suite-variables", permission: "reportSuite.manage", label: { en: "Variables", nl: "Variabelen" } },
  routes: [variablesRoute],
} as const satisfies Feature;
