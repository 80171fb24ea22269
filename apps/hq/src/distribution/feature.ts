import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";
import { RunsSearch } from "./search.ts";

const unpublishedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/unpublished-changes",
  component: lazyRouteComponent(() => import("./unpublished-page.tsx"), "UnpublishedPage"),
});
const storesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/published-stores",
  component: lazyRouteComponent(() => import("./published-stores-page.tsx"), "PublishedStoresPage"),
});
const storeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/published-stores/of/$store",
  component: lazyRouteComponent(() => import("./published-store-page.tsx"), "PublishedStorePage"),
});
const jobsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/distribution-jobs",
  validateSearch: RunsSearch,
  component: lazyRouteComponent(() => import("./jobs-page.tsx"), "JobsPage"),
});

const schedulesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/distribution-schedules",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./schedules-page.tsx"), "SchedulesPage"),
});
const newScheduleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/distribution-schedules/new",
  component: lazyRouteComponent(() => import("./schedule-page.tsx"), "NewSchedulePage"),
});
const scheduleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/distribution-schedules/of/$schedule",
  component: lazyRouteComponent(() => import("./schedule-page.tsx"), "SchedulePage"),
});

export const unpublishedChanges = {
  navigation: {
    area: "distribution",
    to: "/unpublished-changes",
    permission: "publishing.read",
    label: { en: "Unpublished changes", nl: "Niet gepubliceerd" },
  },
  routes: [unpublishedRoute],
} as const satisfies Feature;

export const publishedStores = {
  navigation: { area: "distribution", to: "/published-stores", permission: "publishing.read", label: { en: "What stores have", nl: "Wat winkels hebben" } },
  routes: [storesRoute, storeRoute],
} as const satisfies Feature;

export const distributionJobs = {
  navigation: { area: "distribution", to: "/distribution-jobs", permission: "publishing.read", label: { en: "Jobs", nl: "Taken" } },
  routes: [jobsRoute],
} as const satisfies Feature;

export const distributionSchedules = {
  navigation: { area: "distribution", to: "/distribution-schedules", permission: "publishing.read", label: { en: "Schedules", nl: "Schema's" } },
  creates: { to: "/distribution-schedules/new", label: { en: "New schedule", nl: "Nieuw schema" }, permission: "publishing.manage" },
  routes: [schedulesRoute, newScheduleRoute, scheduleRoute],
} as const satisfies Feature;
