import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/client-books",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./client-books-page.tsx"), "ClientBooksPage"),
});
const bookRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/client-books/of/$operatorId",
  validateSearch: ListSearch.omit({ active: true }),
  component: lazyRouteComponent(() => import("./client-book-page.tsx"), "ClientBookPage"),
});
const leaveRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/client-books/of/$operatorId/leave",
  component: lazyRouteComponent(() => import("./leave-page.tsx"), "LeavePage"),
});

export const clientBooks = {
  navigation: {
    area: "clienteling",
    to: "/client-books",
    permission: "customer.manage",
    belongsTo: "clienteling",
    label: { en: "Client books", nl: "Klantenboeken" },
  },
  routes: [listRoute, bookRoute, leaveRoute],
} as const satisfies Feature;
