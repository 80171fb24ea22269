import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { AuditSearch } from "./audit-search.ts";

const auditRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/audit",
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});

export const auditLog = {
  navigation: { area: "system", to: "/audit", permission: "audit.read", label: { en: "Audit log", nl: "Auditlogboek" } },
  routes: [auditRoute],
} as const satisfies Feature;
