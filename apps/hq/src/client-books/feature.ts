import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

const clientBooksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/client-books",
  component: lazyRouteComponent(() => import("./client-books-page.tsx"), "ClientBooksPage"),
});

export const clientBooks = {
  navigation: { area: "clienteling", to: "/client-books", permission: "organisation.manage", label: { en: "Client books", nl: "Klantenboeken" } },
  routes: [clientBooksRoute],
} as const satisfies Feature;
