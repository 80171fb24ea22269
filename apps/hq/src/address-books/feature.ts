import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { ListSearch } from "../records/list-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/address-books",
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import("./address-books-page.tsx"), "AddressBooksPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/address-books/new",
  component: lazyRouteComponent(() => import("./address-book-page.tsx"), "NewAddressBookPage"),
});
const bookRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/address-books/of/$code",
  component: lazyRouteComponent(() => import("./address-book-page.tsx"), "AddressBookPage"),
});

export const addressBooks = {
  navigation: { area: "organisation", to: "/address-books", permission: "organisation.manage", label: { en: "Address books", nl: "Adresboeken" } },
  creates: { to: "/address-books/new", label: { en: "New address book", nl: "Nieuw adresboek" } },
  routes: [listRoute, newRoute, bookRoute],
} as const satisfies Feature;
