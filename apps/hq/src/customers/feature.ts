import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { CustomerListSearch, CustomerTabSearch } from "./search.ts";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers",
  validateSearch: CustomerListSearch,
  component: lazyRouteComponent(() => import("./customers-page.tsx"), "CustomersPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/new",
  component: lazyRouteComponent(() => import("./new-page.tsx"), "NewCustomerPage"),
});
const customerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/of/$accountNumber",
  validateSearch: CustomerTabSearch,
  component: lazyRouteComponent(() => import("./customer-page.tsx"), "CustomerPage"),
});
const editRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/of/$accountNumber/edit",
  component: lazyRouteComponent(() => import("./edit-page.tsx"), "EditCustomerPage"),
});

export const customers = {
  navigation: { area: "customers", to: "/customers", permission: "customer.manage", label: { en: "All customers", nl: "Alle klanten" } },
  creates: { to: "/customers/new", label: { en: "New customer", nl: "Nieuwe klant" } },
  routes: [listRoute, newRoute, customerRoute, editRoute],
} as const satisfies Feature;
