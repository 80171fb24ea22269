import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/workers",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./workers-page.tsx"), "WorkersPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/workers/new",
  component: lazyRouteComponent(() => import("./worker-page.tsx"), "NewWorkerPage"),
});
const workerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/workers/of/$operatorId",
  component: lazyRouteComponent(() => import("./worker-page.tsx"), "WorkerPage"),
});

export const workers = {
  navigation: { area: "organisation", to: "/workers", permission: "organisation.manage", label: { en: "Workers", nl: "Medewerkers" } },
  creates: { to: "/workers/new", label: { en: "New worker", nl: "Nieuwe medewerker" } },
  routes: [listRoute, newRoute, workerRoute],
} as const satisfies Feature;
